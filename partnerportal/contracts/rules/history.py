"""Name what a contract's history tells: which field changed, and from which source, never its values."""

from __future__ import annotations

from partnerportal.kernel.errors import marked_for_translation as _

FIELD_NAMES = {
    "policy_number": _("Versicherungsnummer"),
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
    "insured_person": _("Versicherte Person"),
    "insured_person.salutation": _("Anrede der versicherten Person"),
    "insured_person.first_name": _("Vorname der versicherten Person"),
    "insured_person.last_name": _("Nachname der versicherten Person"),
    "insured_person.born_on": _("Geburtsdatum der versicherten Person"),
    "insured_person.number": _("Laufende Nummer der versicherten Person"),
    "person_tariff": _("Tarif der versicherten Person"),
    "partner": _("Betreuender Partner"),
}
"""Fields by the codes that files and change requests write into the history."""

SOURCES = {"file": _("Datei des Versicherers"), "change_request": _("Änderungswunsch")}


def field_name(code: str) -> str:
    """Return a field's German name; the contract as such where it has none here."""
    return FIELD_NAMES.get(code, _("Vertrag"))
