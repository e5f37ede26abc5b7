"""Fill an empty database with the demo: two partners, three departments' people, contracts and claims."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries import viewer_of
from partnerportal.config.seed import accounts
from partnerportal.config.seed.accounts import LINDNER, LINDNER_VOSS, PETERSEN, PETERSEN_OWNER
from partnerportal.config.seed.aftermath import keep_journal, settle_deliveries
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.changes import write_changes
from partnerportal.config.seed.commissions import write_commissions
from partnerportal.config.seed.insured import Insured
from partnerportal.config.seed.plans import draft_plans, plans
from partnerportal.config.seed.portfolio import Owner, write_contracts
from partnerportal.config.seed.progress import Progress
from partnerportal.config.seed.registrations import write_registrations
from partnerportal.config.seed.story import Story
from partnerportal.config.seed.writing import write_draft
from partnerportal.journal.services import ensure_partitions
from partnerportal.kernel.clock import berlin_date
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
            accounts.give_passwords(data_dir, now=now)
    return is_new


def _create(chance: Chance, now: datetime) -> None:
    _departments(chance)
    _firms(chance)
    people = accounts.open_accounts(chance, now=now)
    _contracts(chance, people, now)
    ensure_partitions(today=berlin_date(now))
    keep_journal(chance, [account.id for account in people.values()], now=now)
    _claims(chance, people, now)
    viewers = {email: viewer_of(account) for email, account in people.items()}
    write_commissions(Chance(SEED + 1), viewers, now=now)
    write_changes(viewers, now=now)
    settle_deliveries()
    write_registrations(chance, people, now=now)


def _departments(chance: Chance) -> None:
    rows = {
        code: Department.objects.create(
            id=chance.uuid(),
            code=code,
            name=name,
            email=f"{code}@musterschutz.example",
            keeps_contracts=code == "vertrag",
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


def _claims(chance: Chance, people: dict[str, Account], now: datetime) -> None:
    """Tell the claims; from here on everything happens as the viewers, no longer as the schema's owner."""
    viewers = {email: viewer_of(account) for email, account in people.items()}
    partners = {viewer.partner for viewer in viewers.values() if viewer.is_partner}
    insured = {partner: Insured(partner) for partner in partners}
    story, planned = Story(chance, viewers, insured, now), plans(chance, now)
    progress = Progress(len(planned), "Anträgen")
    for plan in planned:
        story.tell(plan)
        progress.add(1)
    for draft in draft_plans(now):
        author = viewers[draft.author]
        write_draft(chance, draft, author, insured[author.partner])


def _contracts(chance: Chance, people: dict[str, Account], now: datetime) -> None:
    owners = ((Owner(people[email].partner_id, people[email].id), size) for email, size in SIZES)
    write_contracts(chance, counts=list(owners), taken=set(), now=now)
