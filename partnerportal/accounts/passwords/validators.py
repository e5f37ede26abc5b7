"""Let Django ask our rules wherever it validates a password itself (settings: AUTH_PASSWORD_VALIDATORS)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.models import Account
from partnerportal.accounts.passwords.personal import names_of_account, names_of_portal
from partnerportal.accounts.passwords.rules import check_password
from partnerportal.kernel.errors import Refused

HELP = _(
    "Mindestens 12 Zeichen, zum Beispiel vier Wörter, die nicht zusammengehören. "
    "Bekannte Passwörter, Ihr Name und Ihre Firma gehen nicht."
)


class PortalPasswordValidator:
    """Apply the rules of clause C05."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Take the password. Raises: ValidationError with the rule's sentence."""
        refuse_weak(password, names_of_account(user) if isinstance(user, Account) else ())

    def get_help_text(self) -> str:
        """Return what a good password is."""
        return str(HELP)


def refuse_weak(password: str, personal: Iterable[str]) -> None:
    """Take the password. Raises: ValidationError with the rule's sentence in the language of the request."""
    try:
        check_password(password, personal=[*personal, *names_of_portal()])
    except Refused as refusal:
        raise ValidationError(gettext(refusal.sentence), code=refusal.code) from None
