"""The demo's portfolio: complete, consistent, the same every time, and written only once."""

import hashlib
import json
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction
from django.db.models import Count
from django.test import override_settings

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries import viewer_of
from partnerportal.accounts.services.factors_totp import use_totp
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.claims.models import Claim, ClaimEvent, InformationRequest, Invoice
from partnerportal.config.seed import demo
from partnerportal.contracts.models import BankAccount, Contract, InsuredPerson
from partnerportal.database.keys import open_vault
from partnerportal.documents.models import Document
from partnerportal.documents.queries import document_for
from partnerportal.documents.services import read_bytes
from partnerportal.journal.models import Entry
from partnerportal.kernel.iban import parse_iban
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import Delivery
from tests.cast import NOW

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

STATES = {"draft", "submitted", "in_review", "question", "decided", "closed"}
EMAILS = {
    "lindner@lindner-voss.example": ("owner", "/uebersicht"),
    "voss@lindner-voss.example": ("staff", "/uebersicht"),
    "petersen@petersen-assekuranz.example": ("owner", "/uebersicht"),
    "sachbearbeitung@musterschutz.example": ("clerk", "/eingang"),
    "leistung2@musterschutz.example": ("clerk", "/eingang"),
    "vertrag@musterschutz.example": ("clerk", "/eingang"),
    "vertrag2@musterschutz.example": ("clerk", "/eingang"),
    "datenschutz@musterschutz.example": ("officer", "/datenschutzerklaerung"),
    "verwaltung@musterschutz.example": ("administrator", "/verwaltung/"),
}


