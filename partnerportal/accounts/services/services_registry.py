"""Switch additional services on and off; off is as easy as on (Art. 7(3) GDPR)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from partnerportal.accounts.models import ServiceOptIn
from partnerportal.accounts.rules.services_registry import API_ACCESS, Service
from partnerportal.accounts.services.api_tokens import revoke_all
from partnerportal.kernel.viewer import Viewer


def switch_on(*, actor: Viewer, service: Service, now: datetime) -> None:
    """Record the consent: to which wording, and when. Switching on again keeps an unchanged one."""
    consent = {"account_id": actor.account, "service": service.key}
    ServiceOptIn.objects.filter(**consent).exclude(wording_version=service.wording_version).delete()
    ServiceOptIn.objects.get_or_create(
        **consent, defaults={"wording_version": service.wording_version, "opted_in_at": now}
    )


@transaction.atomic
def switch_off(*, actor: Viewer, service: Service, now: datetime) -> None:
    """Withdraw the consent: the service ends at once, and with the interface every token."""
    ServiceOptIn.objects.filter(account_id=actor.account, service=service.key).delete()
    if service == API_ACCESS:
        revoke_all(actor=actor, now=now)
