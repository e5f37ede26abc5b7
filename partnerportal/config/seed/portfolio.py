"""Write contracts with everything that belongs to them, in batches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from partnerportal.config.seed import banks
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.people import Household, Person, household, is_minor
from partnerportal.config.seed.progress import Progress
from partnerportal.contracts import consent_wording
from partnerportal.contracts.models import BankAccount, Consent, Contract, InsuredPerson, Policyholder
from partnerportal.contracts.rules import CONSENT_KINDS, holder_sort_key_of, search_text_of
from partnerportal.database.keys import Vault, index_key, vault_for_writing
from partnerportal.kernel.clock import BERLIN, berlin_date
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.identifiers import policy_number_key

BATCH = 500
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

    partner_id: UUID
    account_id: UUID | None


class Shelf:
    """Collect the rows of one batch; `write` puts them into the database."""

    def __init__(self, owner: Owner, now: datetime) -> None:
        self._owner = owner
        self._now = now
        self._today = berlin_date(now)
        self._holders: list[Policyholder] = []
        self._contracts: list[Contract] = []
        self._persons: list[InsuredPerson] = []
        self._consents: list[Consent] = []
        self._accounts: list[tuple[Contract, str]] = []

    def add(self, chance: Chance, number: str) -> None:
        """Invent one contract under a free policy number."""
        family = household(chance, self._today)
        holder = self._holder(chance, family)
        contract = self._contract(chance, number, family, holder)
        for person in family.persons:
            row = self._person(chance, contract, person)
            if chance.happens(CONSENT_SHARE) and contract.begins_on <= self._today:
                self._consent(chance, contract, row)
        self._accounts.append((contract, family.holder))

    def write(self, chance: Chance) -> None:
        """Store everything that was added."""
        subjects = [holder.id for holder in self._holders]
        vault = vault_for_writing(subjects=subjects, partner_id=self._owner.partner_id, now=self._now)
        Policyholder.objects.bulk_create(self._holders)
        Contract.objects.bulk_create(self._contracts)
        InsuredPerson.objects.bulk_create(self._persons)
        BankAccount.objects.bulk_create(
            self._bank_account(chance, vault, contract, holder) for contract, holder in self._accounts
        )
        Consent.objects.bulk_create(self._consents, batch_size=2000)

    def _holder(self, chance: Chance, family: Household) -> Policyholder:
        row = Policyholder(
            id=chance.uuid(),
            partner_id=self._owner.partner_id,
            salutation=family.salutation,
            first_name=family.first_name,
            last_name=family.last_name,
            **family.address._asdict(),
        )
        self._holders.append(row)
        return row

    def _contract(self, chance: Chance, number: str, family: Household, holder: Policyholder) -> Contract:
        line_of_business, tariff = chance.weighted(FAMILY_TARIFFS if family.has_several_members else TARIFFS)
        begins_on, ends_on = term(chance, self._today)
        row = Contract(
            id=chance.uuid(),
            partner_id=self._owner.partner_id,
            policyholder=holder,
            policy_number=number,
            policy_number_key=policy_number_key(number),
            line_of_business=line_of_business,
            tariff=tariff,
            begins_on=begins_on,
            ends_on=ends_on,
            holder_sort_key=holder_sort_key_of(last_name=family.last_name, first_name=family.first_name),
            search_text=search_text_of(
                names=[family.holder, *(person.full_name for person in family.persons)],
                birth_dates=[person.born_on for person in family.persons],
            ),
        )
        self._contracts.append(row)
        return row

    def _person(self, chance: Chance, contract: Contract, person: Person) -> InsuredPerson:
        row = InsuredPerson(
            id=chance.uuid(),
            partner_id=self._owner.partner_id,
            contract=contract,
            salutation=person.salutation,
            first_name=person.first_name,
            last_name=person.last_name,
            born_on=person.born_on,
        )
        self._persons.append(row)
        return row

    def _consent(self, chance: Chance, contract: Contract, person: InsuredPerson) -> None:
        given_on = min(chance.day(contract.begins_on, contract.begins_on + timedelta(days=21)), self._today)
        how = chance.weighted((("paper", 45), ("signed_file", 35), ("in_person", 20)))
        recorded_at = min(datetime.combine(given_on, time(8 + chance.randint(0, 9), 12), BERLIN), self._now)
        self._consents += [
            Consent(
                id=chance.uuid(),
                partner_id=self._owner.partner_id,
                insured_person=person,
                kind=kind,
                wording_version=consent_wording.CURRENT,
                obtained_by_id=self._owner.account_id,
                obtained_how="guardian" if is_minor(person.born_on, given_on) else how,
                given_on=given_on,
                recorded_at=recorded_at,
            )
            for kind in CONSENT_KINDS
        ]

    def _bank_account(self, chance: Chance, vault: Vault, contract: Contract, holder: str) -> BankAccount:
        row_id, subject, iban = chance.uuid(), contract.policyholder_id, banks.account(chance)
        plain = {
            "holder": holder,
            "iban": iban.value,
            "bic": iban.bic or "",
            "bank_name": iban.bank_name or "",
        }
        return BankAccount(
            id=row_id,
            partner_id=self._owner.partner_id,
            contract=contract,
            last_four=iban.last_four,
            country=iban.country,
            iban_hash=keyed_hash(index_key(), "iban", iban.value.encode()),
            **{
                name: vault.seal(subject, f"contracts_bankaccount.{name}", row_id, text)
                for name, text in plain.items()
            },
        )


def write_contracts(
    chance: Chance, *, owner: Owner, count: int, taken: set[str], now: datetime, progress: Progress
) -> None:
    """Write `count` contracts of one partner; `taken` are the keys of policy numbers in use and grows."""
    for start in range(0, count, BATCH):
        shelf = Shelf(owner, now)
        size = min(BATCH, count - start)
        for _number in range(size):
            shelf.add(chance, free_policy_number(chance, taken))
        shelf.write(chance)
        progress.add(size)


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
