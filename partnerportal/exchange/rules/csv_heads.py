"""Recognise the columns of a CSV file by German and English heads, or by a mapping. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.identifiers import sort_key

HEADS: dict[str, str] = {
    "intermediary_number": "Vermittlernummer|Vermittler|Vermittler-Nr|Maklernummer|Agenturnummer|Broker number",
    "policy_number": "Versicherungsnummer|Versicherungsschein-Nr|Versicherungsscheinnummer|Vertragsnummer|VSNR",
    "line_of_business": "Sparte|Line",
    "tariff": "Tarif|Produkt|Produktname|Product",
    "begins_on": "Vertragsbeginn|Beginn|Begin|Start|Start date",
    "ends_on": "Vertragsende|Vertragsablauf|Ablauf|Ende|End|End date",
    "salutation": "Anrede|Title",
    "first_name": "Vorname|VN Vorname|Given name",
    "last_name": "Nachname|Name|VN Name|VN Nachname|Firma|Surname|Company",
    "street": "Straße|Strasse|Straße und Hausnummer|Anschrift|Address",
    "postal_code": "PLZ|Postleitzahl|Zip|Zip code|Postcode",
    "city": "Ort|Stadt|Wohnort|Town",
    "account_holder": "Kontoinhaber|Account owner",
    "iban": "",
    "bic": "SWIFT",
    "bank_name": "Bank|Institut|Institutsname|Kreditinstitut",
    "person_number": "Personennummer|Lfd Nr|Laufende Nummer|VP Nummer|VP Nr",
    "person_salutation": "VP Anrede|Anrede versicherte Person|Insured salutation",
    "person_first_name": "VP Vorname|Vorname versicherte Person|Insured first name",
    "person_last_name": "VP Nachname|VP Name|Nachname versicherte Person|Insured last name",
    "person_born_on": "VP Geburtsdatum|Geburtsdatum|Geburtsdatum versicherte Person|Date of birth|Birth date",
    "person_tariff": "VP Tarif|Tarif versicherte Person|Insured tariff",
    "person_tariff_begins_on": "VP Tarifbeginn|Tarifbeginn",
    "person_tariff_ends_on": "VP Tarifende|Tarifende",
    "kind": "Provisionsart|Courtageart|Art|Commission type",
    "booked_on": "Buchungsdatum|Buchungstag|Booking date",
    "month": "Abrechnungsmonat|Monat",
    "basis": "Bemessungsgrundlage|Basis|Grundlage|Beitrag",
    "rate": "Provisionssatz|Satz|Satz in Prozent|Courtagesatz",
    "amount": "Betrag|Provision|Courtage|Provisionsbetrag|Commission",
    "currency": "Währung",
}
"""Field and the heads that mean it; its own name, with blanks for underscores, always does."""
NEEDED_FOR_CONTRACTS = ("intermediary_number", "policy_number", "line_of_business", "begins_on", "last_name")
NEEDED_FOR_BOOKINGS = ("intermediary_number", "policy_number", "kind", "booked_on", "amount")


@dataclass(frozen=True, slots=True)
class Heads:
    """Hold which column (from 0) fills which field, and the heads nothing is taken from."""

    columns: Mapping[str, int]
    unused: tuple[str, ...]

    @property
    def holds_bookings(self) -> bool:
        """Say whether the file holds bookings of commission; otherwise contracts."""
        return {"amount", "kind"} <= self.columns.keys()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the fields a file cannot do without and this one lacks."""
        needed = NEEDED_FOR_BOOKINGS if self.holds_bookings else NEEDED_FOR_CONTRACTS
        return tuple(field for field in needed if field not in self.columns)


def read_heads(heads: Iterable[str], mapping: Mapping[str, str] | None = None) -> Heads:
    """Return the columns; `mapping` (field -> head) goes before what the heads say by themselves.

    Raises: Refused with csv.unknown_field or csv.unknown_column when the mapping names what is not there.
    """
    listed = list(heads)
    by_key = {_key(head): at for at, head in reversed(list(enumerate(listed)))}
    columns: dict[str, int] = {}
    for field, head in (mapping or {}).items():
        if field.startswith("provisionsart."):
            continue
        columns[field] = _mapped(field, head, by_key)
    for field, names in HEADS.items():
        known = (field.replace("_", " "), *filter(None, names.split("|")))
        at = next((by_key[_key(name)] for name in known if _key(name) in by_key), None)
        if field not in columns and at is not None and at not in columns.values():
            columns[field] = at
    return Heads(columns, tuple(head for at, head in enumerate(listed) if at not in columns.values()))


def check_heads(heads: Heads) -> None:
    """Let a file through that has every column it needs. Raises: Refused with csv.column_missing."""
    if heads.missing:
        raise Refused(
            "csv.column_missing",
            _(
                "In der Datei fehlt eine nötige Spalte. Bitte ergänzen Sie sie oder geben Sie eine Zuordnung an."
            ),
        )


def _mapped(field: str, head: str, by_key: Mapping[str, int]) -> int:
    if field not in HEADS:
        raise Refused("csv.unknown_field", _("Die Zuordnung nennt ein Feld, das es nicht gibt."))
    if _key(head) not in by_key:
        raise Refused(
            "csv.unknown_column", _("Die Zuordnung nennt eine Spalte, die es in der Datei nicht gibt.")
        )
    return by_key[_key(head)]


def _key(head: str) -> str:
    """Return a head for comparing: small letters and digits only, umlauts as their vowels."""
    return re.sub(r"[^a-z0-9]", "", sort_key(head))
