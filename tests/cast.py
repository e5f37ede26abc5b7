"""The named cast of the tests: two partners, a stranger, clerks, officer, administrator, and a small portfolio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.test import Client

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries import viewer_of
from partnerportal.accounts.rules.entrance import NEEDS_SECOND_FACTOR
from partnerportal.accounts.sessions import SessionStore
from partnerportal.accounts.terms import acceptance_of_both
from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.services import drafts
from partnerportal.claims.services.draft_files import add_document
from partnerportal.claims.services.payees import choose_bank_account
from partnerportal.claims.services.submission import submit_claim
from partnerportal.contracts.models import BankAccount, Consent, Contract, InsuredPerson, Policyholder
from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key, vault_for_writing
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.crypto import KeyRing, keyed_hash
from partnerportal.kernel.identifiers import policy_number_key, search_key, sort_key
from partnerportal.kernel.viewer import ANONYMOUS, Viewer
from partnerportal.partners.models import Partner
from partnerportal.routing.models import Department, RoutingRule
from tests.documents.samples import pdf

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PASSWORD = "Vier Möwen über Husum 1905"
IBAN = "DE02120300000000202051"


@dataclass(frozen=True)
class House:
    """Hold the whole small world; ids are fresh in every test."""

    lindner: Viewer
    voss: Viewer
    petersen: Viewer
    clerk: Viewer
    second_clerk: Viewer
    contract_clerk: Viewer
    second_contract_clerk: Viewer
    officer: Viewer
    administrator: Viewer
    contract: Contract
    person: InsuredPerson
    child: InsuredPerson
    ended_contract: Contract
    foreign_contract: Contract
    foreign_person: InsuredPerson
    benefits: Department
    administration: Department


@pytest.fixture(scope="session", autouse=True)
def key_file() -> None:
    """Give the test run its own keys."""
    if not settings.KEY_FILE.exists():
        KeyRing.create(settings.KEY_FILE)


@pytest.fixture(scope="session")
def password_hash(key_file: None) -> str:
    """Hash the cast's one password once: Argon2id is slow on purpose."""
    return make_password(PASSWORD)


@pytest.fixture
def house(db: None, password_hash: str) -> House:
    """Build the small world as the schema's owner."""
    benefits, administration = _department("Leistung"), _department("Vertrag", keeps_contracts=True)
    RoutingRule.objects.create(line_of_business="", department=benefits)
    lindner_voss = _partner("Lindner & Voss Makler", "4711000001")
    petersen = _partner("Petersen Assekuranz", "4711000002")
    make = AccountMaker(password_hash)
    contract, (person, child) = make_contract(lindner_voss, "RK-2048-771-305", "Brandt", ("Amelie", "Jonas"))
    consent_to(person)
    ended, _ = make_contract(
        lindner_voss, "RK-1987-402-116", "Hofer", ("Mei-Lin",), ends_on=date(2025, 12, 31)
    )
    foreign, (foreign_person,) = make_contract(petersen, "RK-3000-000-001", "Müller-Lüdenscheidt", ("Jörg",))
    consent_to(foreign_person)
    rights = {"may_see_claims": True, "may_see_contracts": True}
    return House(
        lindner=make("lindner@lindner-voss.example", "Katrin", "Lindner", "owner", partner=lindner_voss),
        voss=make("voss@lindner-voss.example", "Henrik", "Voss", "staff", partner=lindner_voss, **rights),
        petersen=make("petersen@petersen-assekuranz.example", "Silke", "Petersen", "owner", partner=petersen),
        clerk=make("sachbearbeitung@musterschutz.example", "Dilara", "Aydın", "clerk", department=benefits),
        second_clerk=make("leistung2@musterschutz.example", "Robert", "Krause", "clerk", department=benefits),
        contract_clerk=make(
            "vertrag@musterschutz.example", "Jana", "Sommer", "clerk", department=administration
        ),
        second_contract_clerk=make(
            "vertrag2@musterschutz.example", "Emre", "Yılmaz", "clerk", department=administration
        ),
        officer=make("datenschutz@musterschutz.example", "Maren", "Thiel", "officer"),
        administrator=make("verwaltung@musterschutz.example", "Uwe", "Lange", "administrator"),
        contract=contract, person=person, child=child, ended_contract=ended, foreign_contract=foreign,
        foreign_person=foreign_person, benefits=benefits, administration=administration,
    )  # fmt: skip


