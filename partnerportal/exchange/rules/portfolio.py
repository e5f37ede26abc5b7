"""Be what a file says, whatever its format: contracts with their people, and what was wrong where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what was found at one line (from 1) of the file, never the value; `reason` is a key of `reasons.REASONS`.

    `kind` is skipped (nothing is taken over from there) or rejected (the value cannot be taken over).
    """

    line: int | None
    satzart: str
    field: str
    kind: str
    reason: str
    value_kind: str = ""


@dataclass(slots=True, repr=False)
class TariffRead:
    """Be a tariff of a person."""

    tariff: str
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(slots=True, repr=False)
class PersonRead:
    """Be an insured person; `number` is the insurer's running number in the contract, None when there is none."""

    line: int
    number: int | None
    salutation: str
    first_name: str
    last_name: str
    born_on: date
    tariffs: list[TariffRead] = field(default_factory=list)
    consents: list[str] = field(default_factory=list)


@dataclass(slots=True, repr=False)
class AccountRead:
    """Be a bank account; the IBAN is checked and compact."""

    line: int
    holder: str
    iban: str
    bic: str
    bank_name: str

    @property
    def last_four(self) -> str:
        """Return the last four characters."""
        return self.iban[-4:]

    @property
    def country(self) -> str:
        """Return the country the IBAN starts with."""
        return self.iban[:2]


@dataclass(slots=True, repr=False)
class HolderRead:
    """Be the policyholder; a firm has a last name only."""

    salutation: str
    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str


@dataclass(slots=True, repr=False)
class ContractRead:
    """Be one contract of the file, sound enough to be taken over. `given_on` dates the consents of its people."""

    line: int
    intermediary_number: str
    policy_number: str
    policy_number_key: str
    line_of_business: str
    tariff: str
    begins_on: date
    ends_on: date | None
    holder: HolderRead
    persons: list[PersonRead] = field(default_factory=list)
    account: AccountRead | None = None
    given_on: date | None = None


@dataclass(slots=True, repr=False)
class LineRead:
    """Be one booking of commission; `rate` is per cent, amounts are in `currency`, `month` is its first day."""

    line: int
    intermediary_number: str
    policy_number: str
    policy_number_key: str
    kind: str
    booked_on: date
    month: date
    basis: Decimal
    rate: Decimal
    amount: Decimal
    currency: str


Read = ContractRead | LineRead | Finding
