"""Write accounts: create them, keep their preferences, end their sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from partnerportal.accounts import sessions
from partnerportal.accounts.models import Account
from partnerportal.kernel.viewer import Viewer


def create_account(*, password: str, now: datetime, **values: Any) -> Account:
    """Store a new account; `values` are the model's fields. Raises: IntegrityError when the e-mail is taken."""
    account = Account(password=make_password(password), created_at=now, **values)
    account.save(force_insert=True)
    return account


def choose_language(*, actor: Viewer, language: str) -> None:
    """Keep the interface language of the actor's account."""
    Account.objects.filter(id=actor.account).update(language=language)


def choose_appearance(*, actor: Viewer, appearance: str) -> None:
    """Keep the appearance (auto, light, dark) of the actor's account."""
    Account.objects.filter(id=actor.account).update(appearance=appearance)


def end_expired_sessions(*, now: datetime) -> int:
    """Delete sessions past their end, whether or not their browser ever comes back. Returns how many."""
    return sessions.end_expired(now)
