"""Make the two key files of a new installation; what exists stays."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from partnerportal.config.environment import Environment, Mode
from partnerportal.config.lacking import read_only
from partnerportal.kernel.crypto import KeyRing


def create_keys(environment: Environment) -> list[Path]:
    """Write PORTAL_KEY_FILE and PORTAL_SECRET_KEY_FILE where missing and return those written. Raises: Lacking."""
    made = []
    if not environment.key_file.exists():
        _writable(environment.key_file)
        KeyRing.create(environment.key_file, is_demo=environment.mode is not Mode.PRODUCTION)
        made.append(environment.key_file)
    if not environment.secret_key_file.exists():
        _writable(environment.secret_key_file)
        descriptor = os.open(environment.secret_key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        made.append(environment.secret_key_file)
    return made


def _writable(path: Path) -> None:
    if not os.access(path.parent, os.W_OK):
        raise read_only(path.parent)
