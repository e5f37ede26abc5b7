"""Leave behind what a year of use leaves: delivered messages and journal entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.plans import in_daytime
from partnerportal.database.context import acting_as
from partnerportal.journal.services import record_failed_login, record_login
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing.models import Delivery

DELIVERY_SECONDS = 4
LOGINS_PER_ACCOUNT = 6
MISTYPED = "lindner@lindner-voss.exmaple"
# Addresses reserved for documentation (RFC 5737): they belong to nobody.
NETWORKS = ("192.0.2", "198.51.100", "203.0.113")


def settle_deliveries() -> int:
    """Mark the messages of the told claims as delivered and take their jobs from the queue; return how many.

    Nobody waits for a mail about a claim of last spring.
    """
    with acting_as(WORKER), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'routing.deliver' AND args ->> 'delivery_id' IN "
            "(SELECT id::text FROM routing_delivery WHERE state = 'pending')"
        )
        return Delivery.objects.filter(state="pending").update(
            state="delivered", attempts=1, delivered_at=F("created_at") + timedelta(seconds=DELIVERY_SECONDS)
        )


def keep_journal(chance: Chance, account_ids: Sequence[UUID], *, now: datetime) -> None:
    """Journal logins of this month, the only one whose partition is certain to exist, and one mistyped name."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    entries = sorted(
        (_instant(chance, first, now), account_id)
        for account_id in account_ids
        for _login in range(LOGINS_PER_ACCOUNT)
    )
    for instant, account_id in entries:
        record_login(account_id=account_id, now=instant, ip=_address(chance))
    record_failed_login(name=MISTYPED, now=_instant(chance, first, now), ip=_address(chance))


def _instant(chance: Chance, first: datetime, now: datetime) -> datetime:
    """Return an instant in daytime, but not before the first."""
    return max(in_daytime(first + (now - first) * chance.random()), first)


def _address(chance: Chance) -> str:
    return f"{chance.choice(NETWORKS)}.{chance.randint(1, 254)}"