class Seeded(NamedTuple):
    """Hold the folder of the filled demo, and the digest of an earlier run."""

    folder: Path
    earlier: str


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the database whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """Return a data folder of its own: seeded files must not lie among other tests' files."""
    path = tmp_path_factory.mktemp("vorführung")
    with override_settings(DATA_DIR=path):
        yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def seeded(folder, key_file, django_db_setup, django_db_blocker) -> Iterator[Seeded]:
    """Fill the demo for this module: once to be undone, for comparison, and once to look at."""
    with django_db_blocker.unblock(), undone():
        with undone():
            demo.fill(data_dir=folder, now=NOW)
            earlier = digest()
        demo.fill(data_dir=folder, now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield Seeded(folder, earlier)


@pytest.fixture
def katrin_lindner(seeded) -> Viewer:
    """Return the owner of the larger partner."""
    return viewer_of(Account.objects.get(email="lindner@lindner-voss.example"))


def digest() -> str:
    """Return a fingerprint of everything that must not differ: all but sealed values and ids services drew."""
    columns = (
        (Contract, "id", "policy_number", "holder_sort_key", "tariff", "begins_on", "ends_on", "search_text"),
        (InsuredPerson, "id", "first_name", "last_name", "born_on"),
        (BankAccount, "contract_id", "iban_hash", "last_four"),
        (Claim, "number", "state", "contract_id", "insured_person_id", "submitted_at", "closed_at"),
        (
            Invoice,
            "claim__number",
            "position",
            "issued_on",
            "amount",
            "currency",
            "outcome",
            "paid_amount",
            "reason",
        ),
        (Document, "id", "original_sha256", "kept_sha256", "stored_at"),
        (Entry, "kind", "account_id", "occurred_at", "ip"),
    )
    rows = [sorted(map(repr, model.objects.values_list(*names))) for model, *names in columns]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_the_demo_shows_claims_of_lindner_and_voss_in_every_state(seeded):
    claims = Claim.objects.filter(partner__name__startswith="Lindner & Voss")
    states = Counter(claims.values_list("state", flat=True))

    assert states.keys() == STATES
    assert 38 <= sum(states.values()) <= 50
    assert set(Invoice.objects.exclude(outcome=None).values_list("outcome", flat=True)) == {
        "full",
        "part",
        "refused",
    }
    assert Claim.objects.filter(partner__name="Petersen Assekuranz").count() < 10


def test_the_partners_differ_in_size(seeded):
    sizes = Contract.objects.values_list("partner__name").annotate(Count("id"))

    assert dict(sizes) == {"Lindner & Voss Makler": 120, "Petersen Assekuranz": 15}


def test_people_of_all_ages_are_insured_one_to_five_under_a_contract(seeded):
    counts = set(Contract.objects.annotate(people=Count("insured_persons")).values_list("people", flat=True))

    assert counts == {1, 2, 3, 4, 5}
    assert InsuredPerson.objects.filter(born_on__gt=NOW.date().replace(year=NOW.year - 18)).exists()
    assert not InsuredPerson.objects.filter(born_on__gt=NOW.date()).exists()


def test_some_contracts_are_over_and_some_begin_later(seeded):
    today = NOW.date()

    assert Contract.objects.filter(ends_on__lt=today).exists()
    assert Contract.objects.filter(begins_on__gt=today).exists()


def test_every_account_a_contract_pays_to_is_at_a_real_bank(seeded):
    accounts = list(BankAccount.objects.select_related("contract"))
    vault = open_vault([account.contract.policyholder_id for account in accounts])

    for account in accounts:
        plain = {
            name: vault.unseal(
                account.contract.policyholder_id,
                f"contracts_bankaccount.{name}",
                account.id,
                getattr(account, name),
            )
            for name in ("iban", "bic", "bank_name")
        }
        iban = parse_iban(plain["iban"])
        assert (iban.bic, iban.bank_name, iban.last_four) == (
            plain["bic"],
            plain["bank_name"],
            account.last_four,
        )


def test_every_submitted_claim_has_a_receipt_that_opens(seeded, katrin_lindner):
    submitted = Claim.objects.exclude(state="draft").annotate(files=Count("attachments"))

    assert not submitted.filter(files=0).exists()
    for document_id in Document.objects.filter(author_id=katrin_lindner.account).values_list("id", flat=True):
        row = document_for(viewer=katrin_lindner, document_id=document_id)
        assert read_bytes(row)[:4] in {b"%PDF", b"\xff\xd8\xff\xe0"}


def test_nothing_happened_before_the_contract_began_or_after_today(seeded):
    for invoice in Invoice.objects.exclude(issued_on=None).select_related("claim__contract"):
        assert invoice.claim.contract.begins_on <= invoice.issued_on <= invoice.claim.saved_at.date()
    assert not ClaimEvent.objects.filter(occurred_at__gt=NOW).exists()
    assert not Entry.objects.filter(occurred_at__gt=NOW).exists()


def test_the_steps_of_a_claim_follow_each_other(seeded):
    for claim in Claim.objects.exclude(state="draft"):
        instants = [claim.created_at, claim.submitted_at, claim.decided_at, claim.closed_at]
        present = [instant for instant in instants if instant is not None]
        assert present == sorted(present)
        kinds = claim.events.order_by("occurred_at", "id").values_list("kind", flat=True)
        assert {"claim.submitted", "claim.forwarded"} == set(kinds[:2])


def test_open_and_answered_questions_are_there(seeded):
    assert (
        InformationRequest.objects.filter(answered_at=None).count()
        == Claim.objects.filter(state="question").count()
    )
    assert (
        InformationRequest.objects.exclude(answered_at=None)
        .annotate(files=Count("attachments"))
        .filter(files=1)
    )


def test_claim_numbers_rise_with_time_and_have_no_gap(seeded):
    numbers = Claim.objects.exclude(number=None).order_by("submitted_at").values_list("number", flat=True)
    running: dict[str, list[int]] = {}
    for number in numbers:
        _letters, year, count, _digit = number.split("-")
        running.setdefault(year, []).append(int(count))

    assert all(counts == list(range(1, len(counts) + 1)) for counts in running.values())


def test_no_message_waits_to_be_sent(seeded):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'routing.deliver'")
        jobs = cursor.fetchone()[0]

    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert jobs == 0


def test_the_accounts_are_written_down_for_the_owner_of_the_folder_only(seeded):
    file = seeded.folder / "accounts.json"
    entries = json.loads(file.read_text(encoding="utf-8"))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {entry["email"]: (entry["role"], entry["start"]) for entry in entries} == EMAILS
    assert all(
        entry.keys() == {"role", "name", "email", "password", "totp_secret", "start"} for entry in entries
    )
    assert len({entry["password"] for entry in entries}) == len(EMAILS)
    assert check_password(entries[0]["password"], Account.objects.get(email=entries[0]["email"]).password)


def test_whoever_needs_a_second_factor_can_use_the_app_that_is_written_down(seeded):
    entries = json.loads((seeded.folder / "accounts.json").read_text(encoding="utf-8"))

    with_app = {entry["email"]: entry["totp_secret"] for entry in entries if entry["totp_secret"]}

    assert EMAILS.keys() - with_app.keys() == {"voss@lindner-voss.example"}
    for email, secret in with_app.items():
        account = Account.objects.get(email=email)
        code = format_hotp_value(hotp_value(secret, int(NOW.timestamp()) // 30))
        with undone():
            assert account.has_second_factor
            assert use_totp(account_id=account.id, code=code, now=NOW)


def test_everybody_in_the_demo_has_confirmed_terms_and_notice(seeded):
    assert not Account.objects.exclude(
        terms_version=TERMS_VERSION, notice_version=NOTICE_VERSION, terms_accepted_at__isnull=False
    ).exists()


def test_the_colleague_sees_claims_and_contracts_but_no_statements(seeded):
    voss = Account.objects.get(email="voss@lindner-voss.example")

    assert (voss.may_see_claims, voss.may_see_contracts, voss.may_see_statements) == (True, True, False)


def test_a_second_run_changes_nothing(seeded):
    before = digest(), (seeded.folder / "accounts.json").read_bytes()

    assert demo.fill(data_dir=seeded.folder, now=NOW) is False
    assert (digest(), (seeded.folder / "accounts.json").read_bytes()) == before


def test_lost_passwords_are_replaced_and_nothing_else(seeded, tmp_path):
    before = digest()

    with undone():
        assert demo.fill(data_dir=tmp_path, now=NOW) is False
        entry = json.loads((tmp_path / "accounts.json").read_text(encoding="utf-8"))[0]
        account = Account.objects.get(email=entry["email"])
        assert check_password(entry["password"], account.password)
        assert digest() == before


def test_the_same_seed_gives_the_same_people_and_claims(seeded):
    assert digest() == seeded.earlier
