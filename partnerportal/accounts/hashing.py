"""Hash passwords with Argon2id at the cost security.md names."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher

from partnerportal.accounts.passwords.rules import composed


class PortalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's recommendation); weaker rows are rehashed at login.

    The password is composed first: an ö that one keyboard sends as two characters and another as one is the same.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Return the row to store."""
        return super().encode(composed(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether the password belongs to the stored row."""
        return super().verify(composed(password), encoded)
