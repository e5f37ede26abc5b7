"""What a clerk may decide, until when, and what stands out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partnerportal.claims.rules.checks import Check, Term, checks_of
from partnerportal.claims.rules.decisions import (
    REASONS,
    Decision,
    answer_due_on,
    decide,
    decision_due_on,
)
from partnerportal.claims.rules.receipts import InvoiceFacts
from partnerportal.kernel.errors import Refused

AMOUNT = Decimal("184.20")


def test_a_full_reimbursement_pays_the_invoice_and_needs_no_reason() -> None:
    decision = decide(outcome="full", invoice_amount=AMOUNT, paid_amount=Decimal("5"), reason="duplicate")
    assert decision == Decision("full", AMOUNT, "")


def test_a_refusal_pays_nothing_and_keeps_its_reason() -> None:
    decision = decide(outcome="refused", invoice_amount=AMOUNT, paid_amount=Decimal("5"), reason="duplicate")
    assert decision == Decision("refused", Decimal("0.00"), "duplicate")


@pytest.mark.parametrize("paid", [None, Decimal("0"), AMOUNT, Decimal("184.21"), Decimal("-1")])
def test_a_partial_amount_lies_between_nothing_and_the_invoice(paid: Decimal | None) -> None:
    with pytest.raises(Refused, match=r"decision\.amount"):
        decide(outcome="part", invoice_amount=AMOUNT, paid_amount=paid, reason="deductible")


@pytest.mark.parametrize(
    ("outcome", "reason"), [("part", ""), ("refused", "whim"), ("refused", "fee_schedule")]
)
def test_less_than_full_needs_a_reason_that_fits(outcome: str, reason: str) -> None:
    with pytest.raises(Refused, match=r"decision\.reason"):
        decide(outcome=outcome, invoice_amount=AMOUNT, paid_amount=Decimal("10"), reason=reason)


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(Refused, match=r"decision\.outcome"):
        decide(outcome="", invoice_amount=AMOUNT, paid_amount=None, reason="")


def test_every_reason_speaks_one_short_plain_sentence() -> None:
    for reason in REASONS:
        assert reason.sentence.endswith(".")
        assert len(reason.sentence.split()) <= 15, reason.code
        assert reason.for_outcomes


def test_an_answer_is_due_after_two_weeks_and_never_on_a_weekend() -> None:
    assert answer_due_on(date(2026, 11, 24)) == date(2026, 12, 8)
    assert answer_due_on(date(2026, 11, 28)) == date(2026, 12, 14)  # a Saturday
    assert answer_due_on(date(2026, 11, 29)) == date(2026, 12, 14)  # a Sunday


def test_the_department_has_one_month_to_decide() -> None:
    assert decision_due_on(date(2026, 11, 24)) == date(2026, 12, 24)
    assert decision_due_on(date(2026, 1, 31)) == date(2026, 2, 28)


TERM = Term(date(2024, 1, 1), date(2026, 6, 30))


def invoice(issued_on: date, amount: str = "184.20", files: int = 1) -> InvoiceFacts:
    return InvoiceFacts("Praxis Dr. Sommer", issued_on, Decimal(amount), "EUR", files)


def look(*invoices: InvoiceFacts, **values: object) -> list[Check]:
    facts = {"twins": {}, "has_consents": True, "pays_contract_account": True, **values}
    return checks_of(invoices, TERM, submitted_on=date(2026, 11, 24), **facts)  # type: ignore[arg-type]


def standing_out(checks: list[Check]) -> list[tuple[str, int | None]]:
    return [(check.code, check.invoice) for check in checks if not check.is_fine]


def test_an_ordinary_claim_gives_nothing_to_look_at() -> None:
    checks = look(invoice(date(2026, 5, 4)), invoice(date(2026, 5, 5)))
    assert standing_out(checks) == []
    assert {check.code for check in checks} == {"consents", "account", "term", "twin"}


def test_dates_outside_the_contract_are_pointed_out() -> None:
    checks = look(invoice(date(2023, 12, 31)), invoice(date(2024, 1, 1)), invoice(date(2026, 7, 1)))
    assert standing_out(checks) == [("term", 1), ("term", 3)]


def test_an_old_claim_may_be_barred() -> None:
    assert ("barred", 1) in standing_out(look(invoice(date(2022, 12, 31))))


def test_an_invoice_without_receipt_is_pointed_out() -> None:
    assert standing_out(look(invoice(date(2026, 5, 4), files=0))) == [("file", 1)]


def test_the_same_invoice_twice_is_pointed_out_within_a_claim_and_across_claims() -> None:
    same = invoice(date(2026, 5, 4))
    checks = look(same, same, invoice(date(2026, 5, 6)), twins={3: "EA-2026-000001-7"})
    assert standing_out(checks) == [("twin", 3), ("twin", 2)]
    assert next(check.number for check in checks if check.invoice == 3) == "EA-2026-000001-7"


def test_another_account_and_a_withdrawn_consent_come_before_what_is_in_order() -> None:
    checks = look(invoice(date(2026, 5, 4)), has_consents=False, pays_contract_account=False)
    assert [check.code for check in checks[:2]] == ["consents", "account"]
    assert all(check.is_fine for check in checks[2:])
