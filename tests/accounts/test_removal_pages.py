"""The pages of removing an account: what they tell comes from the catalogue, and afterwards nobody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from partnerportal.accounts.models import Account, Session
from partnerportal.accounts.services.removal import remove_account
from partnerportal.claims.services.leaving import forget_unsent
from partnerportal.database.context import acting_as
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.privacy.catalogue import CATALOGUE
from partnerportal.privacy.derive_parting import parting
from partnerportal.privacy.vocabulary import Subject
from tests.cast import NOW, PASSWORD, House

SignIn = Callable[[Viewer], Client]


@pytest.mark.django_db
def test_the_own_page_tells_what_goes_and_what_stays_and_signs_out(house: House, sign_in: SignIn) -> None:
    staff = sign_in(house.voss)

    page = staff.get("/konto/entfernen").content.decode()
    for words in (
        "Das löschen wir sofort",
        "Zugangsdaten",
        "Entwurf",
        "Das bleibt noch",
        "Leistungsdaten",
        "§ 257",
    ):
        assert words in page
    answer = staff.post("/konto/entfernen")

    assert answer.headers["Location"] == "/konto/entfernt"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert staff.get("/konto/entfernt").status_code == 200
    assert not LatestTransaction.objects.filter(account_id=house.voss.account).exists()
    assert not Session.objects.filter(account_id=house.voss.account).exists()


@pytest.mark.django_db
def test_the_last_owner_reads_why_the_account_stays(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.lindner).post("/konto/entfernen")

    assert answer.status_code == 409
    assert "letzte aktive Leitung" in answer.content.decode()
    assert Account.objects.get(id=house.lindner.account).is_active


@pytest.mark.django_db
def test_signing_in_afterwards_is_refused_like_any_wrong_password(house: House, client: Client) -> None:
    with acting_as(house.voss):
        remove_account(actor=house.voss, account_id=house.voss.account, forget_unsent=forget_unsent, now=NOW)

    answer = client.post("/anmelden", {"login": "voss@lindner-voss.example", "password": PASSWORD})
    unknown = client.post("/anmelden", {"login": "niemand@nirgends.example", "password": PASSWORD})

    assert answer.status_code == unknown.status_code
    assert "Anmelden ist mit diesen Angaben nicht möglich" in answer.content.decode()


def test_what_the_page_says_comes_from_the_catalogue() -> None:
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    told = parting(Role.STAFF, now)

    named = {part for going in told.now for part in going.parts}
    named |= {part for staying in told.later for part in staying.parts}
    about = [
        entry for entry in CATALOGUE.of_model("accounts.Account") if Subject.PARTNER_PERSON in entry.subjects
    ]
    assert named >= {entry.title for entry in about}
    assert "Passwort" in {part for group in told.now for part in group.parts}
    account = next(group for group in told.later if group.name == "Konto")
    assert "24. Dezember 2026" in account.until
    assert "Entwurf" in {group.name for group in told.now}


def test_a_clerk_hears_nothing_of_drafts_and_partners() -> None:
    told = parting(Role.CLERK, NOW)

    names = {going.name for going in told.now} | {staying.name for staying in told.later}
    assert names.isdisjoint({"Entwurf", "Partnerdaten"})
    assert "Leistungsdaten" in names
