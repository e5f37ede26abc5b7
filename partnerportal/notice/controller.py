"""Hold what the notice says about the controller (Art. 4 no. 7 DSGVO): one operator, one file."""

from __future__ import annotations

from dataclasses import dataclass


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
    """Name the firm that runs the portal; `general_notice_url` is its general privacy notice (C08, C53)."""

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
class Controller:
    """Bundle everything another operator changes when it runs this portal."""

    operator: Operator
    officer: Contact
    authority: Contact
    hosting: Hosting
    recipients: tuple[Recipient, ...]
    retention: tuple[RetentionChoice, ...]
