"""Which passwords are taken: long, surprising, unknown to attackers, and nothing of the person (clause C05)."""

from __future__ import annotations

import time
import tracemalloc
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnerportal.accounts.passwords.guessing import magnitude
from partnerportal.accounts.passwords.rules import LONGEST, SHORTEST, check_password, strength
from partnerportal.accounts.passwords.words import known_words
from partnerportal.config.seed.accounts import new_password
from partnerportal.kernel.errors import Refused
from partnerportal.notice.stage import PASSWORD as PROOF_PASSWORD
from tests.cast import PASSWORD

PERSON = (
    "Jörg",
    "Müller-Lüdenscheidt",
    "j.weiss@assekuranz-krüger.example",
    "Löw & Straßburger Makler",
    "Saul Aydın",
)
PARTS = (
    "jörg",
    "müller",
    "lüdenscheidt",
    "weiss",
    "assekuranz",
    "krüger",
    "straßburger",
    "makler",
    "saul",
    "aydın",
)


def refusal(password: str, personal: tuple[str, ...] = ()) -> str:
    with pytest.raises(Refused) as refused:
        check_password(password, personal=personal)
    return refused.value.code


def is_taken(password: str, personal: tuple[str, ...] = ()) -> bool:
    try:
        check_password(password, personal=personal)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        PROOF_PASSWORD,
        "Der Kaffee war heute zu heiß",
        "fahrrad gurke leuchtturm mond",
        "kdjfhwiuerzt",
        "7hGk!2mNq#9x",
        "🦉 Eule sitzt krumm im Kirschbaum",
    ],
)
def test_long_and_surprising_passwords_are_taken_whatever_signs_they_are_made_of(password: str) -> None:
    assert is_taken(password, PERSON)


def test_the_demo_gets_passwords_that_are_taken() -> None:
    assert all(is_taken(new_password()) for _time in range(20))


def test_eleven_characters_are_too_short_and_twelve_are_enough() -> None:
    assert refusal("kdjfhwiuerz") == "password.too_short"
    assert is_taken("kdjfhwiuerzt")
    assert SHORTEST == 12


def test_letters_are_counted_not_the_codes_a_keyboard_sends_for_them() -> None:
    assert refusal(unicodedata.normalize("NFD", "äöüßkwhpörä")) == "password.too_short"
    assert is_taken("🦉🐌🦔🐝🐙🦑🐋🦒🐘🦘🐎🦌")


def test_at_most_128_characters_are_taken_so_that_signing_in_stays_quick() -> None:
    long = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. " * 3
    assert is_taken(long[:LONGEST])
    assert refusal(long[: LONGEST + 1]) == "password.too_long"
    assert LONGEST == 128


@pytest.mark.parametrize(
    "password",
    ["password1234", "Passwort12345!", "ICHLIEBEDICH", "abcdefghijkl", "hallohallohallo", "1qay2wsx3edc4rfv"],
)
def test_breached_passwords_are_refused_in_any_case(password: str) -> None:
    assert refusal(password) == "password.breached"


@pytest.mark.parametrize(
    "password",
    [
        "PasswortPasswort1",  # a word, repeated and padded
        "Sommer2026!!!!",
        "Sonnenblume2026",
        "Versicherung123!",
        "GeheimGeheim123",
        "BayernMünchen1900",  # listed words in a row
        "HamburgBerlin",
        "haltepunktsGrampus",  # rare ones too
        "am24.12.1985!",  # dates
        "24.12.1985-24.12.1985",
        "qwertzuiopasdf",  # runs on the keyboard
        "0987654321qwertz",
        "P4$$w0rt#2026",  # signs for letters
        "trowssaP2026!!",  # backwards
        "xyxyxyxyxyxyxy",  # repetition
        "asdfghjklöä123",
    ],
)
def test_listed_words_with_padding_repetitions_runs_and_dates_are_refused(password: str) -> None:
    assert refusal(password) == "password.guessable"


@given(
    part=st.sampled_from(PARTS),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
    spelling=st.sampled_from(["as it is", "written out", "without dots", "decomposed"]),
    data=st.data(),
)
@settings(deadline=None)
def test_any_password_with_a_personal_part_is_refused_in_any_case_and_umlaut_spelling(
    part: str, before: str, after: str, spelling: str, data: st.DataObject
) -> None:
    spelt = {
        "as it is": part,
        "written out": part.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),
        "without dots": part.translate(str.maketrans("äöü", "aou")),
        "decomposed": unicodedata.normalize("NFD", part),
    }[spelling]
    cased = "".join(data.draw(st.sampled_from([sign, sign.upper()])) for sign in spelt)
    password = f"{before} Qx7 wk {cased} zu {after}"
    assume(SHORTEST <= len(unicodedata.normalize("NFC", password)) <= LONGEST)
    assert refusal(password, PERSON) in {"password.personal", "password.breached"}


@pytest.mark.parametrize(
    "password",
    [
        "Vier Loewen über Husum",
        "Vier M-ü-l-l-e-r über Husum",
        "Vier M0eller kwx Tasse",
        "Vier MULLER über Husum",
    ],
)
def test_umlauts_written_out_signs_between_and_digits_for_letters_do_not_hide_a_name(password: str) -> None:
    assert refusal(password, ("Löw", "Müller", "Möller")) == "password.personal"


def test_three_letters_of_a_name_and_the_ending_of_a_domain_may_stand_in_a_password() -> None:
    assert is_taken("Vier Möwen low über Husum info", ("Löw", "Ida", "ida@ida.info"))


@pytest.mark.parametrize(
    ("password", "level", "word"),
    [
        ("kurz", 0, "zu kurz"),
        ("Sommer2026!!!!", 1, "leicht zu erraten"),
        ("blaueZitroneFliegt7", 2, "mittel"),
        ("Der Kaffee war heute zu heiß", 3, "stark"),
        (PASSWORD, 4, "sehr stark"),
    ],
)
def test_the_strength_is_told_in_words(password: str, level: int, word: str) -> None:
    found = strength(password, ())
    assert (found.level, found.word) == (level, word)
    assert found.hint


@given(password=st.text(max_size=140))
@settings(deadline=None)
def test_a_password_is_called_weak_exactly_when_it_is_refused(password: str) -> None:
    assert (strength(password, PERSON).level >= 2) == is_taken(password, PERSON)


def test_the_word_list_holds_more_than_a_hundred_thousand_words_and_german_ones() -> None:
    words = known_words()
    assert len(words) > 100_000
    assert all(
        (words.magnitude(word) or 9) <= 3.5 for word in ("password", "passwort", "fussball", "muenchen")
    )
    assert words.magnitude("kdjfhwiuerzt") is None


def test_the_word_list_costs_a_worker_little_memory_and_time() -> None:
    known_words.cache_clear()
    tracemalloc.start()
    known_words()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 3_500_000
    assert peak < 10_000_000


@pytest.mark.parametrize("password", ["ä" * LONGEST, "ab1!" * 32, "Zwölf Boxkämpfer jagen Viktor. " * 4])
def test_no_password_takes_long_to_judge(password: str) -> None:
    known_words()
    begun = time.perf_counter()
    magnitude(password)
    assert time.perf_counter() - begun < 1.0
