"""Amounts, corrections and differences, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerportal.kernel.errors import Refused
from partnerportal.statements.rules.amounts import (
    KINDS,
    booked_amount,
    check_line,
    commission,
    correction_of,
    departs,
)
from partnerportal.statements.rules.difference import KindSum, differences, month_before

D = Decimal


@pytest.mark.parametrize(
    ("basis", "rate", "amount"),
    [("840.00", "4.5", "37.80"), ("0.10", "5", "0.01"), ("0.30", "15", "0.05"), ("-0.10", "5", "-0.01")],
)
def test_half_a_cent_is_rounded_away_from_zero(basis: str, rate: str, amount: str) -> None:
    assert commission(D(basis), D(rate)) == D(amount)


def test_a_commission_is_paid_and_a_clawback_taken_back() -> None:
    assert booked_amount("initial", D("684.00"), D("18")) == D("123.12")
    assert booked_amount("clawback", D("684.00"), D("18")) == D("-123.12")


def test_a_reserve_is_held_back_and_released_later() -> None:
    held = booked_amount("liability_reserve", D("123.12"), D("10"))
    released = booked_amount("liability_reserve", D("123.12"), D("10"), is_release=True)

    assert (held, held + released) == (D("-12.31"), 0)


def test_a_correction_has_no_rate_of_its_own() -> None:
    with pytest.raises(Refused, match="correction_has_no_rate"):
        booked_amount("correction", D(1), D(1))


def test_a_second_correction_adds_only_what_the_first_left() -> None:
    assert correction_of(D("-120.00"), D("0"), D("-60.00")) == D("60.00")
    assert correction_of(D("-120.00"), D("60.00"), D("0")) == D("60.00")
    with pytest.raises(Refused, match="nothing_to_correct"):
        correction_of(D("-120.00"), D("60.00"), D("-60.00"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("bonus", D(1), D(1), D(1)), "unknown_kind"),
        (("renewal", D("1.005"), D(1), D(1)), "too_precise"),
        (("renewal", D(1), D("1.00005"), D(1)), "too_precise"),
        (("renewal", D(1), D(1000), D(1)), "too_precise"),
        (("renewal", D(1), D(1), D("10000000000")), "too_precise"),
        (("clawback", D(1), D(1), D("0.01")), "wrong_sign"),
    ],
)
def test_a_line_no_ledger_can_hold_is_refused(line: tuple[str, D, D, D], code: str) -> None:
    with pytest.raises(Refused, match=rf"statement\.{code}"):
        check_line(*line)


def test_an_amount_off_basis_times_rate_is_noticed_beyond_a_cent() -> None:
    assert not departs("renewal", D("840.00"), D("4.5"), D("37.81"))
    assert departs("renewal", D("840.00"), D("4.5"), D("37.82"))
    assert not departs("clawback", D("840.00"), D("4.5"), D("-37.80"))
    assert not departs("renewal", D("840.00"), D("0"), D("37.82"))


amounts = st.decimals(min_value=-99999, max_value=99999, places=2)
sums = st.lists(
    st.builds(KindSum, st.sampled_from(list(KINDS)), st.integers(1, 99), amounts),
    unique_by=lambda found: found.kind,
)


@given(sums, sums)
def test_the_kinds_explain_the_whole_difference(now: list[KindSum], before: list[KindSum]) -> None:
    explained = sum((kind.change for kind in differences(now, before)), D(0))

    assert explained == sum((found.amount for found in now), D(0)) - sum(
        (found.amount for found in before), D(0)
    )


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
