"""Write contracts with everything that belongs to them, in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from partnerportal.config.seed import banks
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.copying import copy_rows
from partnerportal.config.seed.people import Household, Person, household, is_minor
from partnerportal.config.seed.progress import Progress
from partnerportal.contracts import consent_wording
from partnerportal.contracts.models import (
    BankAccount,
    Consent,
    Contract,
    InsuredPerson,
    PersonTariff,
    Policyholder,
)
from partnerportal.contracts.rules import CONSENT_KINDS, holder_sort_key_of, search_text_of
from partnerportal.database.keys import Vault, fresh_key, index_key
from partnerportal.database.models import SubjectKey
from partnerportal.kernel.clock import BERLIN, berlin_date
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.identifiers import policy_number_key

BATCH = 2000
Row = tuple[Any, ...]
HOLDER = "id partner_id salutation first_name last_name street postal_code city"
CONTRACT = (
    "id partner_id policyholder_id policy_number policy_number_key line_of_business tariff begins_on ends_on "
    "holder_sort_key search_text"
)
PERSON = "id partner_id contract_id salutation first_name last_name born_on number"
TARIFF = "id partner_id contract_id insured_person_id tariff begins_on"
ACCOUNT = "id partner_id contract_id holder iban bic bank_name iban_hash last_four country"
KEY = "subject_id partner_id wrapped created_at"
CONSENT = (
    "id partner_id insured_person_id kind wording_version obtained_by_id obtained_how given_on recorded_at"
)
CONSENT_SHARE = 0.78
TARIFFS: tuple[tuple[tuple[str, str], int], ...] = (
    (("020", "Reisekranken Langzeit"), 34),
    (("020", "Reisekranken Jahr"), 18),
    (("020", "Auslandskranken Plus"), 18),
    (("020", "Zahn Zusatz Komfort"), 10),
    (("020", "Klinik Zusatz Eins"), 8),
    (("030", "Unfall Aktiv"), 7),
)
FAMILY_TARIFFS = (*TARIFFS, (("020", "Reisekranken Familie"), 60), (("030", "Unfall Familie"), 10))


@dataclass(frozen=True, slots=True)
class Owner:
    """Say whose contracts are written, and who obtained the consents."""

    partner_id: UUID | None
    account_id: UUID | None


NOBODY = Owner(None, None)


class Shelf:
    """Collect the rows of one batch, in the order of the columns below; `write` puts them into the database."""

    def __init__(self, now: datetime) -> None:
        self._owner = NOBODY
        self._now = now
        self._today = berlin_date(now)
        self._holders: list[Row] = []
        self._contracts: list[Row] = []
        self._persons: list[Row] = []
        self._tariffs: list[Row] = []
        self._consents: list[Row] = []
        self._accounts: list[Row] = []
        self._keys: list[Row] = []

    def __len__(self) -> int:
        """Return how many contracts were added."""
        return len(self._contracts)

    def add(self, chance: Chance, owner: Owner, number: str) -> None:
        """Invent one contract of a partner under a free policy number."""
        self._owner = owner
        family = household(chance, self._today)
        holder_id = self._holder(chance, family)
        contract_id, tariff, begins_on = self._contract(chance, number, family, holder_id)
        for position, person in enumerate(family.persons, start=1):
            person_id = self._person(chance, contract_id, position, person)
            self._tariffs.append(
                (chance.uuid(), self._owner.partner_id, contract_id, person_id, tariff, begins_on)
            )
            if chance.happens(CONSENT_SHARE) and begins_on <= self._today:
                self._consent(chance, begins_on, person_id, person)
        self._accounts.append(self._bank_account(chance, contract_id, holder_id, family.holder))

    def write(self) -> None:
        """Store everything that was added."""
        copy_rows(SubjectKey, KEY, self._keys)
        copy_rows(Policyholder, HOLDER, self._holders)
        copy_rows(Contract, CONTRACT, self._contracts)
        copy_rows(InsuredPerson, PERSON, self._persons)
        copy_rows(PersonTariff, TARIFF, self._tariffs)
        copy_rows(BankAccount, ACCOUNT, self._accounts)
        copy_rows(Consent, CONSENT, self._consents)

    def _holder(self, chance: Chance, family: Household) -> UUID:
        row_id = chance.uuid()
        names = (family.salutation, family.first_name, family.last_name)
        self._holders.append((row_id, self._owner.partner_id, *names, *family.address))
        return row_id

    def _contract(
        self, chance: Chance, number: str, family: Household, holder_id: UUID
    ) -> tuple[UUID, str, date]:
        line_of_business, tariff = chance.weighted(FAMILY_TARIFFS if family.has_several_members else TARIFFS)
        begins_on, ends_on = term(chance, self._today)
        row_id = chance.uuid()
        sort_key = holder_sort_key_of(last_name=family.last_name, first_name=family.first_name)
        search_text = search_text_of(names=[family.holder, *(person.full_name for person in family.persons)])
        numbers = (number, policy_number_key(number))
        row = (row_id, self._owner.partner_id, holder_id, *numbers, line_of_business, tariff)
        self._contracts.append((*row, begins_on, ends_on, sort_key, search_text))
        return row_id, tariff, begins_on

    def _person(self, chance: Chance, contract_id: UUID, position: int, person: Person) -> UUID:
        row_id = chance.uuid()
        names = (person.salutation, person.first_name, person.last_name)
        row = (row_id, self._owner.partner_id, contract_id, *names, person.born_on, position)
        self._persons.append(row)
        return row_id

    def _consent(self, chance: Chance, begins_on: date, person_id: UUID, person: Person) -> None:
        given_on = min(chance.day(begins_on, begins_on + timedelta(days=21)), self._today)
        how = chance.weighted((("paper", 45), ("signed_file", 35), ("in_person", 20)))
        how = "guardian" if is_minor(person.born_on, given_on) else how
        recorded_at = min(datetime.combine(given_on, time(8 + chance.randint(0, 9), 12), BERLIN), self._now)
        self._consents += [
            (
                chance.uuid(),
                self._owner.partner_id,
                person_id,
                kind,
                consent_wording.CURRENT,
                self._owner.account_id,
                how,
                given_on,
                recorded_at,
            )
            for kind in CONSENT_KINDS
        ]

    def _bank_account(self, chance: Chance, contract_id: UUID, subject: UUID, holder: str) -> Row:
        row_id, iban = chance.uuid(), banks.account(chance)
        key, wrapped = fresh_key(subject)
        self._keys.append((subject, self._owner.partner_id, wrapped, self._now))
        vault = Vault({subject: key})
        plain = {
            "holder": holder,
            "iban": iban.value,
            "bic": iban.bic or "",
            "bank_name": iban.bank_name or "",
        }
        sealed = (
            vault.seal(subject, f"contracts_bankaccount.{name}", row_id, text) for name, text in plain.items()
        )
        found_by = keyed_hash(index_key(), "iban", iban.value.encode())
        row = (row_id, self._owner.partner_id, contract_id, *sealed)
        return (*row, found_by, iban.last_four, iban.country)


def write_contracts(
    chance: Chance, *, counts: Sequence[tuple[Owner, int]], taken: set[str], now: datetime
) -> None:
    """Write so many contracts for each partner; `taken` are the keys of policy numbers in use and grows."""
    progress, shelf = Progress(sum(count for _, count in counts), "Verträgen"), Shelf(now)
    for owner, count in counts:
        for _number in range(count):
            shelf.add(chance, owner, free_policy_number(chance, taken))
            if len(shelf) == BATCH:
                shelf.write()
                shelf = Shelf(now)
                progress.add(BATCH)
    shelf.write()


def free_policy_number(chance: Chance, taken: set[str]) -> str:
    """Return a policy number like RK-2048-771-305 that nobody has yet."""
    while True:
        number = f"RK-{chance.randint(1980, 2079)}-{chance.digits(3)}-{chance.digits(3)}"
        if policy_number_key(number) not in taken:
            taken.add(policy_number_key(number))
            return number


def term(chance: Chance, today: date) -> tuple[date, date | None]:
    """Return first and last day: most contracts run, some are over, a few begin later."""
    kind = chance.weighted((("open", 62), ("limited", 18), ("ended", 14), ("future", 6)))
    if kind == "future":
        return chance.day(today + timedelta(days=3), today + timedelta(days=90)), None
    if kind == "ended":
        ends_on = chance.day(today - timedelta(days=1400), today - timedelta(days=2))
        return ends_on - timedelta(days=chance.choice((364, 729, 1094))), ends_on
    begins_on = chance.day(today - timedelta(days=3200), today - timedelta(days=14)).replace(day=1)
    if kind == "open":
        return begins_on, None
    return begins_on, chance.day(today + timedelta(days=20), today + timedelta(days=900))
