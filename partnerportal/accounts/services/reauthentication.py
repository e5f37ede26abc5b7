"""Check the password of somebody who is signed in already."""

from __future__ import annotations

from datetime import datetime

from partnerportal.accounts.models import Account
from partnerportal.accounts.services import brakes
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


def prove_password(*, account: Account, password: str, now: datetime, ip: str) -> None:
    """Check the account's own password; failures count like those at the sign-in page. For the gate.

    Raises: Refused, also while the account is held back.
    """
    brakes.check_sign_in(name=account.email, ip=ip, now=now)
    if not account.check_password(password):
        brakes.note_failure(name=account.email, ip=ip, now=now)
        raise Refused(
            "reauthentication.password", _("Das Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.")
        )
