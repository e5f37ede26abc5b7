"""Numbers that survive the telephone; names that are found however they are spelt."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.identifiers import (
    _check_digit,
    claim_number,
    parse_claim_number,
    policy_number_key,
    search_key,
    sort_key,
)

YEARS = st.integers(min_value=2000, max_value=2099)
RUNNING = st.integers(min_value=1, max_value=999_999)


def test_a_claim_number_names_year_running_number_and_check_digit() -> None:
    assert claim_number(2026, 123) == "EA-2026-000123-7"


@pytest.mark.parametrize(
    ("digits", "check"),
    # ISO/IEC 7064 MOD 11,10 as in published German numbers: tax numbers and VAT numbers.
    [("3657426180", 9), ("13669597", 6), ("00200667308", 5), ("79462", 3)],
)
def test_the_check_digit_agrees_with_published_numbers(digits: str, check: int) -> None:
    assert _check_digit(digits) == check


@pytest.mark.parametrize(("year", "running"), [(26, 1), (2026, 0), (2026, -1), (2026, 1_000_000)])
def test_an_impossible_claim_number_is_a_defect(year: int, running: int) -> None:
    with pytest.raises(ValueError, match="claim number"):
        claim_number(year, running)


@pytest.mark.parametrize(
    "typed",
    [
        "EA-2026-000123-7",
        "ea 2026 000123 7",
        "EA20260001237",
        "2026-000123-7",
        "EA–2026–123–7",
        " ea-2026/123-7 ",
    ],
)
def test_a_claim_number_is_read_in_any_spelling(typed: str) -> None:
    assert parse_claim_number(typed) == "EA-2026-000123-7"


@pytest.mark.parametrize(
    "typed", ["", "EA-2026", "KV 12345", "EA-2026-000000-2", "EA-2026-0001234-71", "hallo"]
)
def test_what_is_no_claim_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_claim_number(typed)

    assert refusal.value.code == "claim_number.unreadable"


@given(YEARS, RUNNING, st.integers(min_value=0, max_value=10), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_never_opens_another_claim(
    year: int, running: int, position: int, other: int
) -> None:
    digits = claim_number(year, running).replace("EA-", "").replace("-", "")
    wrong = digits[:position] + str((int(digits[position]) + other) % 10) + digits[position + 1 :]

    with pytest.raises(Refused) as refusal:
        parse_claim_number(wrong)

    assert refusal.value.code in {"claim_number.wrong_check_digit", "claim_number.unreadable"}


@given(YEARS, RUNNING)
def test_a_claim_number_is_read_as_it_was_issued(year: int, running: int) -> None:
    assert parse_claim_number(claim_number(year, running)) == claim_number(year, running)


@pytest.mark.parametrize("typed", ["KV 12/345-B", "kv12345b", "KV.12.345.B", "ＫＶ１２３４５Ｂ"])
def test_a_policy_number_is_found_in_any_spelling(typed: str) -> None:
    assert policy_number_key(typed) == "KV12345B"


def test_names_are_ordered_as_in_a_dictionary() -> None:
    names = [
        "Zabel",
        "Österle",
        "Ostertag",
        "Özdemir",
        "Müller-Voß",
        "Muller",
        "Mustermann",
        "Weisser",
        "Weiß",
    ]

    assert " ".join(sorted(names, key=sort_key)) == (
        "Muller Müller-Voß Mustermann Österle Ostertag Özdemir Weiß Weisser Zabel"
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Müller", "muller"),
        ("MÜLLER", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Groß", "gross"),
        ("GROẞ", "gross"),
        ("  von   der Heide ", "von der heide"),
        ("O’Brien", "obrien"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("İnci Işık", "inci isik"),
    ],
)
def test_accents_case_and_separators_do_not_count_for_order(name: str, key: str) -> None:
    assert sort_key(name) == key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Müller", "Mueller", "Muller", "MUELLER"),
        ("Jäger", "Jaeger", "Jager"),
        ("Schröder", "Schroeder", "Schroder"),
        ("Göthe", "Goethe"),
        ("Weiß", "Weiss"),
        ("Müller-Lüdenscheid", "mueller luedenscheid"),
        ("Bauer", "Baur"),  # the documented price
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(spellings: tuple[str, ...]) -> None:
    assert len({search_key(spelling) for spelling in spellings}) == 1


@given(st.text(alphabet="aeouäöüßbMÜ -é", max_size=20), st.integers(min_value=0, max_value=20))
def test_the_beginning_of_a_name_finds_the_name(name: str, length: int) -> None:
    assert search_key(name).startswith(search_key(name[:length]))


@given(st.text(max_size=30))
@example("Aeeoeeuee")
def test_a_key_is_its_own_key(text: str) -> None:
    assert sort_key(sort_key(text)) == sort_key(text)
    assert search_key(search_key(text)) == search_key(text)