@pytest.fixture
def lindner(house: House) -> Viewer:
    """Return partner A's owner."""
    return house.lindner


@pytest.fixture
def petersen(house: House) -> Viewer:
    """Return partner B's owner."""
    return house.petersen


@pytest.fixture
def clerk(house: House) -> Viewer:
    """Return a clerk of the department Leistung."""
    return house.clerk


@pytest.fixture
def stranger() -> Viewer:
    """Return somebody who is not signed in."""
    return ANONYMOUS


@pytest.fixture
def sign_in(house: House) -> Callable[[Viewer], Client]:
    """Return a function that opens a signed-in browser for one of the cast."""
    return signed_in_client


def signed_in_client(viewer: Viewer) -> Client:
    """Return a test client with a real session of the viewer's account."""
    request = HttpRequest()
    request.session = SessionStore()
    request.now, request.ip = datetime.now(UTC), "192.0.2.1"
    account = Account.objects.get(id=viewer.account_id)
    get_adapter().login(request, account)
    record_authentication(request, account, "password")
    request.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


NOTHING_DONE: dict[str, object] = {"has_second_factor": False, "terms_version": "", "notice_version": ""}


def at_the_entrance(viewer: Viewer, **values: object) -> Viewer:
    """Put one of the cast back before the entrance: nothing accepted, no second factor, save for `values`."""
    Account.objects.filter(id=viewer.account).update(**{**NOTHING_DONE, **values})
    return viewer


class AccountMaker:
    """Create accounts of the cast, each past the entrance: terms accepted, second factor where the role needs one."""

    def __init__(self, password_hash: str) -> None:
        self._password_hash = password_hash

    def __call__(self, email: str, first_name: str, last_name: str, role: str, **values: object) -> Viewer:
        """Store the account and return it as a viewer."""
        account = Account(
            email=email,
            first_name=first_name,
            last_name=last_name,
            role=role,
            created_at=NOW,
            **{"has_second_factor": role in NEEDS_SECOND_FACTOR, **acceptance_of_both(NOW), **values},
        )
        account.password = self._password_hash
        account.save(force_insert=True)
        return viewer_of(account)


def make_contract(
    partner: Partner,
    number: str,
    last_name: str,
    first_names: tuple[str, ...],
    *,
    ends_on: date | None = None,
) -> tuple[Contract, list[InsuredPerson]]:
    """Store a contract with policyholder, insured persons (the first is the policyholder) and sealed bank account."""
    holder = Policyholder.objects.create(
        partner=partner, salutation="Frau", first_name=first_names[0], last_name=last_name,
        street="Lindenweg 7", postal_code="50667", city="Köln",
    )  # fmt: skip
    contract = Contract.objects.create(
        partner=partner, policyholder=holder, policy_number=number, policy_number_key=policy_number_key(number),
        line_of_business="020", tariff="Reisekranken Langzeit", begins_on=date(2024, 1, 1), ends_on=ends_on,
        holder_sort_key=sort_key(f"{last_name} {first_names[0]}"),
        search_text=" ".join(search_key(part) for part in (last_name, *first_names)),
    )  # fmt: skip
    persons = [
        InsuredPerson.objects.create(
            partner=partner, contract=contract, salutation="Frau", first_name=first_name, last_name=last_name,
            born_on=date(1988 + 10 * index, 3, 14),
        )
        for index, first_name in enumerate(first_names)
    ]  # fmt: skip
    _bank_account(contract, holder)
    return contract, persons


