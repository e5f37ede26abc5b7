"""Fill an empty database with the demo: two partners, three departments' people, contracts and claims."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from partnerportal.accounts.models import Account
from partnerportal.config.seed import accounts
from partnerportal.config.seed.accounts import LINDNER, LINDNER_VOSS, PETERSEN, PETERSEN_OWNER
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.portfolio import Owner, write_contracts
from partnerportal.config.seed.progress import Progress
from partnerportal.partners.models import Partner
from partnerportal.routing.models import Department, RoutingRule

SEED = 20_260_001
FIRMS = (
    (LINDNER_VOSS, "Lindner & Voss Makler", "Domstraße 12", "50668", "Köln"),
    (PETERSEN, "Petersen Assekuranz", "Großstraße 9", "25813", "Husum"),
)
DEPARTMENTS = (("leistung", "Leistung"), ("vertrag", "Vertrag"))
SIZES = ((LINDNER, 120), (PETERSEN_OWNER, 15))


def fill(*, data_dir: Path, now: datetime) -> bool:
    """Create the demo unless it is there, and return whether it was created now.

    Passwords that got lost with `accounts.json` are replaced.
    """
    is_new = not accounts.are_there()
    if is_new:
        with transaction.atomic():
            _create(Chance(SEED), now)
    if is_new or not (data_dir / accounts.FILE_NAME).exists():
        with transaction.atomic():
            accounts.give_passwords(data_dir)
    return is_new


def _create(chance: Chance, now: datetime) -> None:
    _departments(chance)
    _firms(chance)
    people = accounts.open_accounts(chance, now=now)
    _contracts(chance, people, now)


def _departments(chance: Chance) -> None:
    rows = {
        code: Department.objects.create(
            id=chance.uuid(), code=code, name=name, email=f"{code}@musterschutz.example"
        )
        for code, name in DEPARTMENTS
    }
    RoutingRule.objects.create(id=chance.uuid(), line_of_business="", department=rows["leistung"])


def _firms(chance: Chance) -> None:
    for number, name, street, postal_code, city in FIRMS:
        Partner.objects.create(
            id=chance.uuid(),
            name=name,
            intermediary_number=number,
            street=street,
            postal_code=postal_code,
            city=city,
        )


def _contracts(chance: Chance, people: dict[str, Account], now: datetime) -> None:
    progress, taken = Progress(sum(size for _email, size in SIZES), "Verträgen"), set[str]()
    for email, size in SIZES:
        account = people[email]
        if account.partner_id is not None:
            owner = Owner(account.partner_id, account.id)
            write_contracts(chance, owner=owner, count=size, taken=taken, now=now, progress=progress)
