"""Other software sends a claim with its files in one request, once, and asks how it stands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from partnerportal.api.models import RepeatableRequest
from partnerportal.api.services.repetition import remove_old_requests
from partnerportal.claims.models import Claim, Invoice
from partnerportal.contracts.models import Consent
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.viewer import WORKER
from tests.api.software import Software
from tests.cast import House, submitted_claim
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db

KEY = "3f0c2a7e-1111-4a44-9d5b-2f6d1f0a7c11"


def wish(house: House, **changes: Any) -> dict[str, Any]:
    issued_on = (datetime.now(UTC) - timedelta(days=20)).date().isoformat()
    invoice = {"provider": "Praxis Dr. Sommer", "issued_on": issued_on, "amount": "184.20", "files": [0]}
    return {
        "contract_id": str(house.contract.id),
        "insured_person_id": str(house.person.id),
        "invoices": [invoice],
        **changes,
    }


def sent(
    software: Software, claim: dict[str, Any], *, files: int = 1, key: str | None = None
) -> HttpResponse:
    uploads = [
        SimpleUploadedFile(f"Rechnung {number}.pdf", pdf(1), content_type="application/pdf")
        for number in range(1, files + 1)
    ]
    return software.send("claims", {"claim": json.dumps(claim), "files": uploads}, key=key)


def test_a_claim_arrives_with_its_files_in_one_request(house: House) -> None:
    software = Software(house.lindner)
    invoices = wish(house)["invoices"]
    second = {**invoices[0], "amount": "20", "currency": "CHF", "files": [1]}

    answer = sent(software, wish(house, invoices=[*invoices, second]), files=2)

    created = answer.json()
    claim = Claim.objects.get(number=created["number"])
    assert answer.status_code == 201
    assert claim.state == "submitted"
    assert claim.department_id == house.benefits.id
    assert claim.attachments.count() == 2
    assert [str(row.amount) for row in Invoice.objects.filter(claim=claim).order_by("position")] == [
        "184.20",
        "20.00",
    ]
    assert LatestTransaction.objects.get(account_id=house.lindner.account).object_ref == created["number"]
    shown = software.get(created["href"].removeprefix("/api/v1/")).json()
    assert shown["amounts"] == [
        {"amount": "184.20", "currency": "EUR"},
        {"amount": "20.00", "currency": "CHF"},
    ]
    assert shown["account"] == {"holder": "A. B.", "iban": shown["account"]["iban"]}
    assert "12030000" not in json.dumps(shown)
    assert [file["name"] for invoice in shown["invoices"] for file in invoice["files"]] == [
        "Rechnung 1.pdf",
        "Rechnung 2.pdf",
    ]


def test_a_repeated_request_gives_the_same_answer_and_one_claim(house: House) -> None:
    software, claim = Software(house.lindner), wish(house)

    first, again = sent(software, claim, key=KEY), sent(software, claim, key=KEY)

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Claim.objects.filter(number__isnull=False).count() == 1


def test_a_key_belongs_to_one_request_of_one_account(house: House) -> None:
    software, other = Software(house.lindner), Software(house.voss)
    sent(software, wish(house), key=KEY)
    different = wish(house)
    different["invoices"][0]["amount"] = "184.21"

    answer = sent(software, different, key=KEY)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.reused")
    assert sent(other, wish(house), key=KEY).status_code == 201


def test_another_file_is_another_request(house: House) -> None:
    software, claim = Software(house.lindner), json.dumps(wish(house))
    first = SimpleUploadedFile("Rechnung.pdf", pdf(1), content_type="application/pdf")
    second = SimpleUploadedFile("Rechnung.pdf", pdf(2), content_type="application/pdf")
    software.send("claims", {"claim": claim, "files": [first]}, key=KEY)

    answer = software.send("claims", {"claim": claim, "files": [second]}, key=KEY)

    assert answer.json()["code"] == "idempotency.reused"


@pytest.mark.parametrize("key", ["", "kurz", "mit leerzeichen", "x" * 65])
def test_a_claim_without_a_usable_key_is_refused(house: House, key: str) -> None:
    answer = sent(Software(house.lindner), wish(house), key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.key")


def test_a_refused_request_leaves_nothing_and_its_key_free(house: House) -> None:
    software = Software(house.lindner)
    too_early = wish(house)
    too_early["invoices"][0]["issued_on"] = "2020-01-01"

    refused = sent(software, too_early, key=KEY)

    assert (refused.status_code, refused.json()["code"]) == (422, "invoice.before_contract")
    assert not Claim.objects.exists()
    assert not Document.objects.exists()
    assert not RepeatableRequest.objects.exists()
    assert sent(software, wish(house), key=KEY).status_code == 201


def test_keys_are_forgotten_after_a_day(house: House) -> None:
    software = Software(house.lindner)
    sent(software, wish(house), key=KEY)
    RepeatableRequest.objects.update(begun_at=datetime.now(UTC) - timedelta(hours=24))

    assert sent(software, wish(house), key=KEY).status_code == 201
    assert Claim.objects.filter(number__isnull=False).count() == 2

    RepeatableRequest.objects.update(begun_at=datetime.now(UTC) - timedelta(hours=24))
    with acting_as(WORKER):
        assert remove_old_requests(now=datetime.now(UTC)) == 1


def test_nothing_is_sent_without_consent(house: House) -> None:
    Consent.objects.all().delete()

    answer = sent(Software(house.lindner), wish(house))

    assert (answer.status_code, answer.json()["code"]) == (422, "claim.consent_missing")
    assert not Claim.objects.exists()


def test_a_foreign_contract_is_unknown(house: House) -> None:
    software = Software(house.lindner)
    foreign = wish(house, contract_id=str(house.foreign_contract.id))
    missing = wish(house, contract_id="00000000-0000-4000-8000-000000000000")
    stranger = wish(house, insured_person_id=str(house.foreign_person.id))

    answers = [sent(software, claim) for claim in (foreign, missing, stranger)]

    assert {answer.json()["code"] for answer in answers} == {"claim.unknown"}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("places", [[], [0, 0], [1], [-1]])
def test_every_file_belongs_to_one_invoice(house: House, places: list[int]) -> None:
    claim = wish(house)
    claim["invoices"][0]["files"] = places

    answer = sent(Software(house.lindner), claim)

    assert (answer.status_code, answer.json()["code"]) == (422, "claim.files")


def test_a_file_that_is_no_receipt_is_refused_with_the_reason(house: House) -> None:
    notes = SimpleUploadedFile("Notiz.txt", b"kein Beleg")

    answer = Software(house.lindner).send("claims", {"claim": json.dumps(wish(house)), "files": [notes]})

    assert answer.status_code == 422
    assert answer.json()["code"].startswith("upload.")


def test_another_account_is_checked_like_on_the_page(house: House) -> None:
    software = Software(house.lindner)
    right = {"holder": "Jonas Brandt", "iban": "DE89 3704 0044 0532 0130 00"}
    wrong = {"holder": "Jonas Brandt", "iban": "DE89 3704 0044 0532 0130 01"}

    assert sent(software, wish(house, account=wrong)).json()["code"] == "iban.wrong_check_digits"
    assert sent(software, wish(house, account=right)).status_code == 201


def test_the_list_is_the_one_of_the_page(house: House) -> None:
    submitted_claim(house.lindner, house.person)
    submitted_claim(house.petersen, house.foreign_person)
    software = Software(house.lindner)

    page = software.get("claims").json()

    assert [item["policy_number"] for item in page["items"]] == ["RK-2048-771-305"]
    assert software.get("claims?group=paid").json()["items"] == []
    assert software.get(f"claims?contract_id={house.ended_contract.id}").json()["items"] == []
    assert software.get("claims?cursor=erfunden").json()["code"] == "list.cursor"


@pytest.mark.parametrize("number", ["EA-2026-999999-1", "Antrag", "%00", "a%2Fb"])
def test_a_number_that_names_no_claim_is_not_found(house: House, number: str) -> None:
    assert Software(house.lindner).get(f"claims/{number}").status_code == 404
