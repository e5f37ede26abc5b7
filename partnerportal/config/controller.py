"""Read the controller file (TOML) into typed values; a wrong value stops the start by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from partnerportal.notice.controller import (
    Address,
    Attestation,
    Contact,
    Controller,
    Hosting,
    Measure,
    Operator,
    Recipient,
    RetentionChoice,
)

DEMO_CONTROLLER = Path(__file__).with_name("demo_controller.toml")

_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{4,}[0-9]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_POSTAL_CODE = re.compile(r"[0-9A-Z][0-9A-Z -]{2,9}")
_INSURER_NUMBER = re.compile(r"[0-9]{4,5}")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_RETENTION_CLASS = re.compile(r"R-[A-Z]+")
_LETTER = frozenset("abcd")
_PERIOD = re.compile(r"[1-9][0-9]* (Tage?|Monate?|Jahre?)")


class ControllerInvalid(ValueError):  # noqa: N818 - named like a finding, as the command line prints it
    """Say which key of the controller file is wrong, what is expected, and give an example."""

    def __init__(self, path: Path, key: str, expected: str, example: str) -> None:
        """Compose the sentence the start stops with."""
        self.key, self.expected, self.example = key, expected, example
        super().__init__(
            f"Betreiberdatei {path.name}: „{key}“ fehlt oder ist falsch. "
            f"Erwartet: {expected}. Beispiel: {example}"
        )


def controller_at(path: Path | None, *, may_be_demo: bool) -> Controller:
    """Return the operator's controller, or the demo's where none is named and that is allowed.

    Raises: ControllerInvalid.
    """
    if path is None and not may_be_demo:
        raise ControllerInvalid(
            DEMO_CONTROLLER, "PORTAL_CONTROLLER", "der Ort der Datei", "/etc/partnerportal/controller.toml"
        )
    return read_controller(path or DEMO_CONTROLLER)


def read_controller(path: Path) -> Controller:
    """Return the controller described by the TOML file at `path`.

    Raises: ControllerInvalid naming the key, the expectation and an example.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ControllerInvalid(
            path,
            "PORTAL_CONTROLLER",
            "eine lesbare TOML-Datei in UTF-8",
            "/etc/partnerportal/controller.toml",
        ) from error

    root = _Reader(path, table)
    return Controller(
        operator=_operator(root.table("operator")),
        officer=_contact(root.table("officer"), "datenschutz@musterschutz.example"),
        authority=_contact(root.table("authority"), "poststelle@aufsicht.example"),
        hosting=_hosting(root.table("hosting")),
        recipients=tuple(_recipient(row) for row in root.rows("recipients")),
        retention=tuple(_retention_choice(row) for row in root.rows("retention")),
        attestations=tuple(_attestation(row) for row in root.rows("attestations")),
        measures=tuple(_measure(row) for row in root.rows("measures")),
        advisory_days=root.number("advisory_days", "Tage, als ganze Zahl ab 1", default=14),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Read one table of the file and remember its dotted name for the message."""

    path: Path
    values: Mapping[str, object]
    name: str = ""

    def table(self, key: str) -> _Reader:
        """Return the table below `key`."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "ein Abschnitt", f"[{key}]")
        return _Reader(self.path, value, self._dotted(key))

    def rows(self, key: str) -> list[_Reader]:
        """Return the array of tables below `key`; an absent one is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.wrong(key, "eine Liste von Abschnitten", f"[[{key}]]")
        return [
            _Reader(self.path, row, f"{self._dotted(key)}[{number}]") for number, row in enumerate(value, 1)
        ]

    def text(self, key: str, expected: str, example: str, holds: Callable[[str], object] = bool) -> str:
        """Return the stripped text below `key` for which `holds` is true."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip() or not holds(value.strip()):
            raise self.wrong(key, expected, f'{key} = "{example}"')
        return value.strip()

    def texts(self, key: str, expected: str, example: str) -> tuple[str, ...]:
        """Return the non-empty list of texts below `key`."""
        value = self.values.get(key)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(v, str) and v.strip() for v in value)
        ):
            raise self.wrong(key, expected, f'{key} = ["{example}"]')
        return tuple(text.strip() for text in value)

    def day(self, key: str, expected: str, example: str) -> date:
        """Return the date below `key`, written without quotes."""
        value = self.values.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, expected, f"{key} = {example}")
        return value

    def number(self, key: str, expected: str, *, default: int) -> int:
        """Return the positive whole number below `key`, `default` when it is absent."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, expected, f"{key} = {default}")
        return value

    def wrong(self, key: str, expected: str, example: str) -> ControllerInvalid:
        """Return the error about `key`."""
        return ControllerInvalid(self.path, self._dotted(key), expected, example)

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _operator(reader: _Reader) -> Operator:
    return Operator(
        name=reader.text("name", "die Firma mit Rechtsform", "Musterschutz Assekuranz AG"),
        short_name=reader.text("short_name", "der Name in der Kopfzeile", "Musterschutz"),
        address=_address(reader),
        phone=_phone(reader),
        email=_email(reader, "partnerservice@musterschutz.example"),
        represented_by=reader.texts(
            "represented_by", "die Vertretungsberechtigten", "Vera Muster (Vorstand)"
        ),
        register=reader.text("register", "Registergericht und Nummer", "Amtsgericht Köln, HRB 00000"),
        vat_id=reader.text("vat_id", "die Umsatzsteuer-Identifikationsnummer", "DE000000000"),
        supervised_by=reader.text(
            "supervised_by", "die Fachaufsicht mit Anschrift", "IHK zu Köln, 50667 Köln"
        ),
        general_notice_url=_url(reader, "general_notice_url", "https://www.musterschutz.example/datenschutz"),
        support_hours=reader.text("support_hours", "die Servicezeiten", "montags bis freitags, 8 bis 18 Uhr"),
        insurer_number=_insurer_number(reader),
    )


def _insurer_number(reader: _Reader) -> str:
    """Return the number in GDV files; an operator that is no insurer leaves it out."""
    if "insurer_number" not in reader.values:
        return ""
    return reader.text("insurer_number", "die VU-Nummer der BaFin", "9999", _INSURER_NUMBER.fullmatch)


def _contact(reader: _Reader, email_example: str) -> Contact:
    return Contact(
        name=reader.text("name", "der Name der Person oder Behörde", "Dr. Hanna Beispiel"),
        address=_address(reader),
        phone=_phone(reader),
        email=_email(reader, email_example),
        url=_url(reader, "url", "https://www.musterschutz.example/datenschutz"),
    )


def _address(reader: _Reader) -> Address:
    return Address(
        street=reader.text("street", "Straße und Hausnummer", "Musterstraße 1"),
        postal_code=reader.text("postal_code", "die Postleitzahl", "50667", _POSTAL_CODE.fullmatch),
        city=reader.text("city", "der Ort", "Köln"),
        country=_country(reader),
    )


def _hosting(reader: _Reader) -> Hosting:
    return Hosting(
        provider=reader.text(
            "provider", "der Dienstleister, der die Server betreibt", "Rechenhaus Muster GmbH"
        ),
        site=reader.text("site", "der Standort des Rechenzentrums", "Frankfurt am Main"),
        country=_country(reader),
    )


def _recipient(reader: _Reader) -> Recipient:
    return Recipient(
        key=reader.text("key", "ein Kurzname aus Kleinbuchstaben", "leistung", _KEY.fullmatch),
        name=reader.text("name", "der Name des Empfängers", "Leistungsabteilung"),
        purpose=reader.text("purpose", "der Zweck der Weitergabe", "Prüfung der Erstattungsanträge"),
        country=_country(reader),
    )


def _retention_choice(reader: _Reader) -> RetentionChoice:
    return RetentionChoice(
        retention_class=reader.text("class", "eine Löschklasse", "R-BELEG", _RETENTION_CLASS.fullmatch),
        period=reader.text("period", "Zahl und Einheit (Tage, Monate, Jahre)", "10 Jahre", _PERIOD.fullmatch),
        reason=reader.text("reason", "der Grund der Abweichung", "Das Unternehmen ist selbst beaufsichtigt."),
        source=reader.text("source", "die Rechtsquelle", "§ 147 Abs. 3 AO"),
    )


def _attestation(reader: _Reader) -> Attestation:
    return Attestation(
        key=reader.text("key", "ein Kurzname aus Kleinbuchstaben", "security_review", _KEY.fullmatch),
        title=reader.text("title", "was belegt wird", "Jährliche Sicherheitsprüfung"),
        owner=reader.text("owner", "wer das Dokument ausgestellt hat", "Prüfhaus Muster GmbH"),
        document=reader.text("document", "Name oder Aktenzeichen des Dokuments", "Prüfbericht 2026-10"),
        dated_on=reader.day("dated_on", "das Datum des Dokuments", "2026-10-14"),
        expires_on=reader.day("expires_on", "der letzte Tag, an dem es gilt", "2027-10-14"),
    )


def _measure(reader: _Reader) -> Measure:
    serves = reader.texts("serves", "Buchstaben aus Art. 32 Abs. 1 DSGVO", "b")
    if not _LETTER.issuperset(serves):
        raise reader.wrong("serves", "Buchstaben aus Art. 32 Abs. 1 DSGVO", 'serves = ["a", "b"]')
    return Measure(
        title=reader.text("title", "die Maßnahme in einem Satz", "Belege liegen verschlüsselt."),
        serves=serves,
        owner=reader.text("owner", "wer dafür zuständig ist", "Betrieb des Portals"),
        reviewed_on=reader.day("reviewed_on", "der Tag der letzten Prüfung", "2026-10-14"),
        review_due_on=reader.day("review_due_on", "der Tag der nächsten Prüfung", "2027-04-14"),
    )


def _country(reader: _Reader) -> str:
    return reader.text("country", "ein Land mit zwei Großbuchstaben (ISO 3166)", "DE", _COUNTRY.fullmatch)


def _phone(reader: _Reader) -> str:
    return reader.text("phone", "eine Telefonnummer", "0221 4710 100", _PHONE.fullmatch)


def _email(reader: _Reader, example: str) -> str:
    return reader.text("email", "eine E-Mail-Adresse", example, _EMAIL.fullmatch)


def _url(reader: _Reader, key: str, example: str) -> str:
    return reader.text(key, "eine Adresse mit https", example, _is_https)


def _is_https(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme == "https" and bool(parts.netloc)
