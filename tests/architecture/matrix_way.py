"""One row in each table on the way to an account, so that an empty answer to a stranger means something."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from partnerportal.accounts.models import (
    ApiToken,
    DetailsChange,
    EmailChange,
    FactorRecovery,
    Invitation,
    KnownDevice,
    Letter,
    OneTimeLink,
    Registration,
    ServiceOptIn,
    SignInBrake,
)
from partnerportal.api.models import DocumentReceipt, RepeatableRequest
from tests.cast import NOW, House


def fill_way(house: House) -> None:
    """Write a row of everything as the schema's owner."""
    account = house.lindner.account
    Registration.objects.create(begun_at=NOW)
    invitation = Invitation.objects.create(
        email="neu@lindner-voss.example", role="staff", partner_id=house.lindner.partner, invited_by_id=account,
        created_at=NOW, expires_at=NOW + timedelta(hours=72),
    )  # fmt: skip
    Letter.objects.create(occasion="invitation", invitation=invitation, created_at=NOW)
    OneTimeLink.objects.create(
        token_hash="0" * 64, purpose="invitation", invitation=invitation, created_at=NOW, expires_at=NOW
    )
    SignInBrake.objects.create(key_hash=b"k" * 32, failures=1, last_failed_at=NOW)
    KnownDevice.objects.get_or_create(
        account_id=account, device="Netscape, Amiga", defaults={"last_used_on": date(2026, 11, 1)}
    )
    EmailChange.objects.create(account_id=account, email=b"sealed", asked_at=NOW)
    wished = dict.fromkeys(("first_name", "last_name", "street", "postal_code", "city"), b"sealed")
    DetailsChange.objects.create(account_id=account, asked_at=NOW, **wished)
    FactorRecovery.objects.create(account_id=account, partner_id=house.lindner.partner, asked_at=NOW)
    Authenticator.objects.create(user_id=account, type="totp", data={"secret": "sealed"})
    ApiToken.objects.create(
        account_id=account, partner_id=house.lindner.partner, name="Verwaltungsprogramm", token_hash="0" * 64,
        hint="pp_0000", scopes="contracts:read", created_at=NOW, ends_on=date(2026, 12, 31),
    )  # fmt: skip
    RepeatableRequest.objects.create(
        account_id=account, key_hash="0" * 64, route="POST api:claims", content_hash="0" * 64, begun_at=NOW
    )
    DocumentReceipt.objects.create(account_id=account, document="receipt", acknowledged_at=NOW)
    ServiceOptIn.objects.create(account_id=account, service="login_log_csv", opted_in_at=NOW)
