"""Contracts of a firm that is no partner yet are parked; what a full delivery lacks is listed, never deleted."""

from __future__ import annotations

import pytest

from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.database.models import SubjectKey
from partnerportal.exchange.models import ImportFinding, ImportRun, ParkedFirm
from partnerportal.exchange.services import (
    UnknownFirm,
    UnknownRun,
    confirm_import,
    discard_import,
    take_parked,
    take_parked_of_partners,
)
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER
from tests.cast import House
from tests.exchange.delivery import NOW, SAMPLE_FIRM, deliver, figures, joined, sample, sample_firm, worked

pytestmark = pytest.mark.django_db


def without(policy: str) -> bytes:
    """Return the sample without one contract, its totals put right."""
    records = [record for record in sample() if policy.encode() not in record[13:30]]
    last, frame = records[-1], 4
    counted = f"{len(records) - frame:010d}".encode()
    records[-1] = last[:4] + counted + last[14:24] + b" " * 15 + last[39:]
    return joined(records)


def test_contracts_of_an_unknown_firm_wait_sealed(house: House) -> None:
    run = deliver(joined(sample()))

    (firm,) = ParkedFirm.objects.all()
    assert (firm.intermediary_number, firm.contracts, firm.taken_at) == (SAMPLE_FIRM, 6, None)
    assert run.result["parked"] == [{"intermediary_number": SAMPLE_FIRM, "contracts": 6}]
    assert not Contract.objects.filter(policy_number_key__startswith="KV9").exists()
    assert SubjectKey.objects.filter(subject_id=firm.id, partner=None).exists()


def test_what_waited_is_taken_over_once_the_firm_is_entered(house: House) -> None:
    deliver(joined(sample()))
    firm = sample_firm()
    with acting_as(WORKER):
        (run_id,) = take_parked_of_partners(now=NOW)

    run = worked(run_id)

    assert run.state == "done"
    assert figures(run, "contracts") == (6, 0, 0)
    assert Contract.objects.filter(partner=firm).count() == 6
    assert ParkedFirm.objects.get().taken_at is not None


def test_a_second_delivery_replaces_what_waits(house: House) -> None:
    deliver(joined(sample()))
    deliver(joined(sample()))

    assert sum(ParkedFirm.objects.filter(taken_at=None).values_list("contracts", flat=True)) == 6


def test_the_administrator_orders_it_only_for_a_firm_that_is_a_partner(house: House) -> None:
    deliver(joined(sample()))
    firm = ParkedFirm.objects.get()

    with acting_as(house.administrator), pytest.raises(Refused, match=r"import\.firm_unknown"):
        take_parked(actor=house.administrator, firm_id=firm.id, now=NOW)
    with acting_as(house.contract_clerk), pytest.raises(UnknownFirm):
        take_parked(actor=house.contract_clerk, firm_id=firm.id, now=NOW)


def test_a_contract_missing_from_a_full_delivery_is_listed_and_stays(house: House) -> None:
    sample_firm()
    deliver(joined(sample()))

    run = deliver(without("KV9000001"), is_full=True)

    assert run.state == "done", run.refusal_code
    (missing,) = ImportFinding.objects.filter(
        run=run, kind="missing", contract__policy_number_key="KV9000001"
    )
    assert missing.line is None
    assert run.result["missing"] >= 1
    assert Contract.objects.filter(policy_number_key="KV9000001").exists()


def test_a_partial_delivery_lists_nothing_as_missing(house: House) -> None:
    sample_firm()
    deliver(joined(sample()))

    run = deliver(without("KV9000001"))

    assert (run.state, run.result["missing"]) == ("done", 0)


def test_an_upload_stops_at_its_preview_until_it_is_confirmed(house: House) -> None:
    sample_firm()
    run = deliver(joined(sample()), preview=True)
    assert run.state == "previewed"
    assert figures(run, "contracts") == (6, 0, 0)
    assert not Contract.objects.filter(policy_number_key__startswith="KV9").exists()

    with acting_as(house.administrator):
        confirm_import(actor=house.administrator, run_id=run.id, now=NOW)
    run = worked(run.id)

    assert run.state == "done"
    assert Contract.objects.filter(policy_number_key__startswith="KV9").count() == 6


def test_a_discarded_preview_takes_nothing_over_and_its_key_goes(house: House) -> None:
    run = deliver(joined(sample()), preview=True)

    with acting_as(house.administrator):
        discard_import(actor=house.administrator, run_id=run.id, now=NOW)

    assert ImportRun.objects.get(id=run.id).state == "discarded"
    with acting_as(house.administrator), pytest.raises(Refused, match=r"import\.not_now"):
        confirm_import(actor=house.administrator, run_id=run.id, now=NOW)


@pytest.mark.parametrize("member", ["contract_clerk", "officer", "lindner"])
def test_only_the_administrator_confirms(house: House, member: str) -> None:
    run, viewer = deliver(joined(sample()), preview=True), getattr(house, member)

    with acting_as(viewer), pytest.raises(UnknownRun):
        confirm_import(actor=viewer, run_id=run.id, now=NOW)


def test_wrong_totals_leave_nothing_behind(house: House) -> None:
    sample_firm()
    records = sample()
    records[-1] = records[-1][:4] + b"0000000099" + records[-1][14:]

    run = deliver(joined(records))

    assert (run.state, run.result["totals_match"]) == ("refused", False)
    assert not Contract.objects.filter(policy_number_key__startswith="KV9").exists()
    assert not SubjectKey.objects.filter(subject_id=run.id).exists()
