"""Name every reason a record or value of a file is not taken over, and every field, in German. A closed list."""

from __future__ import annotations

from partnerportal.kernel.errors import marked_for_translation as _

REASONS = {
    "unknown_record": _("Diese Satzart kennt das Portal nicht. Sie wird übersprungen."),
    "company_record": _("Das ist eine eigene Satzart des Versicherers. Sie wird übersprungen."),
    "not_needed": _("Diese Satzart braucht das Portal nicht. Sie wird übersprungen."),
    "no_contract": _("Zu diesem Satz fehlt der Vertrag (Satzart 0200)."),
    "no_address": _("Zum Vertrag fehlt die Adresse des Versicherungsnehmers (Satzart 0100)."),
    "no_policy_number": _("Die Versicherungsnummer fehlt."),
    "no_intermediary": _("Die Vermittlernummer fehlt (Bytes 33 bis 42)."),
    "no_name": _("Der Nachname fehlt."),
    "no_begin": _("Der Vertragsbeginn fehlt."),
    "ends_before_begin": _("Das Vertragsende liegt vor dem Vertragsbeginn."),
    "no_birth_date": _("Das Geburtsdatum fehlt oder ist kein Datum."),
    "person_double": _("Diese laufende Nummer hat im Vertrag schon eine andere Person."),
    "person_unclear": _("Die Person lässt sich keiner versicherten Person sicher zuordnen."),
    "parts_mixed": _("Die Teile mehrerer Sätze lassen sich nicht zuordnen."),
    "contract_double": _("Dieser Vertrag steht mehrfach in der Datei."),
    "iban_wrong": _("Die IBAN stimmt nicht."),
    "only_account_number": _("Es gibt nur eine Kontonummer, keine IBAN."),
    "tariff_unnamed": _("Der Tarif hat keinen Namen."),
    "tariff_unassigned": _("Der Tarif gehört zu keiner Person der Datei."),
    "too_long": _("Der Wert ist zu lang."),
    "value_unreadable": _("Der Wert passt nicht zum Feld."),
    "other_firm": _("Der Vertrag gehört hier einem anderen Partner. Er wird nicht umgehängt."),
    "firm_unknown": _("Zu dieser Vermittlernummer gibt es keinen Partner. Der Vertrag ist geparkt."),
    "not_in_delivery": _("Der Vertrag fehlt in der Lieferung. Er bleibt bestehen."),
    "column_missing": _("Eine nötige Spalte fehlt."),
    "month_closed": _(
        "Die Abrechnung dieses Monats ist geschlossen. Die Zeile steht als Korrektur im offenen Monat."
    ),
    "no_booking": _("Zu diesem Satz fehlt die Buchung (Satzart 0400)."),
    "no_booking_date": _("Das Buchungsdatum fehlt oder ist kein Datum."),
    "wrong_sign": _("Das Vorzeichen passt nicht zur Art der Provision."),
    "no_amount": _("Der Betrag fehlt oder ist keine Zahl."),
    "kind_unknown": _("Diese Art der Provision kennt das Portal nicht."),
    "differs": _("Die Angabe weicht vom Bestand ab."),
    "restricted": _("Für diese Person gilt ein Vorbehalt. Die Abweichung wartet auf eine Entscheidung."),
}

FIELD_NAMES = {
    "policy_number": _("Versicherungsnummer"),
    "intermediary_number": _("Vermittlernummer"),
    "line_of_business": _("Sparte"),
    "tariff": _("Tarif"),
    "begins_on": _("Vertragsbeginn"),
    "ends_on": _("Vertragsende"),
    "salutation": _("Anrede"),
    "first_name": _("Vorname"),
    "last_name": _("Nachname"),
    "street": _("Straße und Hausnummer"),
    "postal_code": _("Postleitzahl"),
    "city": _("Ort"),
    "bank_account": _("Bankverbindung"),
    "iban": _("IBAN"),
    "insured_person": _("versicherte Person"),
    "insured_person.salutation": _("Anrede der versicherten Person"),
    "insured_person.first_name": _("Vorname der versicherten Person"),
    "insured_person.last_name": _("Nachname der versicherten Person"),
    "insured_person.born_on": _("Geburtsdatum der versicherten Person"),
    "insured_person.number": _("laufende Nummer der versicherten Person"),
    "person_tariff": _("Tarif der versicherten Person"),
    "consent": _("Einwilligung"),
    "partner": _("betreuender Partner"),
    "amount": _("Betrag"),
    "basis": _("Bemessungsgrundlage"),
    "rate": _("Provisionssatz"),
    "booked_on": _("Buchungsdatum"),
    "month": _("Abrechnungsmonat"),
    "account_holder": _("Kontoinhaber"),
    "kind": _("Art"),
}

VALUE_KINDS = {
    "missing": _("fehlt"),
    "date": _("Datum"),
    "number": _("Zahl"),
    "text": _("Text"),
    "iban": _("IBAN"),
    "code": _("Schlüssel"),
}

REFUSALS = {
    "count_differs": _("Die Anzahl der Sätze im Nachsatz passt nicht. Bitte fordern Sie die Datei neu an."),
    "total_differs": _(
        "Eine Summe im Nachsatz passt nicht zu den Sätzen. Bitte fordern Sie die Datei neu an."
    ),
    "no_trailer": _("Der Nachsatz (Satzart 9999) fehlt. Bitte fordern Sie die vollständige Datei an."),
    "no_prologue": _("Der Vorsatz (Satzart 0001) fehlt. Bitte fordern Sie die vollständige Datei an."),
    "not_gdv": _("Das ist keine GDV-Datei, oder ihre Felder sind verschoben."),
    "utf8": _("Die Datei steht in UTF-8. GDV-Dateien stehen in Latin-1. Bitte fordern Sie sie so an."),
    "empty_file": _("Die Datei ist leer."),
    "too_short": _("Eine Zeile ist abgeschnitten. Bitte fordern Sie die Datei neu an."),
    "too_long": _("Eine Zeile ist zu lang. Bitte fordern Sie die Datei neu an."),
    "control_byte": _("Die Datei ist beschädigt. Bitte fordern Sie sie neu an."),
    "csv.column_missing": _(
        "Eine nötige Spalte fehlt. Bitte ergänzen Sie sie oder geben Sie eine Zuordnung an."
    ),
    "csv.encoding": _("Die Datei ist weder in UTF-8 noch in Windows-1252 geschrieben."),
    "csv.broken": _("Die Datei lässt sich nicht in Zeilen und Spalten teilen."),
    "csv.unknown_field": _("Die Zuordnung nennt ein Feld, das es nicht gibt."),
    "csv.unknown_column": _("Die Zuordnung nennt eine Spalte, die es in der Datei nicht gibt."),
    "statement.correction_without_line": _("Eine Korrektur nennt einen Posten, der nicht hier ist."),
    "import.file_gone": _("Die Datei ist nicht mehr da. Bitte geben Sie sie noch einmal ab."),
}
"""Why a file is refused as a whole, by code of the library, of CSV or of the ledger."""
