"""Each deletion class has its period and its start; the due day follows from both."""

import re
from datetime import UTC, date, datetime

import pytest

from partnerportal.privacy.retention_classes import (
    RETENTION_CLASSES,
    RetentionClass,
    deletion_sentence,
    due_on,
    retention_class,
    rule_sentence,
)
from partnerportal.privacy.vocabulary import UnknownWordError

SPRING = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("key", "last_day"),
    [
        ("R-SITZUNG", SPRING),
        ("R-ENTWURF", SPRING),
        ("R-LETZTER", SPRING),
        ("R-UPLOAD", date(2026, 5, 5)),
        ("R-WIEDERHOLUNG", date(2026, 5, 5)),
        ("R-ANTRAG", date(2026, 6, 3)),
        ("R-KONTO", date(2026, 6, 3)),
        ("R-SICHERUNG", date(2026, 6, 8)),
        ("R-PROTOKOLL", date(2026, 8, 29)),
        ("R-NUTZUNG", date(2028, 6, 4)),
        ("R-PARTNER", date(2029, 12, 31)),
        ("R-EINWILLIGUNG", date(2029, 12, 31)),
        ("R-ANFRAGE", date(2029, 12, 31)),
        ("R-LOESCHNACHWEIS", date(2029, 12, 31)),
        ("R-VERTRAG", date(2032, 12, 31)),
        ("R-LEISTUNG", date(2032, 12, 31)),
        ("R-BELEG", date(2034, 12, 31)),
    ],
)
def test_data_that_start_on_4_may_2026_are_due(key: str, last_day: date) -> None:
    assert due_on(retention_class(key), SPRING) == last_day


def test_every_class_is_covered_by_the_examples() -> None:
    assert len(RETENTION_CLASSES) == 17


def test_year_end_counts_the_year_of_the_start_even_on_its_last_day() -> None:
    assert due_on(retention_class("R-BELEG"), date(2026, 12, 31)) == date(2034, 12, 31)
    assert due_on(retention_class("R-BELEG"), date(2027, 1, 1)) == date(2035, 12, 31)


def test_the_year_is_that_of_berlin() -> None:
    new_year_in_berlin = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert due_on(retention_class("R-VERTRAG"), new_year_in_berlin) == date(2033, 12, 31)


def test_the_lines_of_a_month_of_the_journal_are_due_together() -> None:
    journal = retention_class("R-PROTOKOLL")
    assert due_on(journal, date(2026, 11, 1)) == due_on(journal, date(2026, 11, 30)) == date(2027, 2, 28)


def test_a_file_without_claim_stays_24_hours_across_midnight_in_berlin() -> None:
    late_in_berlin = datetime(2026, 5, 4, 21, 0, tzinfo=UTC)
    assert due_on(retention_class("R-UPLOAD"), late_in_berlin) == date(2026, 5, 5)


def test_months_end_on_the_last_day_of_a_short_month() -> None:
    assert due_on(retention_class("R-NUTZUNG"), date(2026, 1, 31)) == date(2028, 2, 29)


def test_credentials_go_at_once_while_the_account_stays_30_days() -> None:
    account = retention_class("R-KONTO")
    assert due_on(account, SPRING, part="credential") == SPRING
    assert due_on(account, SPRING) == date(2026, 6, 3)


def test_an_unconfirmed_registration_goes_after_7_days() -> None:
    assert due_on(retention_class("R-ANTRAG"), SPRING, part="unconfirmed") == date(2026, 5, 11)


def test_a_start_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone-aware"):
        due_on(retention_class("R-BELEG"), datetime(2026, 5, 4))  # noqa: DTZ001 - the naive value is the point


def test_deletion_sentence_names_the_last_day() -> None:
    sentence = deletion_sentence(retention_class("R-BELEG"), SPRING)
    assert sentence == "Die Frist endet spätestens am 31. Dezember 2034. Danach wird sofort gelöscht."


def test_deletion_sentence_tells_the_rule_while_the_start_lies_ahead() -> None:
    assert deletion_sentence(retention_class("R-LEISTUNG"), None) == (
        "Die Frist beträgt 6\u00a0Jahre. "
        "Sie beginnt am Ende des Jahres, in dem der Erstattungsantrag abgeschlossen wird."
    )


def test_a_session_is_deleted_at_once() -> None:
    assert rule_sentence(retention_class("R-SITZUNG")) == "Gelöscht wird sofort, sobald die Sitzung endet."


def test_sentence_is_translated_piece_by_piece() -> None:
    english = {
        "Die Frist endet spätestens am {day}. Danach wird sofort gelöscht.": "The period ends on {day}.",
        "{day}. {month} {year}": "{day} {month} {year}",
        "Dezember": "December",
    }
    sentence = deletion_sentence(retention_class("R-BELEG"), SPRING, translate=english.__getitem__)
    assert sentence == "The period ends on 31 December 2034."


@pytest.mark.parametrize("declared", RETENTION_CLASSES, ids=lambda declared: declared.key)
def test_no_sentence_of_a_class_has_more_than_15_words(declared: RetentionClass) -> None:
    for sentence in re.split(r"(?<=\.)\s", f"{rule_sentence(declared)} {declared.why}"):
        assert len(sentence.split()) <= 15, sentence


def test_unknown_class_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownWordError, match="R-SITZUNG, R-ENTWURF"):
        retention_class("R-EWIG")
