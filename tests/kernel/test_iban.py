"""An IBAN is checked where it is typed, completed with its bank, and hidden everywhere else."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import mask, parse_iban

# The registry's own example for Germany; the bank code is a real one.
VALUE = "DE89370400440532013000"


@pytest.mark.parametrize(
    "typed",
    [
        VALUE,
        "DE89 3704 0044 0532 0130 00",
        " de89 3704 0044 0532 0130 00 ",
        "DE89-3704-0044-0532-0130-00",
        "IBAN: DE89 3704 0044 0532 0130 00",
        "DE89\u00a03704\u200b0044 0532\t0130 00\n",
    ],
)
def test_an_iban_is_read_in_any_spelling_and_completed_with_its_bank(typed: str) -> None:
    iban = parse_iban(typed)

    assert (iban.value, iban.bic, iban.bank_name) == (VALUE, "COBADEFFXXX", "Commerzbank")
    assert (iban.country, iban.last_four, iban.pretty) == ("DE", "3000", "DE89 3704 0044 0532 0130 00")


@pytest.mark.parametrize("value", ["AT611904300234573201", "CH9300762011623852957", "NL91ABNA0417164300"])
def test_an_iban_of_another_country_is_accepted(value: str) -> None:
    assert parse_iban(value).value == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "iban.missing"),
        ("   ", "iban.missing"),
        ("532013000", "iban.not_an_iban"),
        ("DEXX370400440532013000", "iban.not_an_iban"),
        ("DE89 3704 0044 0532 0130 0ß", "iban.not_an_iban"),
        ("DE89 ٣704 0044 0532 0130 00", "iban.not_an_iban"),
        ("XX89370400440532013000", "iban.unknown_country"),
        ("US89370400440532013000", "iban.unknown_country"),
        (VALUE[:-1], "iban.too_short"),
        (VALUE + "0", "iban.too_long"),
        ("AT6119043002345732", "iban.too_short"),
        ("AT61190430023457320199", "iban.too_long"),
        ("DE8937040044O532013000", "iban.wrong_structure"),
        ("DE89370400440532013001", "iban.wrong_check_digits"),
        ("DE89370400440532010300", "iban.wrong_check_digits"),
        ("DE57000000000532013000", "iban.unknown_bank"),
    ],
)
def test_each_kind_of_mistake_gets_its_own_reason_and_next_step(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_iban(typed)

    assert refusal.value.code == code


def test_a_refused_iban_is_not_repeated_in_the_traceback() -> None:
    with pytest.raises(Refused) as refusal:
        parse_iban("DE8937040044O532013000")

    assert refusal.value.__context__ is None  # schwifty's own error quotes the IBAN
    assert "7040044" not in str(refusal.value) + refusal.value.sentence


def test_printing_an_iban_object_reveals_the_country_only() -> None:
    iban = parse_iban(VALUE)

    assert repr(iban) == "Iban(DE••)"
    assert f"{iban}" == "Iban(DE••)"


@pytest.mark.parametrize(
    ("last_four", "country", "shown"),
    [
        ("2051", "DE", "DE•• •••• •••• •••• ••20 51"),
        ("3201", "AT", "AT•• •••• •••• •••• 3201"),
        ("4300", "NL", "NL•• •••• •••• ••43 00"),
        ("2051", "XX", "XX•• •••• •••• •••• ••20 51"),
    ],
)
def test_a_kept_account_is_shown_by_its_last_four_digits(last_four: str, country: str, shown: str) -> None:
    assert mask(last_four, country) == shown


@settings(deadline=None)
@given(position=st.integers(min_value=4, max_value=21), other=st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_found(position: int, other: int) -> None:
    wrong = VALUE[:position] + str((int(VALUE[position]) + other) % 10) + VALUE[position + 1 :]

    with pytest.raises(Refused) as refusal:
        parse_iban(wrong)

    assert refusal.value.code == "iban.wrong_check_digits"


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{10,32}", fullmatch=True))
def test_any_text_is_either_an_iban_or_refused(typed: str) -> None:
    try:
        iban = parse_iban(typed)
    except Refused:
        return
    assert parse_iban(iban.pretty) == iban


def test_importing_the_kernel_does_not_wait_for_the_bank_registry() -> None:
    program = "import sys, partnerportal.kernel.iban; sys.exit('schwifty' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
