"""Open the first administrator's account from the server itself: nobody could approve or invite them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from partnerportal.accounts.models import Account, OneTimeLink
from partnerportal.accounts.rules.occasions import FIRST_PASSWORD
from partnerportal.accounts.services.links import TOKEN_BYTES, token_hash
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role


def open_administrator(*, email: str, first_name: str, last_name: str, now: datetime) -> str:
    """Create an administrator without password and return the token of the link that sets one, once, for 72 hours.

    For the command line with the rights of the schema's owner; the token is shown there and stored only as a hash.
    Raises: Refused ("administrator.exists") when the address has an account.
    """
    address = email.strip().lower()
    with transaction.atomic():
        if Account.objects.filter(email__iexact=address).exists():
            raise Refused("administrator.exists", _("Diese E-Mail-Adresse hat schon einen Zugang."))
        account = Account(
            id=uuid.uuid4(),
            email=address,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            role=Role.ADMINISTRATOR.value,
            password=make_password(None),
            is_active=False,
            created_at=now,
        )
        account.save(force_insert=True)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        OneTimeLink.objects.create(
            token_hash=token_hash(token),
            purpose=FIRST_PASSWORD.purpose,
            account=account,
            created_at=now,
            expires_at=now + FIRST_PASSWORD.lifetime,
        )
    return token
