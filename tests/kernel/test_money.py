"""Amounts as people type them, as we keep them and as we print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.money import CURRENCIES, Money, format_amount, parse_amount

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("1\u00a0234,56\u00a0€", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1'234.50", "1234.50"),
        ("1’234.50", "1234.50"),
        ("1,234.56", "1234.56"),
        ("€ 84,5", "84.50"),
        ("84,50EUR", "84.50"),
        ("84,50 Euro", "84.50"),
        ("84", "84"),
        ("50,-", "50"),
        ("50,– €", "50"),
        ("0,01", "0.01"),
        ("9.999.999,99", "9999999.99"),
        (" 007,10 ", "7.10"),
    ],
)
def test_an_amount_is_read_however_people_write_it(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


def test_a_lone_dot_before_three_digits_separates_thousands_as_in_german() -> None:
    assert parse_amount("1.234") == Decimal(1234)
    assert parse_amount("1.23") == Decimal("1.23")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "amount.missing"),
        (" € ", "amount.missing"),
        ("-5,00", "amount.negative"),
        ("−5,00", "amount.negative"),
        ("5,00-", "amount.negative"),
        ("€ -5,00", "amount.negative"),
        ("0", "amount.zero"),
        ("0,00 €", "amount.zero"),
        ("1,234", "amount.too_precise"),
        ("0.500", "amount.too_precise"),
        ("84,505", "amount.too_precise"),
        ("10.000.000,00", "amount.too_large"),
        ("100000000000000000000000000,00", "amount.too_large"),
        ("12,50 CHF", "amount.other_currency"),
        ("$12.50", "amount.other_currency"),
        ("zwölf", "amount.unreadable"),
        ("zwanzig Euro", "amount.unreadable"),
        ("12 34", "amount.unreadable"),
        ("1.23.45", "amount.unreadable"),
        ("1.234 567,00", "amount.unreadable"),
        ("12,34,56", "amount.unreadable"),
        ("1e5", "amount.unreadable"),
        ("NaN", "amount.unreadable"),
        ("٣٤", "amount.unreadable"),
        (",50", "amount.unreadable"),
        ("9" * 5000, "amount.unreadable"),
    ],
)
def test_an_amount_that_cannot_be_meant_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_amount(typed)

    assert refusal.value.code == code
    assert "itte" in refusal.value.sentence  # every sentence ends with what to do


def test_an_amount_is_read_in_the_currency_chosen_beside_it() -> None:
    assert parse_amount("12.50 CHF", "CHF") == Decimal("12.50")
    assert parse_amount("12000 Japanischer Yen", "JPY") == Decimal(12000)
    with pytest.raises(Refused) as refusal:
        parse_amount("120,5", "JPY")
    assert refusal.value.code == "amount.too_precise"


@given(st.text(max_size=60))
def test_any_text_is_either_an_amount_within_the_limits_or_refused(typed: str) -> None:
    try:
        amount = parse_amount(typed)
    except Refused:
        return
    assert Decimal("0.01") <= amount <= Decimal("9999999.99")


@given(AMOUNTS, st.sampled_from(sorted(set(CURRENCIES) - {"JPY"})), st.sampled_from(["de", "en"]))
def test_what_we_print_we_read_again(amount: Decimal, currency: str, language: str) -> None:
    assert parse_amount(format_amount(amount, currency, language), currency) == amount


@pytest.mark.parametrize(
    ("amount", "currency", "language", "printed"),
    [
        ("1234.56", "EUR", "de", "1.234,56\u00a0€"),
        ("1234567.8", "CHF", "de", "1.234.567,80\u00a0CHF"),
        ("-84.5", "EUR", "de", "−84,50\u00a0€"),
        ("-0.001", "EUR", "de", "0,00\u00a0€"),
        ("0.005", "EUR", "de", "0,01\u00a0€"),
        ("12000", "JPY", "de", "12.000\u00a0JPY"),
        ("1234.56", "EUR", "en", "€1,234.56"),
        ("1234.56", "CHF", "en", "CHF\u00a01,234.56"),
    ],
)
def test_amounts_are_printed_as_the_language_does(
    amount: str, currency: str, language: str, printed: str
) -> None:
    assert format_amount(Decimal(amount), currency, language) == printed


def test_invoices_in_one_currency_add_up() -> None:
    total = Money(Decimal("84.50"), "EUR") + Money(Decimal("0.05"), "EUR")

    assert total == Money(Decimal("84.55"), "EUR")
    assert str(total) == "84,55\u00a0€"


def test_euros_and_francs_are_never_added() -> None:
    with pytest.raises(ValueError, match="convert first"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "CHF")


@pytest.mark.parametrize(
    ("amount", "currency"), [("1.005", "EUR"), ("1.5", "JPY"), ("NaN", "EUR"), ("1", "XXX")]
)
def test_money_that_cannot_be_paid_does_not_exist(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount|closed list"):
        Money(Decimal(amount), currency)


def test_money_is_never_a_float() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        Money(84.5, "EUR")  # type: ignore[arg-type]
