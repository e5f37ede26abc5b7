"""Open the demo's accounts, each with a password of this folder only, and note them for its visitors."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from partnerportal.accounts.models import Account
from partnerportal.accounts.rules.entrance import NEEDS_SECOND_FACTOR
from partnerportal.accounts.services import factors
from partnerportal.accounts.services.factors_totp import new_secret
from partnerportal.accounts.terms import acceptance_of_both
from partnerportal.config.home import FIRST_PAGES
from partnerportal.config.seed.chance import Chance
from partnerportal.kernel.viewer import Role
from partnerportal.partners.models import Partner
from partnerportal.routing.models import Department

FILE_NAME = "accounts.json"
OPENED_BEFORE = timedelta(days=430)
# Without signs that look alike; four groups of five give 98 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Member:
    """Describe one account of the demo; `home` is the partner's number or the department's code."""

    email: str
    salutation: str
    first_name: str
    last_name: str
    role: Role
    home: str = ""


LINDNER_VOSS, PETERSEN = "4711000001", "4711000002"
LINDNER = "lindner@lindner-voss.example"
VOSS = "voss@lindner-voss.example"
PETERSEN_OWNER = "petersen@petersen-assekuranz.example"
CLERK = "sachbearbeitung@musterschutz.example"
SECOND_CLERK = "leistung2@musterschutz.example"
CONTRACT_CLERK = "vertrag@musterschutz.example"
SECOND_CONTRACT_CLERK = "vertrag2@musterschutz.example"
MEMBERS = (
    Member(LINDNER, "Frau", "Katrin", "Lindner", Role.OWNER, LINDNER_VOSS),
    Member(VOSS, "Herr", "Henrik", "Voss", Role.STAFF, LINDNER_VOSS),
    Member(PETERSEN_OWNER, "Frau", "Silke", "Petersen", Role.OWNER, PETERSEN),
    Member(CLERK, "Frau", "Dilara", "Aydın", Role.CLERK, "leistung"),
    Member(SECOND_CLERK, "Herr", "Robert", "Krause", Role.CLERK, "leistung"),
    Member(CONTRACT_CLERK, "Frau", "Jana", "Sommer", Role.CLERK, "vertrag"),
    Member(SECOND_CONTRACT_CLERK, "Herr", "Emre", "Yılmaz", Role.CLERK, "vertrag"),
    Member("datenschutz@musterschutz.example", "Frau", "Maren", "Thiel", Role.OFFICER),
    Member("verwaltung@musterschutz.example", "Herr", "Uwe", "Lange", Role.ADMINISTRATOR),
)


def open_accounts(chance: Chance, *, now: datetime) -> dict[str, Account]:
    """Create the accounts without passwords and return them by e-mail; partners and departments exist already."""
    partners = {partner.intermediary_number: partner for partner in Partner.objects.all()}
    departments = {department.code: department for department in Department.objects.all()}
    accounts = [
        Account(
            id=chance.uuid(),
            email=member.email,
            salutation=member.salutation,
            first_name=member.first_name,
            last_name=member.last_name,
            role=member.role.value,
            partner=partners.get(member.home),
            department=departments.get(member.home),
            may_see_claims=member.role is Role.STAFF,
            may_see_contracts=member.role is Role.STAFF,
            created_at=now - OPENED_BEFORE,
            **acceptance_of_both(now - OPENED_BEFORE),
        )
        for member in MEMBERS
    ]
    for account in accounts:
        account.set_unusable_password()
    Account.objects.bulk_create(accounts)
    return {account.email: account for account in accounts}


def give_passwords(data_dir: Path, *, now: datetime) -> None:
    """Give every account of the demo a new password, and an app as second factor where its role needs one.

    Both are written to `accounts.json` (mode 0600), for people to sign in as they would in earnest.
    """
    entries = []
    for member in MEMBERS:
        password = new_password()
        account = Account.objects.get(email=member.email)
        Account.objects.filter(id=account.id).update(password=make_password(password))
        entries.append(
            _entry(member, password, _new_app(account, now) if account.role in NEEDS_SECOND_FACTOR else None)
        )
    _write_private(data_dir / FILE_NAME, json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def are_there(emails: Iterable[str] = (LINDNER,)) -> bool:
    """Say whether the demo's accounts exist in this database."""
    return Account.objects.filter(email__in=list(emails)).exists()


def new_password() -> str:
    """Return a strong password that can be typed."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(5)) for _group in range(4))


def _new_app(account: Account, now: datetime) -> str:
    """Replace the account's second factors by an app and return its secret (base 32)."""
    secret = new_secret()
    factors.reset_factors(account_id=account.id)
    factors.enrol_for_seed(account_id=account.id, secret=secret, now=now)
    return secret


def _entry(member: Member, password: str, totp_secret: str | None) -> dict[str, str | None]:
    return {
        "role": member.role.value,
        "name": f"{member.first_name} {member.last_name}",
        "email": member.email,
        "password": password,
        "totp_secret": totp_secret,
        "start": FIRST_PAGES[member.role],
    }


def _write_private(path: Path, text: str) -> None:
    """Write the file whole or not at all, readable by its owner only from the first byte on."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(
        os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    unfinished.replace(path)
