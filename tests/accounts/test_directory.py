"""The administrator leads the house and sees neither contract nor claim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from partnerportal.accounts.models import Account, DetailsChange
from partnerportal.accounts.queries.directory import figures, people_page
from partnerportal.accounts.queries.profile import Details
from partnerportal.accounts.rules.directory import Standing
from partnerportal.accounts.services import directory
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.profile import wish_details
from partnerportal.claims.models import Claim
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer
from tests.cast import NOW, AccountMaker, House, submitted_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
PAGES = (
    "/verwaltung/",
    "/verwaltung/benutzer",
    "/verwaltung/partner",
    "/verwaltung/abteilungen",
    "/verwaltung/aenderungen",
)


def test_the_first_page_of_an_administrator_is_the_administration(house: House, sign_in: SignIn) -> None:
    assert sign_in(house.administrator).get("/").headers["Location"] == "/verwaltung/"


@pytest.mark.parametrize("path", PAGES)
def test_nobody_but_an_administrator_opens_the_administration(
    house: House, sign_in: SignIn, path: str
) -> None:
    assert sign_in(house.administrator).get(path).status_code == 200
    for other in (house.lindner, house.voss, house.clerk, house.officer):
        assert sign_in(other).get(path).status_code == 403


def test_an_administrator_sees_no_contract_and_no_claim(house: House, sign_in: SignIn) -> None:
    claim = submitted_claim(house.lindner, house.person)
    administrator = sign_in(house.administrator)

    for path in (
        f"/vertraege/{house.contract.id}",
        f"/erstattungen/{claim.number}",
        f"/faelle/{claim.number}",
    ):
        assert administrator.get(path).status_code == 403
    shown = "".join(
        administrator.get(path).content.decode()
        for path in (
            *PAGES,
            f"/verwaltung/partner/{house.lindner.partner}",
            f"/verwaltung/benutzer/{house.voss.account}",
        )
    )
    for secret in (claim.number or "", house.contract.policy_number, "Brandt", "Amelie"):
        assert secret not in shown
    with acting_as(house.administrator):
        assert Contract.objects.count() == Claim.objects.count() == 0


def test_the_overview_counts_what_waits(house: House, sign_in: SignIn) -> None:
    wish(house.voss)
    Account.objects.filter(id=house.clerk.account).update(is_active=False, blocked_at=NOW)
    with acting_as(house.administrator):
        counted = figures(viewer=house.administrator)

    assert (counted.changes, counted.blocked, counted.waiting) == (1, 1, 0)
    page = sign_in(house.administrator).get("/verwaltung/").content.decode()
    assert "Eine Änderung von Name oder Adresse wartet" in page


def wish(person: Viewer) -> DetailsChange:
    with acting_as(person):
        wish_details(actor=person, details=Details("Henrik", "Voß", "Domstraße 1", "50668", "Köln"), now=NOW)
    return DetailsChange.objects.get(account_id=person.account)


def test_a_wished_name_is_shown_beside_the_old_one_and_taken_over(house: House, sign_in: SignIn) -> None:
    change = wish(house.voss)
    administrator = sign_in(house.administrator)

    page = administrator.get("/verwaltung/aenderungen").content.decode()
    assert "Voß" in page
    assert "bisher: Voss" in page
    answer = administrator.post(f"/verwaltung/aenderungen/{change.id}", {"decision": "approve"})

    assert answer.headers["Location"] == "/verwaltung/aenderungen?erledigt=entschieden"
    assert Account.objects.get(id=house.voss.account).last_name == "Voß"


def test_a_refused_name_stays_as_it_was(house: House, sign_in: SignIn) -> None:
    change = wish(house.voss)

    sign_in(house.administrator).post(f"/verwaltung/aenderungen/{change.id}", {"decision": "refuse"})

    assert Account.objects.get(id=house.voss.account).last_name == "Voss"
    assert not DetailsChange.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("voß", "Henrik Voss"),
        ("AYDIN", "Dilara Aydın"),
        ("petersen silke", "Silke Petersen"),
        ("thiel@", None),
    ],
)
def test_people_are_found_in_any_spelling(
    house: House, sign_in: SignIn, text: str, found: str | None
) -> None:
    page = sign_in(house.administrator).post("/verwaltung/benutzer", {"q": text}).content.decode()

    assert (found in page) if found else ("Kein Konto gefunden" in page)
    assert "Uwe Lange</a>" not in page


def test_a_search_stands_in_no_address(house: House, sign_in: SignIn) -> None:
    administrator = sign_in(house.administrator)

    assert "Henrik Voss" in administrator.get("/verwaltung/benutzer?q=thiel").content.decode()
    assert 'method="post"' in administrator.get("/verwaltung/benutzer").content.decode()


def test_the_list_goes_on_behind_the_last_name_and_names_nobody_in_the_address(house: House) -> None:
    make = AccountMaker("!")
    for number in range(7):
        make(f"{number}@musterschutz.example", "Änne", f"Öhm{number}", "officer")
    seen: list[str] = []
    after = None
    with acting_as(house.administrator):
        while True:
            page = people_page(viewer=house.administrator, after=after, limit=4)
            seen += [row.name for row in page.rows]
            after = page.next_after
            if after is None:
                break

    assert len(seen) == len(set(seen)) == 16
    assert seen.index("Änne Öhm3") < seen.index("Silke Petersen")


def test_a_list_is_narrowed_by_role_and_state(house: House, sign_in: SignIn) -> None:
    Account.objects.filter(id=house.voss.account).update(is_active=False, blocked_at=NOW)
    administrator = sign_in(house.administrator)

    officers = administrator.get("/verwaltung/benutzer?zeige=datenschutz").content.decode()
    blocked = administrator.get("/verwaltung/benutzer?zeige=gesperrt").content.decode()

    assert "Maren Thiel" in officers
    assert "Henrik Voss" not in officers
    assert "Henrik Voss" in blocked
    assert "Maren Thiel" not in blocked
    assert administrator.get("/verwaltung/benutzer?nach=gefaelscht").status_code == 404


def test_the_last_administrator_stays(house: House) -> None:
    second = AccountMaker("!")(
        "zweite@musterschutz.example", "Ole", "Zweiter", "administrator", is_active=False
    )
    with acting_as(second), pytest.raises(Refused, match=r"account\.last_administrator"):
        directory.block_account(actor=second, account_id=house.administrator.account, now=NOW)
    with (
        acting_as(second),
        pytest.raises(DatabaseError, match="last administrator"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE accounts_account SET role = 'officer' WHERE id = %s", [house.administrator.account]
        )


def test_a_clerk_may_become_an_officer_and_leaves_the_department(house: House) -> None:
    with acting_as(house.administrator):
        directory.change_role(
            actor=house.administrator, account_id=house.clerk.account, role=Role.OFFICER, now=NOW
        )

    account = Account.objects.get(id=house.clerk.account)
    assert (account.role, account.department_id) == ("officer", None)


def test_people_of_a_partner_never_come_into_the_operators_house(house: House) -> None:
    with acting_as(house.administrator), pytest.raises(Refused, match=r"account\.role"):
        directory.change_role(
            actor=house.administrator, account_id=house.voss.account, role=Role.ADMINISTRATOR, now=NOW
        )
    with acting_as(house.administrator), pytest.raises(UnknownAccount):
        directory.place_in_department(
            actor=house.administrator, account_id=house.voss.account,
            department_id=house.benefits.id, now=NOW,
        )  # fmt: skip


def test_a_removed_account_is_listed_only_when_asked_for(house: House) -> None:
    Account.objects.filter(id=house.voss.account).update(is_active=False, removed_at=NOW - timedelta(days=1))
    with acting_as(house.administrator):
        usual = people_page(viewer=house.administrator)
        removed = people_page(viewer=house.administrator, standing=Standing.REMOVED)

    assert "Henrik Voss" not in {row.name for row in usual.rows}
    assert [row.name for row in removed.rows] == ["Henrik Voss"]
