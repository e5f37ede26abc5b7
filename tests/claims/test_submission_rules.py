"""What a claim needs before it is sent: no database, only the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from partnerportal.claims.forms.dates import read_day
from partnerportal.claims.rules.receipts import (
    MOST_FILES,
    InvoiceFacts,
    check_issued_on,
    check_receipts,
    check_room_for_file,
    is_time_barred,
    totals,
    warnings_about,
)
from partnerportal.claims.rules.steps import Progress, Step, check_finished, may_enter, open_step
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.money import Money

TODAY = date(2026, 11, 24)
BEGINS = date(2024, 1, 1)
INVOICE = InvoiceFacts("Praxis Dr. Sommer", date(2026, 3, 14), Decimal("184.20"), "EUR", 1)
EVERYTHING = Progress(has_person=True, has_consents=True, has_receipts=True, has_payee=True)


def refusal(*invoices: InvoiceFacts) -> str:
    with pytest.raises(Refused) as refused:
        check_receipts(invoices, begins_on=BEGINS, today=TODAY)
    return refused.value.code


def test_a_complete_invoice_with_a_file_may_be_sent() -> None:
    check_receipts([INVOICE], begins_on=BEGINS, today=TODAY)


def test_a_claim_without_invoice_or_file_is_refused() -> None:
    assert refusal() == "claim.invoice_missing"
    assert refusal(replace(INVOICE, file_count=0)) == "claim.file_missing"


@pytest.mark.parametrize("gap", [{"provider": ""}, {"issued_on": None}, {"amount": None}])
def test_an_incomplete_invoice_is_refused(gap: dict[str, None]) -> None:
    assert refusal(replace(INVOICE, **gap)) == "claim.invoice_incomplete"


def test_one_file_is_enough_for_several_invoices_and_the_other_is_pointed_out() -> None:
    second = replace(INVOICE, file_count=0)
    check_receipts([INVOICE, second], begins_on=BEGINS, today=TODAY)
    assert len(warnings_about(second, ends_on=None, today=TODAY)) == 1


def test_an_invoice_of_tomorrow_is_refused_and_one_of_today_is_not() -> None:
    check_issued_on(TODAY, begins_on=BEGINS, today=TODAY)
    with pytest.raises(Refused, match=r"invoice\.in_future"):
        check_issued_on(date(2026, 11, 25), begins_on=BEGINS, today=TODAY)


def test_an_invoice_older_than_the_contract_is_refused() -> None:
    check_issued_on(BEGINS, begins_on=BEGINS, today=TODAY)
    with pytest.raises(Refused, match=r"invoice\.before_contract"):
        check_issued_on(date(2023, 12, 31), begins_on=BEGINS, today=TODAY)


def test_an_invoice_written_after_the_contracts_end_is_pointed_out_only() -> None:
    assert warnings_about(INVOICE, ends_on=date(2026, 3, 13), today=TODAY)
    assert not warnings_about(INVOICE, ends_on=date(2026, 3, 14), today=TODAY)


def test_limitation_begins_at_the_end_of_the_invoices_year() -> None:
    assert not is_time_barred(date(2023, 1, 2), today=date(2026, 12, 31))
    assert is_time_barred(date(2023, 1, 2), today=date(2027, 1, 1))


def test_the_sixty_first_file_is_refused() -> None:
    check_room_for_file(MOST_FILES - 1)
    with pytest.raises(Refused, match=r"claim\.too_many_files"):
        check_room_for_file(MOST_FILES)
    assert refusal(replace(INVOICE, file_count=MOST_FILES + 1)) == "claim.too_many_files"


def test_currencies_are_summed_apart() -> None:
    francs = replace(INVOICE, amount=Decimal("12.50"), currency="CHF")
    assert totals([INVOICE, francs, INVOICE]) == [
        Money(Decimal("368.40"), "EUR"),
        Money(Decimal("12.50"), "CHF"),
    ]


def test_a_step_opens_when_those_before_it_are_done() -> None:
    assert open_step(EVERYTHING) is Step.REVIEW
    without_consent = replace(EVERYTHING, has_consents=False)
    assert open_step(without_consent) is Step.PERSON
    assert may_enter(Step.CONTRACT, without_consent)
    assert not may_enter(Step.RECEIPTS, without_consent)


def test_unfinished_input_leads_back_to_its_step() -> None:
    unfinished = frozenset({Step.RECEIPTS})
    assert open_step(replace(EVERYTHING, unfinished=unfinished)) is Step.RECEIPTS
    with pytest.raises(Refused, match=r"claim\.step_unfinished"):
        check_finished(unfinished)


@pytest.mark.parametrize(
    ("typed", "day"), [(("14", "11", "2026"), date(2026, 11, 14)), ((" 1", "2 ", "26"), date(2026, 2, 1))]
)
def test_a_day_is_read_from_three_fields(typed: tuple[str, str, str], day: date) -> None:
    assert read_day(*typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("", "", ""), "date.missing"),
        (("14", "", "2026"), "date.unreadable"),
        (("14", "elf", "2026"), "date.unreadable"),
        (("٣", "3", "2026"), "date.unreadable"),
        (("30", "2", "2026"), "date.impossible"),
        (("0", "0", "0000"), "date.impossible"),
    ],
)
def test_a_day_that_cannot_be_read_gets_its_sentence(typed: tuple[str, str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(*typed)
    assert refused.value.code == code
