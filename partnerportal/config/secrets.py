"""Read the secret key of signatures; demo and test make their own on first use."""

from __future__ import annotations

import secrets

from partnerportal.config.environment import Environment, Mode, WrongSetting


def read_secret_key(environment: Environment) -> str:
    """Return the key in PORTAL_SECRET_KEY_FILE. Raises: WrongSetting when production has none of its own."""
    path = environment.secret_key_file
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    if environment.mode is Mode.PRODUCTION:
        raise WrongSetting(
            "PORTAL_SECRET_KEY_FILE", "a file with at least 50 random characters", "/etc/partnerportal/secret"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
