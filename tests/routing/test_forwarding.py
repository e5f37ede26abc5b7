"""A claim that arrives is with its department in the same transaction (clause C30)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerportal.claims.models import Claim
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing.models import Delivery, InboxEntry, RoutingRule
from partnerportal.routing.queries import inbox_count
from partnerportal.routing.rules import NoRoutingRule
from partnerportal.routing.services import mark_taken
from tests.cast import NOW, House, draft_of, submitted_claim
from tests.claims.desk_claims import sent_claims


def test_a_submitted_claim_waits_in_the_inbox_and_its_delivery_is_ordered(house: House) -> None:
    claim = submitted_claim(house.lindner, house.person)
    entry = InboxEntry.objects.get(claim=claim)
    assert (entry.department, entry.partner_id, entry.arrived_at) == (house.benefits, claim.partner_id, NOW)
    delivery = Delivery.objects.get(claim=claim)
    assert (delivery.department, delivery.state) == (house.benefits, "pending")


def test_the_queue_holds_opaque_ids_only(house: House) -> None:
    claim = submitted_claim(house.lindner, house.person)
    delivery = Delivery.objects.get(claim=claim)
    job = ProcrastinateJob.objects.get(task_name="routing.deliver")
    assert job.args == {"delivery_id": str(delivery.id)}


def test_a_line_of_business_can_have_its_own_department(house: House) -> None:
    RoutingRule.objects.create(line_of_business="020", department=house.administration)
    assert submitted_claim(house.lindner, house.person).department_id == house.administration.id


def test_without_a_department_nothing_is_submitted(house: House) -> None:
    RoutingRule.objects.all().delete()
    with pytest.raises(NoRoutingRule), transaction.atomic():
        submitted_claim(house.lindner, house.person)
    assert not InboxEntry.objects.exists()
    assert not Claim.objects.exclude(state="draft").exists()


def test_an_inbox_is_seen_by_its_own_department(house: House) -> None:
    submitted_claim(house.lindner, house.person)
    seen = {}
    for name in ("clerk", "second_clerk", "contract_clerk", "lindner", "petersen", "officer"):
        with acting_as(getattr(house, name)):
            seen[name] = InboxEntry.objects.count()
    assert seen == {
        "clerk": 1, "second_clerk": 1, "contract_clerk": 0, "lindner": 1, "petersen": 0, "officer": 0,
    }  # fmt: skip


def test_the_count_beside_the_inbox_is_what_nobody_has_taken(house: House) -> None:
    first, _second = sent_claims(house, 2)
    with acting_as(house.clerk):
        assert inbox_count(viewer=house.clerk) == 2
        mark_taken(claim_id=first.id, account_id=house.clerk.account, now=NOW)
        assert inbox_count(viewer=house.clerk) == 1


def test_deliveries_are_read_by_the_worker_alone(house: House) -> None:
    sent_claims(house, 1)
    for viewer in (house.lindner, house.clerk, house.officer):
        with acting_as(viewer):
            assert not Delivery.objects.exists()
    with acting_as(WORKER):
        assert Delivery.objects.count() == 1


def test_nobody_on_the_web_removes_an_inbox_entry_or_a_delivery(house: House) -> None:
    sent_claims(house, 1)
    for table in ("routing_inboxentry", "routing_delivery", "routing_department", "routing_routingrule"):
        with acting_as(house.clerk), connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('portal_web', %s, 'DELETE')", [table])
            assert cursor.fetchone() == (False,)


def test_a_draft_leaves_no_trace_in_the_department(house: House) -> None:
    draft_of(house.lindner, house.person)
    with acting_as(house.clerk):
        assert not Claim.objects.exists()
    assert not Delivery.objects.exists()
