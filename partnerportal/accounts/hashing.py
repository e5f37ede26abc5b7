"""Hash passwords with Argon2id at the cost security.md names."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's recommendation); weaker rows are rehashed at login."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
