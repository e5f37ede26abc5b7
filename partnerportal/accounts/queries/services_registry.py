"""Read which additional services an account switched on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnerportal.accounts.models import ServiceOptIn
from partnerportal.accounts.rules.services_registry import SERVICES, Service
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """Hold a service and since when the viewer has it, None while it is off."""

    service: Service
    opted_in_at: datetime | None


def services_of(*, viewer: Viewer) -> tuple[ServiceRow, ...]:
    """Return every service in the order of the registry."""
    found = ServiceOptIn.objects.filter(account_id=viewer.account)
    since = dict(found.values_list("service", "opted_in_at"))
    return tuple(ServiceRow(service, since.get(key)) for key, service in SERVICES.items())


def has_service(*, viewer: Viewer, key: str) -> bool:
    """Say whether the viewer switched the service on, under the wording in force."""
    version = SERVICES[key].wording_version
    return ServiceOptIn.objects.filter(
        account_id=viewer.account, service=key, wording_version=version
    ).exists()
