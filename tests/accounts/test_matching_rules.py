"""However a name, a date or an address is written, the same person is recognised, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerportal.accounts.rules.matching import (
    Agreement,
    Name,
    compare_birthday,
    compare_city,
    compare_name,
    compare_number,
    compare_postal_code,
    compare_street,
    find_in_firm,
    is_near,
)

SAME, SIMILAR, DIFFERENT, UNKNOWN = Agreement
words = st.text(alphabet="aeoumnrsßäöü -.'AEZ", max_size=12)
names = st.builds(Name, words, words)
days = st.dates(min_value=date(1930, 1, 1), max_value=date(2010, 12, 31))


@pytest.mark.parametrize(
    ("given_name", "known", "agreement", "note"),
    [
        (("Jörn", "Müller"), ("Jörn", "Müller"), SAME, ""),
        (("jörn", " MÜLLER"), ("Jörn", "Müller"), SAME, ""),
        (("Joern", "Mueller"), ("Jörn", "Müller"), SAME, "andere Schreibweise"),
        (("Jorn", "Muller"), ("Jörn", "Müller"), SAME, "andere Schreibweise"),
        (("René", "Weiß"), ("Rene", "Weiss"), SAME, "andere Schreibweise"),
        (("Karl-Heinz", "Groß"), ("Karl Heinz", "Gross"), SAME, "andere Schreibweise"),
        (("Müller", "Jörn"), ("Jörn", "Müller"), SIMILAR, "Vor- und Nachname vertauscht"),
        (("Mueller", "Joern"), ("Jörn", "Müller"), SIMILAR, "Vor- und Nachname vertauscht"),
        (("Hendrik", "Voß"), ("Henrik", "Voss"), SIMILAR, "Tippfehler möglich"),
        (("Kartin", "Lindner"), ("Katrin", "Lindner"), SIMILAR, "Tippfehler möglich"),
        (("Katrin", "Linder"), ("Katrin", "Lindner"), SIMILAR, "Tippfehler möglich"),
        (("Anne", "Anna"), ("Anna", "Anne"), SIMILAR, "Vor- und Nachname vertauscht"),
        (("Lindnre", "Katrin"), ("Katrin", "Lindner"), SIMILAR, "Vor- und Nachname vertauscht"),
        (("Anna Maria", "Petersen"), ("Anna", "Petersen"), SIMILAR, "Vorname kürzer oder länger"),
        (("A.", "Petersen"), ("Anna", "Petersen"), SIMILAR, "Vorname kürzer oder länger"),
        (("Silke", "Petersen"), ("Hinnerk", "Petersen"), DIFFERENT, "nur der Nachname gleich"),
        (("Silke", "Petersen"), ("Silke", "Hansen"), DIFFERENT, ""),
        (("Jan", "Ott"), ("Jan", "Orth"), DIFFERENT, ""),
        (("", ""), ("Silke", "Hansen"), UNKNOWN, ""),
    ],
)
def test_names(given_name: tuple[str, str], known: tuple[str, str], agreement: Agreement, note: str) -> None:
    found = compare_name(Name(*given_name), Name(*known))

    assert (found.agreement, found.note) == (agreement, note)


@pytest.mark.parametrize(
    ("last", "firm", "agreement"),
    [
        ("Lindner", "Lindner & Voss Makler", SIMILAR),
        ("Müller-Lüdenscheidt", "Mueller-Luedenscheidt GmbH", SIMILAR),
        ("Petersn", "Petersen Assekuranz", SIMILAR),
        ("Voss", "Lindner & Co. KG", UNKNOWN),
        ("Wiebke", "Katrin Lindner e. K.", SIMILAR),  # names swapped
        ("", "Lindner & Co. KG", UNKNOWN),
    ],
)
def test_a_name_is_found_in_the_name_of_the_firm(last: str, firm: str, agreement: Agreement) -> None:
    assert find_in_firm(Name("Katrin", last), firm).agreement is agreement


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("4711000001", "4711 000 001", SAME),
        ("d-nng4-m0rvq-48", "D-NNG4-M0RVQ-48", SAME),
        ("4711000001", "4711000007", SIMILAR),
        ("4711000001", "4711000010", SIMILAR),
        ("4711000001", "471100001", SIMILAR),
        ("4711000001", "4799000001", DIFFERENT),
        ("", "4711000001", UNKNOWN),
    ],
)
def test_numbers(one: str, other: str, agreement: Agreement) -> None:
    assert compare_number(one, other).agreement is agreement


@pytest.mark.parametrize(
    ("one", "other", "agreement", "note"),
    [
        (date(1978, 3, 14), date(1978, 3, 14), SAME, ""),
        (date(1978, 3, 4), date(1978, 4, 3), SIMILAR, "Tag und Monat vertauscht"),
        (date(1978, 3, 14), date(1979, 3, 14), SIMILAR, "eine Ziffer anders"),
        (date(1978, 3, 14), date(1987, 3, 14), SIMILAR, "eine Ziffer anders"),
        (date(1978, 3, 14), date(1981, 7, 2), DIFFERENT, ""),
        (date(1978, 3, 14), None, UNKNOWN, ""),
    ],
)
def test_birthdays(one: date, other: date | None, agreement: Agreement, note: str) -> None:
    found = compare_birthday(one, other)

    assert (found.agreement, found.note) == (agreement, note)


@pytest.mark.parametrize(
    ("one", "other", "agreement", "note"),
    [
        ("Domstraße 12", "Domstraße 12", SAME, ""),
        ("Domstr. 12", "Domstraße 12", SAME, "andere Schreibweise"),
        ("Dom-Strasse 12", "Domstraße 12", SAME, "andere Schreibweise"),
        ("Dom Str. 12", "Domstraße 12", SAME, "andere Schreibweise"),
        ("Lindenweg 7 A", "Lindenweg 7a", SAME, "andere Schreibweise"),
        ("Am Deich 3-5", "Am Deich 3–5", SAME, "andere Schreibweise"),
        ("Straße des 17. Juni 135", "Str. des 17. Juni 135", SAME, "andere Schreibweise"),
        ("Domstraße 12", "Domstraße 21", SIMILAR, "andere Hausnummer"),
        ("Domstraße", "Domstraße 12", SIMILAR, "andere Hausnummer"),
        ("Dohmstraße 12", "Domstraße 12", SIMILAR, "Tippfehler möglich"),
        ("Domplatz 12", "Hafenstraße 12", DIFFERENT, ""),
        ("", "Domstraße 12", UNKNOWN, ""),
    ],
)
def test_streets(one: str, other: str, agreement: Agreement, note: str) -> None:
    found = compare_street(one, other)

    assert (found.agreement, found.note) == (agreement, note)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Köln", "Koeln", SAME),
        ("Frankfurt", "Frankfurt am Main", SIMILAR),
        ("Husumm", "Husum", SIMILAR),
        ("Kiel", "Köln", DIFFERENT),
        ("", "Köln", UNKNOWN),
    ],
)
def test_places(one: str, other: str, agreement: Agreement) -> None:
    assert compare_city(one, other).agreement is agreement


@given(names, names)
def test_a_name_compares_the_same_from_both_sides(one: Name, other: Name) -> None:
    assert compare_name(one, other) == compare_name(other, one)


@given(names)
def test_a_name_agrees_with_itself(name: Name) -> None:
    assert compare_name(name, name).agreement in {SAME, UNKNOWN}


@given(words, words)
def test_streets_places_and_numbers_compare_the_same_from_both_sides(one: str, other: str) -> None:
    for compare in (compare_street, compare_city, compare_number, compare_postal_code):
        assert compare(one, other) == compare(other, one)
        assert compare(one, one).agreement in {SAME, UNKNOWN}


@given(
    st.integers(1, 99),
    st.sampled_from(["straße", "strasse", "str.", "Str", "Straße"]),
    st.sampled_from(["", " "]),
)
def test_a_street_is_the_same_however_it_is_shortened(house: int, word: str, gap: str) -> None:
    assert compare_street(f"Linden{gap}{word} {house}", f"Lindenstraße {house}").agreement is SAME


@given(days, days)
def test_birthdays_compare_the_same_from_both_sides(one: date, other: date) -> None:
    assert compare_birthday(one, other) == compare_birthday(other, one)


@given(days)
def test_a_swapped_day_is_never_a_stranger(day: date) -> None:
    if day.day <= 12:
        assert compare_birthday(day, day.replace(month=day.day, day=day.month)).agreement is not DIFFERENT


@given(st.text("abcdefgh", min_size=4, max_size=12), st.data())
def test_one_swap_of_neighbours_stays_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    assert is_near(word, swapped)
    assert is_near(swapped, word)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abcd", "abc", False),
        ("abcdefghi", "abcdefg", False),
        ("abcdefghi", "abcdefgh", True),
        ("abcd", "abce", True),
    ],
)
def test_the_shorter_word_says_how_many_errors_are_forgiven(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    assert is_near(other, one) is near
