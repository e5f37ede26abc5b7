"""A file is explained line by line, in plain German and without anybody's data."""

import pytest

from partnerportal.exchange.gdv import explain
from partnerportal.exchange.gdv.sentences import NOTES, SENTENCES
from tests.exchange.gdv_files import OWN, small_file, with_bytes


def test_every_line_says_what_it_is_and_what_is_taken_over():
    explanations = list(explain(small_file()))

    assert [each.sentence for each in explanations] == [
        "Die Datei steht in Latin-1, wie der Standard es vorsieht.",
        "Zeile 1: Satzart 0001 Teil 1, Vorsatz. Es wird nichts übernommen.",
        "Zeile 2: Satzart 0001 Teil 2, Vorsatz. Es wird nichts übernommen.",
        "Zeile 3: Satzart 0001 Teil 3, Vorsatz. Es wird nichts übernommen.",
        "Zeile 4: Satzart 0100 Teil 1, Adresse. Übernommen wird: Name 1, Name 3, Geburtsdatum.",
        "Zeile 5: Satzart 0100 Teil 4, Adresse. Übernommen wird: IBAN 1.",
        (
            "Zeile 6: Satzart 0200 Teil 1, Allgemeiner Vertragsteil. Übernommen wird: Sparte, "
            "Versicherungsschein-Nummer, Geschäftsstelle / Vermittler, Vertragsbeginn, "
            "Gesamtbeitrag (Netto) in Währungseinheiten."
        ),
        (
            "Zeile 7: Satzart 0220.020 Teil 1, versicherte Person Kranken. Übernommen wird: "
            "Lfd. Personen-Nr. / Unternummer, Name der versicherten Person (VP)."
        ),
        (
            "Zeile 8: Satzart 0400 Teil 1, Inkasso. Übernommen wird: Versicherungsschein-Nummer, "
            "Gesamt-Provisionsbetrag in Währungseinheiten."
        ),
        "Zeile 9: Satzart 0500 Teil 1, Schaden. Es wird nichts übernommen.",
        "Zeile 10: Satzart 9999, Nachsatz. Es wird nichts übernommen.",
    ]


def test_the_caller_says_what_it_takes():
    explanations = list(explain(small_file(), {"0100.1": {"Geburtsdatum"}}))

    assert [each.taken for each in explanations if each.taken] == [("Geburtsdatum",)]


def test_every_fault_of_a_file_is_found_in_one_go():
    data = with_bytes(with_bytes(small_file(), 4, 226, b"31021960"), 6, 116, b"00000001OO00")

    found = {each.line: [fault.code for fault in each.faults] for each in explain(data) if each.faults}

    assert found == {4: ["not_a_date"], 6: ["not_a_number"]}


def test_a_line_with_a_fault_promises_nothing():
    explanation = list(explain(with_bytes(small_file(), 4, 226, b"31021960")))[4]

    assert "Übernommen" not in explanation.sentence


def test_a_date_with_a_hole_is_told():
    explanation = list(explain(with_bytes(small_file(), 4, 226, b"00001960")))[4]

    assert explanation.notes[0].sentence == (
        "Im Feld „Geburtsdatum“ fehlt der Tag oder der Monat. Gelesen wird der erste."
    )


def test_a_skipped_record_says_why():
    explanation = list(explain(with_bytes(small_file(), 7, 11, b"040")))[7]

    assert explanation.sentence == (
        "Zeile 7: Satzart 0220.040, Risiko Haftpflicht. Satzart 0220.040 ist für diese Sparte nicht hinterlegt. "
        "Sie wird übersprungen, Adresse und Vertrag bleiben. Es wird nichts übernommen."
    )


def test_no_value_of_the_own_file_is_repeated():
    said = " ".join(each.sentence for each in explain(OWN))

    for name in ("Musterfrau", "Anna", "Teststra", "DE89", "KV9000000", "1860", "MANDAT"):
        assert name not in said


@pytest.mark.parametrize("code", [*SENTENCES, *NOTES])
def test_sentences_stay_short_and_say_what_to_do(code):
    sentences = (SENTENCES | NOTES)[code].split(". ")

    assert max(len(sentence.split()) for sentence in sentences) <= 15
    assert len(sentences) == 3 or code in NOTES


def test_explanations_hold_one_line_each():
    assert [each.line for each in explain(OWN)] == [0, *range(1, 159)]
