"""Write accounts, one module per use case; other apps find the public names here."""

from partnerportal.accounts.services.session_end import end_expired_sessions

__all__ = ["end_expired_sessions"]
