"""The mailbox in the manner of BiPRO 430: list what is new, fetch it, acknowledge it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from partnerportal.accounts.services.removal import remove_account
from partnerportal.api.models import DocumentReceipt
from partnerportal.database.context import acting_as
from tests.api.software import Software
from tests.cast import NOW, House, submitted_claim
from tests.statements.ledger import closed_statement

pytestmark = pytest.mark.django_db


def names(software: Software, query: str = "") -> list[str]:
    return [item["name"] for item in software.get(f"documents{query}").json()["items"]]


def test_what_is_new_is_listed_once_fetched_and_acknowledged(house: House) -> None:
    early = submitted_claim(house.lindner, house.person, now=NOW - timedelta(days=3))
    number = closed_statement(house, house.lindner)
    late = submitted_claim(house.lindner, house.person, now=NOW + timedelta(days=1))
    submitted_claim(house.petersen, house.foreign_person)
    software = Software(house.lindner)
    expected = [f"receipt-{early.number}", f"statement-{number}", f"receipt-{late.number}"]

    assert names(software) == expected

    assert software.put(f"documents/{expected[0]}/acknowledgement").status_code == 204
    assert software.put(f"documents/{expected[0]}/acknowledgement").status_code == 204
    assert names(software) == expected[1:]
    assert names(software, "?status=all") == expected
    assert DocumentReceipt.objects.count() == 1


def test_pages_of_the_mailbox_meet_without_gap(house: House) -> None:
    for days in (4, 3, 2):
        submitted_claim(house.lindner, house.person, now=NOW - timedelta(days=days))
    closed_statement(house, house.lindner)
    submitted_claim(house.lindner, house.person, now=NOW)
    software, found, cursor = Software(house.lindner), [], ""

    while cursor is not None:
        page = software.get(f"documents?limit=2&cursor={cursor}").json()
        found += [item["name"] for item in page["items"]]
        cursor = page["next"]

    assert len(found) == 5
    assert found == names(software)


def test_a_receipt_is_a_pdf(house: House) -> None:
    claim = submitted_claim(house.lindner, house.person)

    answer = Software(house.lindner).get(f"documents/receipt-{claim.number}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="receipt-{claim.number}.pdf"'


@pytest.mark.parametrize(("form", "begin"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b""), ("json", b"{")])
def test_a_statement_comes_in_every_form(house: House, form: str, begin: bytes) -> None:
    number = closed_statement(house, house.lindner)

    answer = Software(house.lindner).get(f"documents/statement-{number}?format={form}")

    assert answer.status_code == 200
    assert answer.content.startswith(begin)
    if form == "json":
        assert number in json.dumps(json.loads(answer.content))


def test_a_document_opens_under_its_own_scope_only(house: House) -> None:
    claim, number = submitted_claim(house.lindner, house.person), closed_statement(house, house.lindner)
    only_statements = Software(house.lindner, "statements:read", "claims:write")

    assert names(only_statements) == [f"statement-{number}"]
    assert only_statements.get(f"documents/receipt-{claim.number}").status_code == 404
    assert Software(house.lindner, "contracts:read").get("documents").status_code == 403


@pytest.mark.parametrize("name", ["receipt-", "receipt-EA-2026-999999-1", "statement-x", "brief-1", "%00"])
def test_a_name_without_document_is_not_found(house: House, name: str) -> None:
    software = Software(house.lindner)

    assert software.get(f"documents/{name}").status_code == 404
    assert software.put(f"documents/{name}/acknowledgement").status_code == 404
    assert not DocumentReceipt.objects.exists()


def test_what_was_acknowledged_goes_with_the_account(house: House) -> None:
    claim = submitted_claim(house.lindner, house.person)
    Software(house.voss).put(f"documents/receipt-{claim.number}/acknowledgement")
    assert DocumentReceipt.objects.count() == 1

    with acting_as(house.lindner):
        remove_account(
            actor=house.lindner, account_id=house.voss.account, forget_unsent=lambda *, account: 0, now=NOW
        )

    assert not DocumentReceipt.objects.exists()
