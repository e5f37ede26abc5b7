"""Hold the German sentences: what happened, why, and what to do. {line} and {bytes} say where; no value ever."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The file as a whole.
    "empty_file": "Die Datei ist leer. Es gibt nichts zu lesen. Bitte fordern Sie sie neu an.",
    "utf8": (
        "Die Datei ist in Unicode (UTF-8) geschrieben, GDV-Dateien stehen in Latin-1. "
        "Umlaute verschieben dadurch alle Felder. Bitte fordern Sie sie in Latin-1 an."
    ),
    "not_gdv": (
        "Zeile {line} beginnt nicht mit vier Ziffern einer Satzart. "
        "Dies ist keine GDV-Datei oder sie ist verschoben. Bitte prüfen Sie, welche Datei gemeint war."
    ),
    "unreadable_stream": (
        "Die Datei ließ sich nicht bis zum Ende lesen. Der Datenträger oder die Verbindung brach ab. "
        "Bitte versuchen Sie es noch einmal."
    ),
    # One line.
    "too_short": (
        "Zeile {line} hat nur {length} statt 256 Bytes. Der Satz ist abgeschnitten. "
        "Bitte fordern Sie die Datei neu an."
    ),
    "too_long": (
        "Zeile {line} hat {length} statt 256 Bytes. Felder können verschoben sein. "
        "Bitte fordern Sie die Datei neu an."
    ),
    "control_byte": (
        "Zeile {line}, {bytes}: Dort steht ein Steuerzeichen. Die Datei ist beschädigt. "
        "Bitte fordern Sie sie neu an."
    ),
    # The package.
    "no_prologue": (
        "Zeile {line} steht vor einem Vorsatz (Satzart 0001). Ohne Vorsatz ist kein Absender bekannt. "
        "Bitte fordern Sie die vollständige Datei an."
    ),
    "no_trailer": (
        "Das Paket ab Zeile {line} hat keinen Nachsatz (Satzart 9999). Die Lieferung ist unvollständig. "
        "Bitte fordern Sie sie neu an."
    ),
    "count_differs": (
        "Zeile {line}, {bytes}: Der Nachsatz nennt {stated} Sätze, gezählt wurden {counted}. "
        "Sätze fehlen oder sind doppelt. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
    ),
    "total_differs": (
        "Zeile {line}, {bytes}: Die Summe „{title}“ im Nachsatz passt nicht zu den Sätzen. "
        "Beträge fehlen oder sind verändert. Das Paket wird abgelehnt, bitte fordern Sie es neu an."
    ),
    "parts_mixed": (
        "Zeile {line}: Teildatensätze mehrerer Einträge ({title}) sind vermischt. "
        "Welche zusammengehören, ist nicht erkennbar. Bitte fordern Sie den Vertrag geordnet an."
    ),
    # One field.
    "not_a_number": (
        "Zeile {line}, {bytes}: Im Feld „{title}“ stehen andere Zeichen als Ziffern. "
        "Der Wert ist nicht lesbar. Bitte lassen Sie ihn beim Absender berichtigen."
    ),
    "not_a_date": (
        "Zeile {line}, {bytes}: Im Feld „{title}“ steht kein Datum des Kalenders. "
        "Erwartet wird TTMMJJJJ oder MMJJJJ. Bitte lassen Sie es beim Absender berichtigen."
    ),
    "not_a_sign": (
        "Zeile {line}, {bytes}: Das Vorzeichen zu „{title}“ ist weder +, - noch leer. "
        "Der Betrag ist nicht eindeutig. Bitte lassen Sie ihn beim Absender berichtigen."
    ),
    "unknown_field": (
        "Zeile {line}: Die Satzart {kind} hat kein Feld „{field}“. Der Wert ist nicht verfügbar. "
        "Bitte sehen Sie in der Feldtabelle nach."
    ),
    # Building.
    "unknown_record": (
        "Die Satzart „{kind}“ steht nicht in der Feldtabelle. Sie kann nicht geschrieben werden. "
        "Bitte ergänzen Sie die Tabelle."
    ),
    "value_too_long": (
        "{bytes}: Der Wert für „{title}“ ist länger als das Feld. Er würde abgeschnitten. "
        "Bitte kürzen Sie ihn."
    ),
    "value_not_latin1": (
        "{bytes}: Der Wert für „{title}“ enthält Zeichen außerhalb von Latin-1. "
        "GDV-Dateien kennen sie nicht. Bitte umschreiben Sie ihn."
    ),
    "value_with_control": (
        "{bytes}: Der Wert für „{title}“ enthält einen Zeilenumbruch oder ein anderes Steuerzeichen. "
        "Es würde den Satz zerreißen. Bitte entfernen Sie es."
    ),
    "value_of_wrong_type": (
        "{bytes}: Der Wert für „{title}“ hat die falsche Art. Erwartet wird {expected}. "
        "Bitte prüfen Sie die Zuordnung."
    ),
    "value_negative": (
        "{bytes}: Der Betrag für „{title}“ ist negativ, das Feld hat kein Vorzeichen. "
        "Er kann nicht geschrieben werden. Bitte prüfen Sie die Zuordnung."
    ),
    "value_too_precise": (
        "{bytes}: Der Betrag für „{title}“ hat mehr Nachkommastellen als das Feld. "
        "Er würde gerundet. Bitte runden Sie ihn vorher."
    ),
    "value_fixed": (
        "{bytes}: Das Feld „{title}“ hat einen festen Wert. Ein anderer ist nicht erlaubt. "
        "Bitte lassen Sie ihn weg."
    ),
}

NOTES: dict[str, str] = {
    "company_record": (
        "Satzart {kind} ist eine eigene Satzart des Versicherers. Sie wird übersprungen und bleibt erhalten."
    ),
    "unknown_satzart": "Satzart {kind} steht nicht in der Feldtabelle. Sie wird übersprungen und bleibt erhalten.",
    "unknown_sparte": (
        "Satzart {kind} ist für diese Sparte nicht hinterlegt. Sie wird übersprungen, Adresse und Vertrag bleiben."
    ),
    "unknown_part": (
        "Satzart {kind} hat einen unbekannten Teildatensatz. Der Satz wird übersprungen und bleibt erhalten."
    ),
    "part_number_missing": (
        "Satzart {kind} nennt keinen Teildatensatz. Gelesen wird Teil 1, wie in älteren Dateien."
    ),
    "other_version": (
        "Satzart {kind} steht in Version {stated}, die Feldtabelle in {known}. "
        "Gelesen werden die gemeinsamen Felder."
    ),
    "unreadable_version": (
        "Der Vorsatz nennt für Satzart {kind} keine lesbare Version. Gelesen wird nach der Feldtabelle."
    ),
    "version_missing": (
        "Der Vorsatz nennt keine Version für Satzart {kind}. Gelesen wird nach der Feldtabelle ({known})."
    ),
    "duplicate_record": (
        "Zeile {line} wiederholt einen Satz desselben Vertrags Byte für Byte. Er wird nur einmal übernommen."
    ),
    "total_not_stated": ("Der Nachsatz nennt „{title}“ nicht. Diese Kontrollsumme wird nicht verglichen."),
    "record_of_257": (
        "Die Sätze haben 257 Bytes. Das leere Zeichen nach Byte 256 wird überlesen und bleibt erhalten."
    ),
    "day_missing": ("Im Feld „{title}“ fehlt der Tag oder der Monat. Gelesen wird der erste."),
}
