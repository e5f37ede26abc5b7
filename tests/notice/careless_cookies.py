"""Production's settings with a session cookie that scripts may read: what C39 must notice."""

from partnerportal.config.settings import *  # noqa: F403

SESSION_COOKIE_HTTPONLY = False
