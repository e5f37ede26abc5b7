"""Days are Berlin days; deadlines step through the calendar as the civil code does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerportal.kernel.clock import berlin_date, end_of_year, plus_months, plus_years, utc_now

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 12, 31))


def test_now_is_an_instant_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 31, 22, 30, tzinfo=UTC), date(2026, 8, 1)),  # summer time: two hours ahead
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),  # winter: one hour ahead
    ],
)
def test_an_evening_in_london_can_be_the_next_day_in_berlin(instant: datetime, day: date) -> None:
    assert berlin_date(instant) == day


def test_an_instant_without_a_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="timezone-aware"):
        berlin_date(datetime(2026, 10, 1, 12, 0))  # noqa: DTZ001 - the naive instant is the case


def test_a_retention_period_of_ten_years_starts_at_the_end_of_the_year() -> None:
    assert plus_years(end_of_year(date(2026, 3, 14)), 10) == date(2036, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_without_that_day_ends_the_period_on_its_last_day(
    day: date, months: int, expected: date
) -> None:
    assert plus_months(day, months) == expected


def test_a_birthday_on_a_leap_day_is_the_28th_in_a_common_year() -> None:
    assert plus_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


@given(DAYS, st.integers(min_value=0, max_value=600))
def test_adding_months_moves_exactly_that_many_months_and_never_past_the_day(day: date, months: int) -> None:
    later = plus_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
