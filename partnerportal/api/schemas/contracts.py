"""Describe contracts and their people as the interface shows them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel

from partnerportal.api.schemas.described import Strict, Text, described, technical
from partnerportal.api.schemas.lists import LONGEST_CURSOR, Next

CONTRACT_ID = "0b9f6c1e-2d64-4a57-9c0e-0a4f7d1c2b3a"
PERSON_ID = "5f0c9a7e-7d1b-4d52-8a37-61e2f4b8c9d0"


class ContractState(StrEnum):
    """Name what a contract is today."""

    RUNNING = "running"
    FUTURE = "future"
    ENDED = "ended"


class ContractLine(Schema):
    """A contract as a list shows it."""

    id: UUID = technical("Kennung des Vertrags.", CONTRACT_ID)
    policy_number: str = described("contracts.Contract.policy_number", "RK-2048-771-305")
    line_of_business: str = described("contracts.Contract.line_of_business", "020")
    tariff: str = described("contracts.Contract.tariff", "Reisekranken Langzeit")
    begins_on: date = described("contracts.Contract.begins_on", "2024-01-01")
    ends_on: date | None = described("contracts.Contract.ends_on", None)
    state: ContractState = technical("Stand heute.", "running")
    policyholder: str = described("contracts.Policyholder.last_name", "Amelie Brandt")
    href: str = technical("Adresse des Vertrags in dieser Schnittstelle.", f"/api/v1/contracts/{CONTRACT_ID}")
    page: str = technical("Adresse der Seite im Portal.", f"/vertraege/{CONTRACT_ID}")


class ContractList(Schema):
    """One page of contracts, by policyholder."""

    items: list[ContractLine]
    next: Next


class Policyholder(Schema):
    """Who concluded the contract."""

    salutation: str = described("contracts.Policyholder.salutation", "Frau")
    first_name: str = described("contracts.Policyholder.first_name", "Amelie")
    last_name: str = described("contracts.Policyholder.last_name", "Brandt")
    street: str = described("contracts.Policyholder.street", "Lindenweg 7")
    postal_code: str = described("contracts.Policyholder.postal_code", "50667")
    city: str = described("contracts.Policyholder.city", "Köln")


class Person(Schema):
    """An insured person."""

    id: UUID = technical("Kennung der versicherten Person.", PERSON_ID)
    salutation: str = described("contracts.InsuredPerson.salutation", "Herr")
    first_name: str = described("contracts.InsuredPerson.first_name", "Jonas")
    last_name: str = described("contracts.InsuredPerson.last_name", "Brandt")
    born_on: date = described("contracts.InsuredPerson.born_on", "1998-03-14")


class PersonList(Schema):
    """The insured persons of a contract, the eldest first."""

    items: list[Person]


class MaskedAccount(Schema):
    """The bank account of the contract, as pages show it."""

    holder: str = described("contracts.BankAccount.holder", "A. B.")
    iban: str = described("contracts.BankAccount.iban", "DE•• •••• •••• •••• ••20 51")


class Contract(ContractLine):
    """A contract with its people and its masked bank account."""

    policyholder: Policyholder  # type: ignore[assignment] # the list shows a name, the contract all of it
    persons: list[Person]
    bank_account: MaskedAccount | None


class ContractChoice(BaseModel):
    """What the contracts of a list have in common; every part narrows further."""

    state: ContractState | None = technical("Nur Verträge in diesem Stand.", default=None)
    line_of_business: str | None = technical(
        "Nur diese Sparte (GDV-Schlüssel).", "020", default=None, pattern=r"^[0-9]{3}$"
    )
    expiring: bool = technical("Nur laufende Verträge, die in den nächsten 90 Tagen enden.", default=False)


class NarrowedSearch(ContractChoice, Strict):
    """The same beside a search."""


class ContractSearch(Strict):
    """What to search for; it stands in no address and is not stored."""

    text: Text = technical(
        "Nummer, Namen oder Geburtsdatum in beliebiger Schreibweise; mehrere Wörter müssen alle passen.",
        "Brandt Jonas",
        min_length=1,
        max_length=100,
    )
    cursor: str = technical(
        "Stelle, hinter der die Seite beginnt: der Wert „next“ der vorigen Seite.",
        "",
        default="",
        max_length=LONGEST_CURSOR,
    )
    limit: int = technical("Höchstzahl der Zeilen einer Seite.", 25, default=25, ge=1, le=100)
    narrowed: NarrowedSearch | None = technical("Was die Treffer gemeinsam haben.", default=None)
