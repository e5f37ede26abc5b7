"""Files damaged on purpose: each is refused with its exact sentence."""

import pytest

from partnerportal.exchange.gdv import explain
from tests.exchange.gdv_files import (
    LINE,
    lines_of,
    refusal,
    small_file,
    with_bytes,
)

SOUND = small_file()
CUT_LINE = SOUND[: 5 * LINE] + SOUND[5 * LINE : 5 * LINE + 200] + b"\r\n" + SOUND[6 * LINE :]
TOO_LONG = SOUND[: 5 * LINE] + SOUND[5 * LINE : 5 * LINE + 256] + b"X\r\n" + SOUND[6 * LINE :]
TRAILER = len(lines_of(SOUND))

REFUSED = {
    "empty file": (
        b"",
        "empty_file",
        "Die Datei ist leer. Es gibt nichts zu lesen. Bitte fordern Sie sie neu an.",
    ),
    "line cut": (
        CUT_LINE,
        "too_short",
        "Zeile 6 hat nur 200 statt 256 Bytes. Der Satz ist abgeschnitten. Bitte fordern Sie die Datei neu an.",
    ),
    "file cut in the middle of a line": (
        SOUND[: 5 * LINE + 77],
        "too_short",
        "Zeile 6 hat nur 77 statt 256 Bytes. Der Satz ist abgeschnitten. Bitte fordern Sie die Datei neu an.",
    ),
    "257 bytes, the last one not blank": (
        TOO_LONG,
        "too_long",
        "Zeile 6 hat 257 statt 256 Bytes. Felder können verschoben sein. Bitte fordern Sie die Datei neu an.",
    ),
    "a NUL byte": (
        with_bytes(SOUND, 5, 60, b"\0"),
        "control_byte",
        "Zeile 5, Byte 60: Dort steht ein Steuerzeichen. Die Datei ist beschädigt. Bitte fordern Sie sie neu an.",
    ),
    "a record before 0001": (
        SOUND[3 * LINE :],
        "no_prologue",
        (
            "Zeile 1 steht vor einem Vorsatz (Satzart 0001). Ohne Vorsatz ist kein Absender bekannt. "
            "Bitte fordern Sie die vollständige Datei an."
        ),
    ),
    "a record after 9999": (
        SOUND + lines_of(SOUND)[3],
        "no_prologue",
        (
            f"Zeile {TRAILER + 1} steht vor einem Vorsatz (Satzart 0001). Ohne Vorsatz ist kein Absender bekannt. "
            "Bitte fordern Sie die vollständige Datei an."
        ),
    ),
    "no 9999": (
        SOUND[:-LINE],
        "no_trailer",
        (
            "Das Paket ab Zeile 1 hat keinen Nachsatz (Satzart 9999). Die Lieferung ist unvollständig. "
            "Bitte fordern Sie sie neu an."
        ),
    ),
    "half a package behind a whole one": (
        SOUND + SOUND[: 7 * LINE],
        "no_trailer",
        (
            f"Das Paket ab Zeile {TRAILER + 1} hat keinen Nachsatz (Satzart 9999). Die Lieferung ist unvollständig. "
            "Bitte fordern Sie sie neu an."
        ),
    ),
    "half a package before a whole one": (
        SOUND[: 7 * LINE] + SOUND,
        "no_trailer",
        (
            "Das Paket ab Zeile 1 hat keinen Nachsatz (Satzart 9999). Die Lieferung ist unvollständig. "
            "Bitte fordern Sie sie neu an."
        ),
    ),
    "a record missing": (
        SOUND[: 4 * LINE] + SOUND[5 * LINE :],
        "count_differs",
        (
            "Zeile 9, Byte 5 bis 14: Der Nachsatz nennt 6 Sätze, gezählt wurden 5. Sätze fehlen oder sind doppelt. "
            "Das Paket wird abgelehnt, bitte fordern Sie es neu an."
        ),
    ),
    "a wrong premium": (
        with_bytes(SOUND, 6, 116, b"000000000001"),
        "total_differs",
        (
            "Zeile 10, Byte 25 bis 39: Die Summe „Gesamtbeitrag“ im Nachsatz passt nicht zu den Sätzen. "
            "Beträge fehlen oder sind verändert. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
        ),
    ),
    "a wrong sign of a gross premium": (
        with_bytes(SOUND, 8, 150, b"+"),
        "total_differs",
        (
            "Zeile 10, Byte 40 bis 54: Die Summe „Gesamtbeitrag-Brutto(Inkasso)“ im Nachsatz "
            "passt nicht zu den Sätzen. "
            "Beträge fehlen oder sind verändert. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
        ),
    ),
    "a wrong commission": (
        with_bytes(SOUND, 8, 151, b"00000000001"),
        "total_differs",
        (
            "Zeile 10, Byte 55 bis 69: Die Summe „Gesamtprovisions-Betrag“ im Nachsatz passt nicht zu den Sätzen. "
            "Beträge fehlen oder sind verändert. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
        ),
    ),
    "a wrong benefit": (
        with_bytes(SOUND, 9, 140, b"0000000000001"),
        "total_differs",
        (
            "Zeile 10, Byte 70 bis 84: Die Summe „Versicherungsleistungen“ im Nachsatz passt nicht zu den Sätzen. "
            "Beträge fehlen oder sind verändert. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
        ),
    ),
    "letters in an amount that is added up": (
        with_bytes(SOUND, 6, 116, b"00000001OO00"),
        "not_a_number",
        (
            "Zeile 6, Byte 116 bis 127: Im Feld „Gesamtbeitrag (Netto) in Währungseinheiten“ stehen andere Zeichen als "
            "Ziffern. Der Wert ist nicht lesbar. Bitte lassen Sie ihn beim Absender berichtigen."
        ),
    ),
    "letters in an amount": (
        with_bytes(SOUND, 7, 209, b"12,50"),
        "not_a_number",
        (
            "Zeile 7, Byte 209 bis 220: Im Feld „Gesamtbeitrag VP in Währungseinheiten“ stehen andere Zeichen als "
            "Ziffern. Der Wert ist nicht lesbar. Bitte lassen Sie ihn beim Absender berichtigen."
        ),
    ),
    "a sign that is none": (
        with_bytes(SOUND, 8, 121, b"*"),
        "not_a_sign",
        (
            "Zeile 8, Byte 121: Das Vorzeichen zu „Gesamtbeitrag Netto in Währungseinheiten“ ist weder +, - noch leer. "
            "Der Betrag ist nicht eindeutig. Bitte lassen Sie ihn beim Absender berichtigen."
        ),
    ),
    "a day the calendar lacks": (
        with_bytes(SOUND, 4, 226, b"31021960"),
        "not_a_date",
        (
            "Zeile 4, Byte 226 bis 233: Im Feld „Geburtsdatum“ steht kein Datum des Kalenders. "
            "Erwartet wird TTMMJJJJ oder MMJJJJ. Bitte lassen Sie es beim Absender berichtigen."
        ),
    ),
    "UTF-8 with a byte order mark": (
        b"\xef\xbb\xbf" + SOUND.decode("latin-1").encode(),
        "utf8",
        (
            "Die Datei ist in Unicode (UTF-8) geschrieben, GDV-Dateien stehen in Latin-1. "
            "Umlaute verschieben dadurch alle Felder. Bitte fordern Sie sie in Latin-1 an."
        ),
    ),
    "a byte order mark before plain ASCII": (
        b"\xef\xbb\xbf" + SOUND.replace("ü".encode("latin-1"), b"u"),
        "utf8",
        (
            "Die Datei ist in Unicode (UTF-8) geschrieben, GDV-Dateien stehen in Latin-1. "
            "Umlaute verschieben dadurch alle Felder. Bitte fordern Sie sie in Latin-1 an."
        ),
    ),
    "0001 twice": (
        SOUND[:LINE] + SOUND,
        "no_trailer",
        (
            "Das Paket ab Zeile 1 hat keinen Nachsatz (Satzart 9999). Die Lieferung ist unvollständig. "
            "Bitte fordern Sie sie neu an."
        ),
    ),
    "UTF-8 without one": (
        SOUND.decode("latin-1").encode(),
        "utf8",
        (
            "Die Datei ist in Unicode (UTF-8) geschrieben, GDV-Dateien stehen in Latin-1. "
            "Umlaute verschieben dadurch alle Felder. Bitte fordern Sie sie in Latin-1 an."
        ),
    ),
    "binary junk": (
        bytes(range(256)) * 40,
        "not_gdv",
        (
            "Zeile 1 beginnt nicht mit vier Ziffern einer Satzart. Dies ist keine GDV-Datei oder sie ist verschoben. "
            "Bitte prüfen Sie, welche Datei gemeint war."
        ),
    ),
    "a letter instead of a file": (
        b"Sehr geehrte Damen und Herren,\nanbei die Datei.\n",
        "not_gdv",
        (
            "Zeile 1 beginnt nicht mit vier Ziffern einer Satzart. Dies ist keine GDV-Datei oder sie ist verschoben. "
            "Bitte prüfen Sie, welche Datei gemeint war."
        ),
    ),
}


@pytest.mark.parametrize("damage", REFUSED)
def test_a_damaged_file_is_refused_with_its_sentence(damage):
    data, code, sentence = REFUSED[damage]

    error = refusal(data)

    assert (error.code, error.sentence) == (code, sentence)
    assert str(error) == sentence


@pytest.mark.parametrize("damage", REFUSED)
def test_explaining_a_damaged_file_finds_the_same_fault_and_goes_on(damage):
    data, code, sentence = REFUSED[damage]

    explanations = list(explain(data))

    assert (code, sentence) in [
        (fault.code, fault.sentence) for each in explanations for fault in each.faults
    ]
    assert all("Müller" not in each.sentence and "DE8937" not in each.sentence for each in explanations)
