"""Amounts, dates and sizes read the way a German or an English reader expects them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.money import Money
from partnerportal.ui import formatting


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def test_amount_carries_its_currency_after_a_non_breaking_space():
    assert formatting.money(Decimal("1260")) == "1.260,00\u00a0€"
    assert formatting.money(Money(Decimal("84.00"), "CHF")) == "84,00\u00a0CHF"


def test_amount_in_english_starts_with_the_sign():
    with translation.override("en"):
        assert formatting.money(Decimal("1260")) == "€1,260.00"


def test_day_of_this_year_goes_without_the_year():
    this_year = berlin_date(utc_now()).year
    assert formatting.short_date(date(this_year, 11, 19)) == "19.\u00a0Nov."


def test_day_of_another_year_names_the_year():
    assert formatting.short_date(date(1998, 3, 14)) == "14.\u00a0März 1998"


def test_long_day_is_written_out():
    assert formatting.long_date(date(2026, 11, 19)) == "19.\u00a0November 2026"
    with translation.override("en"):
        assert formatting.long_date(date(2026, 11, 19)) == "19\u00a0November 2026"


def test_instant_late_in_the_evening_belongs_to_the_next_day_in_berlin():
    assert formatting.long_date(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2.\u00a0Juli 2026"


def test_time_of_day_is_berlin_time():
    assert formatting.clock_time(datetime(2026, 11, 19, 7, 31, tzinfo=UTC)) == "8:31\u00a0Uhr"
    assert formatting.clock_time(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)) == "9:05\u00a0Uhr"


def test_machine_readable_instant_names_its_offset():
    assert formatting.iso(datetime(2026, 11, 19, 7, 31, tzinfo=UTC)) == "2026-11-19T08:31:00+01:00"
    assert formatting.iso(date(2026, 11, 19)) == "2026-11-19"


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [
        (0, "0 Byte"),
        (999, "999 Byte"),
        (1000, "1 KB"),
        (410_000, "410 KB"),
        (1_240_000, "1,2 MB"),
        (25_000_000, "25 MB"),
    ],
)
def test_size_is_short(size_bytes, shown):
    assert formatting.file_size(size_bytes) == shown.replace(" ", "\u00a0")


def test_a_session_that_is_over_has_no_seconds_left():
    assert formatting.seconds_left(datetime(2020, 1, 1, tzinfo=UTC)) == 0
