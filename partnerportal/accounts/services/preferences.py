"""Keep the preferences of an account: language and appearance."""

from __future__ import annotations

from partnerportal.accounts.models import Account
from partnerportal.kernel.viewer import Viewer


def choose_language(*, actor: Viewer, language: str) -> None:
    """Keep the interface language of the actor's account."""
    Account.objects.filter(id=actor.account).update(language=language)


def choose_appearance(*, actor: Viewer, appearance: str) -> None:
    """Keep the appearance (auto, light, dark) of the actor's account."""
    Account.objects.filter(id=actor.account).update(appearance=appearance)
