"""Create many partners with many contracts, to measure with."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from partnerportal.accounts.models import Account
from partnerportal.accounts.terms import acceptance_of_both
from partnerportal.config.seed import names
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.copying import WORTH_IT, built_afterwards
from partnerportal.config.seed.ledger import write_ledger
from partnerportal.config.seed.places import place
from partnerportal.config.seed.portfolio import Owner, write_contracts
from partnerportal.contracts.models import Contract
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Role
from partnerportal.partners.models import Partner

MANY = 100
TABLES = (
    "contracts_policyholder",
    "contracts_contract",
    "contracts_insuredperson",
    "contracts_persontariff",
    "contracts_bankaccount",
    "contracts_consent",
    "database_subjectkey",
    "statements_statementline",
)
KINDS = (
    "Versicherungsmakler",
    "Assekuranz",
    "Finanzberatung",
    "Maklerbüro",
    "Vorsorge",
    "Reiseversicherungen",
)


class Size(NamedTuple):
    """Say how much is wanted; the same size and seed give the same data."""

    partners: int
    contracts: int
    seed: int


def fill(size: Size, *, now: datetime) -> bool:
    """Create the portfolio in one transaction unless it is there; return whether it was created now."""
    chance = Chance(repr(size))
    partners = [_partner(chance, number) for number in range(size.partners)]
    if not partners or Partner.objects.filter(id=partners[0].id).exists():
        return False
    with transaction.atomic(), _quickly(size):
        Partner.objects.bulk_create(partners)
        owners = [_owner(chance, partner, now) for partner in partners]
        Account.objects.bulk_create(owners)
        _contracts(chance, partners, owners, size.contracts, now)
        write_ledger(partners=[partner.id for partner in partners], today=berlin_date(now))
    return True


def first_partner(size: Size) -> UUID:
    """Return the id of the portfolio's first partner, the one with most contracts."""
    return _partner(Chance(repr(size)), 0).id


def shares(partners: int, contracts: int) -> list[int]:
    """Return how many contracts each partner gets: alike, but from 100 partners on one has a tenth of all."""
    large = contracts // 10 if partners >= MANY else 0
    each, left_over = divmod(contracts - large, partners - bool(large))
    alike = [each + (index < left_over) for index in range(partners - bool(large))]
    return [large, *alike] if large else alike


def _quickly(size: Size) -> AbstractContextManager[None]:
    return built_afterwards(TABLES) if size.contracts >= WORTH_IT else nullcontext()


def _contracts(
    chance: Chance, partners: list[Partner], owners: list[Account], total: int, now: datetime
) -> None:
    taken = set(Contract.objects.values_list("policy_number_key", flat=True))
    people = [Owner(partner.id, account.id) for partner, account in zip(partners, owners, strict=True)]
    counts = list(zip(people, shares(len(partners), total), strict=True))
    write_contracts(chance, counts=counts, taken=taken, now=now)


def _partner(chance: Chance, number: int) -> Partner:
    surname = names.last_name(chance, names.origin(chance))
    return Partner(
        id=chance.uuid(),
        name=f"{surname} {chance.choice(KINDS)}",
        intermediary_number=f"{chance.randint(48, 99)}{chance.digits(3)}{number:05d}",
        **place(chance)._asdict(),
    )


def _owner(chance: Chance, partner: Partner, now: datetime) -> Account:
    background, salutation = names.origin(chance), chance.choice((names.FEMALE, names.MALE))
    account = Account(
        id=chance.uuid(),
        email=f"inhaber@{partner.intermediary_number}.example",
        salutation=salutation,
        first_name=names.first_name(chance, background, salutation),
        last_name=names.last_name(chance, background),
        role=Role.OWNER.value,
        partner=partner,
        has_second_factor=True,
        created_at=now,
        **acceptance_of_both(now),
    )
    account.set_unusable_password()
    return account
