"""Sending is one transaction: number, forwarding, files and timeline together, once and never without consent."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from partnerportal.claims.models import Attachment, Claim, ClaimCounter, ClaimEvent, Invoice, Payee
from partnerportal.claims.services import drafts
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.claims.services.submission import Submitted, submit_claim
from partnerportal.contracts.models import Consent, Contract
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import Delivery, InboxEntry
from tests.cast import NOW, House
from tests.claims.walk import ready_draft

pytestmark = pytest.mark.django_db


def send(actor: Viewer, draft_id: object, now: datetime = NOW) -> Submitted:
    with acting_as(actor):
        return submit_claim(actor=actor, claim_id=draft_id, now=now)


def test_a_sent_claim_lies_in_the_departments_inbox_with_everything(house: House) -> None:
    draft_id = ready_draft(house, house.lindner, invoices=2, files=2)
    sent = send(house.lindner, draft_id)
    assert sent.number == "EA-2026-000001-7"
    with acting_as(house.clerk):
        claim = Claim.objects.get(id=draft_id)
        assert (claim.number, claim.state, claim.typed) == (sent.number, "submitted", None)
        assert InboxEntry.objects.get().claim_id == draft_id
        assert Invoice.objects.count() == 2
        assert Payee.objects.count() == 1
        assert Attachment.objects.count() == Document.objects.count() == 2
        kinds = ClaimEvent.objects.values_list("kind", flat=True)
        assert set(kinds) == {"claim.submitted", "claim.forwarded"}
    delivery = Delivery.objects.get()
    assert (delivery.department_id, delivery.state) == (house.benefits.id, "pending")


def test_a_colleague_sees_the_claim_once_it_is_sent_and_the_other_partner_never(house: House) -> None:
    send(house.lindner, ready_draft(house, house.lindner))
    with acting_as(house.voss):
        assert Claim.objects.count() == Document.objects.count() == 1
    for viewer in (house.petersen, house.contract_clerk):
        with acting_as(viewer):
            assert not Claim.objects.exists()
            assert not Document.objects.exists()


def test_sending_again_answers_with_the_same_number(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    first = send(house.lindner, draft_id)
    assert send(house.lindner, draft_id, NOW + timedelta(hours=1)) == first
    assert ClaimCounter.objects.get(year=2026).last_number == 1
    assert InboxEntry.objects.count() == 1


def test_numbers_run_without_gaps_and_begin_anew_each_year(house: House) -> None:
    numbers = [send(house.lindner, ready_draft(house, house.lindner)).number for _each in range(2)]
    # 31 December, 23:30 UTC is already the new year in Berlin.
    new_year = send(
        house.lindner, ready_draft(house, house.lindner), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    )
    assert [number[:14] for number in (*numbers, new_year.number)] == [
        "EA-2026-000001",
        "EA-2026-000002",
        "EA-2027-000001",
    ]


@pytest.mark.parametrize("kind", ["health_consent", "release_from_secrecy"])
def test_without_consent_or_release_nothing_is_sent(house: House, kind: str) -> None:
    draft_id = ready_draft(house, house.lindner)
    Consent.objects.filter(insured_person=house.person, kind=kind).update(withdrawn_at=NOW)
    with pytest.raises(Refused, match=r"claim\.consent_missing"):
        send(house.lindner, draft_id)
    assert not InboxEntry.objects.exists()
    assert not ClaimCounter.objects.exists()


def test_a_claim_is_refused_when_the_contract_had_ended_long_ago(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    Contract.objects.filter(id=house.contract.id).update(begins_on="2018-01-01", ends_on="2022-12-30")
    with pytest.raises(Refused, match=r"contract\.ended_long_ago"):
        send(house.lindner, draft_id)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (Payee, r"claim\.payee_missing"),
        (Attachment, r"claim\.file_missing"),
        (Invoice, r"claim\.invoice_missing"),
    ],
)
def test_an_incomplete_claim_is_refused(house: House, model: type[Payee], code: str) -> None:
    draft_id = ready_draft(house, house.lindner)
    model.objects.all().delete()
    with pytest.raises(Refused, match=code):
        send(house.lindner, draft_id)


def test_input_that_was_kept_but_is_not_valid_yet_is_not_passed_over(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    with acting_as(house.lindner):
        drafts.autosave(actor=house.lindner, draft_id=draft_id, step="bank", typed={"iban": "DE0"}, now=NOW)
    with pytest.raises(Refused, match=r"claim\.step_unfinished"):
        send(house.lindner, draft_id)


def test_nobody_sends_a_colleagues_draft(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    for actor in (house.voss, house.petersen):
        with pytest.raises(UnknownDraft):
            send(actor, draft_id)


def test_a_sent_claim_is_no_draft_any_more(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    send(house.lindner, draft_id)
    with acting_as(house.lindner):
        with pytest.raises(UnknownDraft):
            drafts.delete_draft(actor=house.lindner, draft_id=draft_id)
        assert drafts.delete_all_drafts(actor=house.lindner) == 0


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_the_same_moment_make_one_claim(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    answers: list[Submitted | Exception] = []
    start = threading.Barrier(2)

    def click() -> None:
        try:
            start.wait(timeout=10)
            answers.append(send(house.lindner, draft_id))
        except Exception as error:  # noqa: BLE001 - the thread hands its failure to the test
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [answers[0]] * 2
    assert isinstance(answers[0], Submitted)
    assert Claim.objects.count() == InboxEntry.objects.count() == Delivery.objects.count() == 1
    assert ClaimCounter.objects.get().last_number == 1
