"""Describe requests to change a contract: one form for each kind, as on the pages."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from partnerportal.api.schemas.contracts import CONTRACT_ID, PERSON_ID
from partnerportal.api.schemas.described import Strict, Text, described, technical
from partnerportal.contracts.rules.changes import STATES, Kind

LONGEST_NOTE = 1000
Salutation = Literal["Frau", "Herr", "Divers", "Firma"]
PersonSalutation = Literal["Frau", "Herr", "Divers"]
ChangeKind = StrEnum("ChangeKind", {kind.name: kind.value for kind in Kind})  # type: ignore[misc] # a closed list
ChangeState = StrEnum("ChangeState", {state.upper(): state for state in STATES})  # type: ignore[misc] # a closed list


class _Wish(Strict):
    contract_id: UUID = technical("Kennung des Vertrags.", CONTRACT_ID)
    note: Text = described("contracts.ChangeRequest.note", "", default="", max_length=LONGEST_NOTE)


class AddressWish(_Wish):
    """A new address of the policyholder."""

    kind: Literal["address"] = technical("Art der Änderung.", "address")
    street: Text = described("contracts.Policyholder.street", "Lindenweg 7", min_length=1, max_length=80)
    postal_code: Text = described("contracts.Policyholder.postal_code", "50667", min_length=1, max_length=10)
    city: Text = described("contracts.Policyholder.city", "Köln", min_length=1, max_length=60)


class NameWish(_Wish):
    """A new name of the policyholder; a firm has a last name only."""

    kind: Literal["name"] = technical("Art der Änderung.", "name")
    salutation: Salutation = described("contracts.Policyholder.salutation", "Frau")
    first_name: Text = described("contracts.Policyholder.first_name", "Amelie", default="", max_length=60)
    last_name: Text = described("contracts.Policyholder.last_name", "Brandt", min_length=1, max_length=60)


class BankAccountWish(_Wish):
    """A new bank account; two people of the department look at it."""

    kind: Literal["bank_account"] = technical("Art der Änderung.", "bank_account")
    holder: Text = described("contracts.BankAccount.holder", "Amelie Brandt", min_length=1, max_length=70)
    iban: Text = described(
        "contracts.BankAccount.iban", "DE02 1203 0000 0000 2020 51", min_length=1, max_length=60
    )


class PersonWish(_Wish):
    """Other details of an insured person."""

    kind: Literal["insured_person"] = technical("Art der Änderung.", "insured_person")
    insured_person_id: UUID = technical("Kennung der versicherten Person.", PERSON_ID)
    salutation: PersonSalutation = described("contracts.InsuredPerson.salutation", "Herr")
    first_name: Text = described("contracts.InsuredPerson.first_name", "Jonas", min_length=1, max_length=60)
    last_name: Text = described("contracts.InsuredPerson.last_name", "Brandt", min_length=1, max_length=60)
    born_on: date = described("contracts.InsuredPerson.born_on", "1998-03-14")


Wish = Annotated[AddressWish | NameWish | BankAccountWish | PersonWish, Field(discriminator="kind")]


class ChangeCreated(Schema):
    """The request; the same answer whenever it is repeated."""

    id: UUID = technical("Kennung des Wunsches.", "c4b1d9e2-8f30-4a6b-b1f7-2d3e4f5a6b7c")
    requested_at: datetime = described("contracts.ChangeRequest.requested_at", "2026-11-24T09:30:00Z")
    href: str = technical(
        "Adresse des Wunsches in dieser Schnittstelle.",
        "/api/v1/changes/c4b1d9e2-8f30-4a6b-b1f7-2d3e4f5a6b7c",
    )


class Change(ChangeCreated):
    """A request and how it stands; a new account number is never shown again."""

    contract_id: UUID = technical("Kennung des Vertrags.", CONTRACT_ID)
    kind: ChangeKind = described("contracts.ChangeRequest.kind", "address")
    state: ChangeState = described("contracts.ChangeRequest.state", "open")
    decided_at: datetime | None = described("contracts.ChangeRequest.decided_at", None)
    reason: str = described("contracts.ChangeRequest.reason", "", note="Grund einer Ablehnung.")


class ChangeList(Schema):
    """The requests about one contract, the newest first."""

    items: list[Change]