def consent_to(person: InsuredPerson, *, obtained_by: UUID | None = None) -> None:
    """Record both consents of an insured person."""
    for kind in ("health_consent", "release_from_secrecy"):
        Consent.objects.create(
            partner_id=person.partner_id, insured_person=person, kind=kind, wording_version="2026-11",
            obtained_by_id=obtained_by, obtained_how="paper", given_on=date(2026, 1, 5), recorded_at=NOW,
        )  # fmt: skip


def draft_of(
    actor: Viewer,
    person: InsuredPerson,
    *,
    amounts: tuple[str, ...] = ("184.20",),
    files: int = 1,
    now: datetime = NOW,
) -> Claim:
    """Return a draft that only needs to be sent: one invoice for each amount, the files at the first of them."""
    with acting_as(actor):
        draft_id = drafts.begin_draft(actor=actor, contract_id=person.contract_id, now=now)
        drafts.choose_person(actor=actor, draft_id=draft_id, person_id=person.id, now=now)
        for _more in amounts[1:]:
            drafts.add_invoice(actor=actor, draft_id=draft_id, now=now)
        rows = Invoice.objects.filter(claim_id=draft_id).order_by("position")
        ids = list(rows.values_list("id", flat=True))
        invoices = [_invoice(*pair, now) for pair in zip(ids, amounts, strict=True)]
        drafts.save_invoices(actor=actor, draft_id=draft_id, invoices=invoices, now=now)
        for number in range(1, files + 1):
            name = f"Rechnung {number}.pdf"
            add_document(actor=actor, draft_id=draft_id, invoice_id=ids[0], name=name, data=pdf(1), now=now)
        choose_bank_account(actor=actor, draft_id=draft_id, account=None, now=now)
    return Claim.objects.get(id=draft_id)


def submitted_claim(
    actor: Viewer, person: InsuredPerson, *, amounts: tuple[str, ...] = ("184.20",), now: datetime = NOW
) -> Claim:
    """Return a claim that waits in the department's inbox; the person needs both consents (`consent_to`)."""
    draft = draft_of(actor, person, amounts=amounts, now=now)
    with acting_as(actor):
        submit_claim(actor=actor, claim_id=draft.id, now=now)
    draft.refresh_from_db()
    return draft


def _invoice(invoice_id: UUID, amount: str, now: datetime) -> drafts.InvoiceInput:
    issued_on = berlin_date(now) - timedelta(days=20)
    return drafts.InvoiceInput(invoice_id, "Praxis Dr. Sommer", issued_on, Decimal(amount), "EUR")


def _bank_account(contract: Contract, holder: Policyholder) -> None:
    row, vault = uuid4(), vault_for_writing(subjects=[holder.id], partner_id=contract.partner_id, now=NOW)
    plain = {
        "holder": f"{holder.first_name} {holder.last_name}",
        "iban": IBAN,
        "bic": "BYLADEM1001",
        "bank_name": "Deutsche Kreditbank Berlin",
    }
    sealed = {
        name: vault.seal(holder.id, f"contracts_bankaccount.{name}", row, text)
        for name, text in plain.items()
    }
    BankAccount.objects.create(
        id=row, partner_id=contract.partner_id, contract=contract, last_four=IBAN[-4:], country="DE",
        iban_hash=keyed_hash(index_key(), "iban", IBAN.encode()), **sealed,
    )  # fmt: skip


def _department(name: str, *, keeps_contracts: bool = False) -> Department:
    code = name.lower()
    return Department.objects.create(
        code=code, name=name, email=f"{code}@musterschutz.example", keeps_contracts=keeps_contracts
    )


def _partner(name: str, number: str) -> Partner:
    return Partner.objects.create(
        name=name, intermediary_number=number, street="Domstraße 12", postal_code="50668", city="Köln"
    )
