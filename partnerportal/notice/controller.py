"""Hold what the notice says about the controller (Art. 4 no. 7 DSGVO): one operator, one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Address:
    """Give a postal address in the order it is printed."""

    street: str
    postal_code: str
    city: str
    country: str

    @property
    def line(self) -> str:
        """Return the address in one line, as sentences of the notice print it."""
        return f"{self.street}, {self.postal_code} {self.city}"


@dataclass(frozen=True, slots=True)
class Operator:
    """Name the firm that runs the portal; `general_notice_url` is its general privacy notice (C08, C53).

    `insurer_number` is the BaFin's number of the insurer (VU-Nummer), "" where the operator has none.
    """

    name: str
    short_name: str
    address: Address
    phone: str
    email: str
    represented_by: tuple[str, ...]
    register: str
    vat_id: str
    supervised_by: str
    general_notice_url: str
    support_hours: str
    insurer_number: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Name a person or office that can be written to: the officer, the supervisory authority."""

    name: str
    address: Address
    phone: str
    email: str
    url: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Name one place outside the portal that may receive data, why, and in which country (ISO 3166)."""

    key: str
    name: str
    purpose: str
    country: str


@dataclass(frozen=True, slots=True)
class Hosting:
    """Say who runs the servers and where (C54 to C57)."""

    provider: str
    site: str
    country: str


@dataclass(frozen=True, slots=True)
class RetentionChoice:
    """Change one deletion class; the law wants the reason and the source on file (catalogue.md)."""

    retention_class: str
    period: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """Name a document that shows what no program can see: whose it is, of which day, and until when it holds."""

    key: str
    title: str
    owner: str
    document: str
    dated_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Measure:
    """Be one technical or organisational measure; `serves` are letters of Art. 32 Abs. 1 DSGVO, "a" to "d"."""

    title: str
    serves: tuple[str, ...]
    owner: str
    reviewed_on: date
    review_due_on: date


@dataclass(frozen=True, slots=True)
class Controller:
    """Bundle everything another operator changes when it runs this portal.

    `advisory_days` is how long a published weakness may stay in the program.
    """

    operator: Operator
    officer: Contact
    authority: Contact
    hosting: Hosting
    recipients: tuple[Recipient, ...]
    retention: tuple[RetentionChoice, ...]
    attestations: tuple[Attestation, ...] = ()
    measures: tuple[Measure, ...] = ()
    advisory_days: int = 14

    def attestation(self, key: str) -> Attestation | None:
        """Return the document named `key`, None when the operator has none."""
        return next((each for each in self.attestations if each.key == key), None)
