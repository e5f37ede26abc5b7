"""Read one contract with its people and its bank account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from partnerportal.contracts.models import BankAccount, InsuredPerson, PersonTariff
from partnerportal.contracts.queries.scope import contracts_of, partner_side
from partnerportal.database.keys import open_vault
from partnerportal.kernel.iban import mask
from partnerportal.kernel.names import initials
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, repr=False)
class PersonRow:
    """Hold an insured person."""

    id: UUID
    salutation: str
    first_name: str
    last_name: str
    born_on: date

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class TariffRow:
    """Hold a tariff of an insured person; a day is None where the insurer gave none."""

    tariff: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class HolderRow:
    """Hold the policyholder with address."""

    id: UUID
    salutation: str
    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str

    @property
    def name(self) -> str:
        """Return the full name; a firm has a last name only."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, repr=False)
class MaskedAccount:
    """Hold the contract's bank account as pages show it: masked, as its catalogue entries say (C27)."""

    holder: str
    iban: str


@dataclass(frozen=True, slots=True, repr=False)
class PlainAccount:
    """Hold the contract's bank account in full, for copying into a payee, and for the page that reveals it."""

    policyholder_id: UUID
    holder: str
    iban: str
    bic: str
    bank_name: str
    last_four: str
    country: str


@dataclass(frozen=True, slots=True, repr=False)
class ContractDetail:
    """Hold all of one contract; `bank_account` is None where the viewer may not see it."""

    id: UUID
    partner_id: UUID
    policy_number: str
    line_of_business: str
    tariff: str
    begins_on: date
    ends_on: date | None
    policyholder: HolderRow
    persons: tuple[PersonRow, ...]
    bank_account: MaskedAccount | None = field(default=None)


def contract_for(*, viewer: Viewer, contract_id: UUID) -> ContractDetail | None:
    """Return the contract; None for a foreign and for a missing one alike. At most four queries."""
    contract = contracts_of(viewer).select_related("policyholder").filter(id=contract_id).first()
    if contract is None:
        return None
    holder = contract.policyholder
    return ContractDetail(
        id=contract.id,
        partner_id=contract.partner_id,
        policy_number=contract.policy_number,
        line_of_business=contract.line_of_business,
        tariff=contract.tariff,
        begins_on=contract.begins_on,
        ends_on=contract.ends_on,
        policyholder=HolderRow(
            holder.id,
            holder.salutation,
            holder.first_name,
            holder.last_name,
            holder.street,
            holder.postal_code,
            holder.city,
        ),
        persons=_persons(contract_id),
        bank_account=_masked(bank_account_plain(viewer=viewer, contract_id=contract_id)),
    )


def tariffs_of(*, viewer: Viewer, contract_id: UUID) -> dict[UUID, tuple[TariffRow, ...]]:
    """Return the tariffs of each insured person of the contract, by the person's id; one query."""
    scope = Q() if viewer.is_clerk else partner_side(viewer)
    rows = PersonTariff.objects.filter(scope, contract_id=contract_id).order_by("begins_on", "tariff", "id")
    found: dict[UUID, tuple[TariffRow, ...]] = {}
    for person_id, tariff, begins_on, ends_on in rows.values_list(
        "insured_person_id", "tariff", "begins_on", "ends_on"
    ):
        found[person_id] = (*found.get(person_id, ()), TariffRow(tariff, begins_on, ends_on))
    return found


def bank_account_plain(*, viewer: Viewer, contract_id: UUID) -> PlainAccount | None:
    """Return the contract's bank account in full, None when there is none for this viewer; two queries."""
    account = (
        BankAccount.objects.select_related("contract")
        .filter(partner_side(viewer), contract_id=contract_id)
        .first()
    )
    if account is None:
        return None
    subject = account.contract.policyholder_id
    vault = open_vault([subject])

    def plain(column: str) -> str:
        return vault.unseal(subject, f"contracts_bankaccount.{column}", account.id, getattr(account, column))

    return PlainAccount(
        policyholder_id=subject,
        holder=plain("holder"),
        iban=plain("iban"),
        bic=plain("bic"),
        bank_name=plain("bank_name"),
        last_four=account.last_four,
        country=account.country,
    )


def _persons(contract_id: UUID) -> tuple[PersonRow, ...]:
    columns = ("id", "salutation", "first_name", "last_name", "born_on")
    people = InsuredPerson.objects.filter(contract_id=contract_id).order_by("born_on", "id")
    return tuple(PersonRow(*row) for row in people.values_list(*columns))


def _masked(account: PlainAccount | None) -> MaskedAccount | None:
    if account is None:
        return None
    return MaskedAccount(initials(account.holder), mask(account.last_four, account.country))
