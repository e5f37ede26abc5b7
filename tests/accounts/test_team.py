"""An owner leads the team: rights, blocks and removal act at once, and one owner always stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from partnerportal.accounts.models import Account, Letter, Session
from partnerportal.accounts.queries.directory import person, team_of
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.services import directory
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer
from tests.cast import NOW, AccountMaker, House

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]


@pytest.fixture
def second_owner(house: House) -> Viewer:
    """Return a second owner of Lindner & Voss."""
    return colleague(house, "Zweiter", "owner")


def colleague(house: House, last_name: str, role: str, **values: object) -> Viewer:
    """Return one more person of Lindner & Voss."""
    firm = Account.objects.get(id=house.lindner.account).partner
    address = f"{last_name.lower()}@lindner-voss.example"
    return AccountMaker("!")(address, "Ida", last_name, role, partner=firm, **values)


def test_a_right_taken_away_is_gone_with_the_next_click(house: House, sign_in: SignIn) -> None:
    staff, owner = sign_in(house.voss), sign_in(house.lindner)
    assert staff.get("/erstattungen").status_code == 200

    owner.post(f"/konten/{house.voss.account}/rechte", {"rights": ["contracts"]})

    assert staff.get("/erstattungen").status_code == 403
    assert staff.get("/vertraege").status_code == 200
    assert Letter.objects.filter(account_id=house.voss.account, occasion="rights.changed").exists()


def test_changed_rights_give_running_sessions_a_new_key(house: House, sign_in: SignIn) -> None:
    staff = sign_in(house.voss)
    before = staff.cookies["sitzung"].value if "sitzung" in staff.cookies else None

    with acting_as(house.lindner):
        directory.change_rights(
            actor=house.lindner, account_id=house.voss.account, rights=Rights(claims=True), now=NOW
        )
    rotated = Session.objects.get(account_id=house.voss.account)

    assert rotated.must_rotate
    staff.get("/uebersicht")
    assert not Session.objects.filter(key_hash=rotated.key_hash).exists()
    assert Session.objects.filter(account_id=house.voss.account, must_rotate=False).count() == 1
    assert before is None or staff.cookies["sitzung"].value != before


def test_a_blocked_colleague_is_out_at_once_and_in_again_after_the_block(
    house: House, sign_in: SignIn
) -> None:
    staff, owner = sign_in(house.voss), sign_in(house.lindner)

    answer = owner.post(f"/konten/{house.voss.account}/sperren")

    assert answer.headers["Location"].endswith("?erledigt=gesperrt")
    assert not Session.objects.filter(account_id=house.voss.account).exists()
    assert staff.get("/uebersicht").headers["Location"].startswith("/anmelden")
    assert not Account.objects.get(id=house.voss.account).is_active
    owner.post(f"/konten/{house.voss.account}/freigeben")
    assert Account.objects.get(id=house.voss.account).is_active


def test_a_colleague_without_a_password_goes_on_waiting_after_a_block(house: House) -> None:
    waiting = colleague(house, "Warten", "staff", is_active=False)
    with acting_as(house.lindner):
        directory.block_account(actor=house.lindner, account_id=waiting.account, now=NOW)
        directory.unblock_account(actor=house.lindner, account_id=waiting.account, now=NOW)

    assert not Account.objects.get(id=waiting.account).is_active


def test_nobody_changes_their_own_rights_role_or_block(house: House, second_owner: Viewer) -> None:
    own = house.lindner.account
    changes: list[Callable[[], None]] = [
        lambda: directory.change_role(actor=house.lindner, account_id=own, role=Role.STAFF, now=NOW),
        lambda: directory.block_account(actor=house.lindner, account_id=own, now=NOW),
        lambda: directory.change_rights(actor=house.lindner, account_id=own, rights=Rights(), now=NOW),
    ]
    for change in changes:
        with acting_as(house.lindner), pytest.raises(Refused, match=r"account\.own"):
            change()


def test_the_last_active_owner_stays_even_when_two_owners_act(house: House, second_owner: Viewer) -> None:
    with acting_as(second_owner):
        directory.block_account(actor=second_owner, account_id=house.lindner.account, now=NOW)
    third = colleague(house, "Dritte", "owner", is_active=False)

    with acting_as(third), pytest.raises(Refused, match=r"account\.last_owner"):
        directory.change_role(actor=third, account_id=second_owner.account, role=Role.STAFF, now=NOW)


def test_the_database_keeps_the_last_owner_too(house: House) -> None:
    with (
        acting_as(house.lindner),
        pytest.raises(DatabaseError, match="last owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE accounts_account SET is_active = false, removed_at = now() WHERE id = %s",
            [house.lindner.account],
        )


def test_an_owner_reaches_nobody_of_another_firm(house: House, sign_in: SignIn) -> None:
    foreign = house.petersen.account
    with acting_as(house.lindner):
        assert person(viewer=house.lindner, account_id=foreign) is None
        with pytest.raises(UnknownAccount):
            directory.block_account(actor=house.lindner, account_id=foreign, now=NOW)
        with pytest.raises(UnknownAccount):
            directory.change_rights(actor=house.lindner, account_id=foreign, rights=Rights(), now=NOW)

    assert sign_in(house.lindner).get(f"/team/{foreign}").status_code == 404


def test_staff_has_no_team_page(house: House, sign_in: SignIn) -> None:
    staff = sign_in(house.voss)

    assert staff.get("/team").status_code == 403
    assert staff.post(f"/konten/{house.lindner.account}/sperren").status_code == 403
    assert "/team" not in staff.get("/uebersicht").content.decode()


def test_the_team_page_names_people_rights_and_factors(house: House, sign_in: SignIn) -> None:
    page = sign_in(house.lindner).get("/team").content.decode()

    for words in ("Henrik Voss", "Katrin Lindner", "Anträge, Verträge", "eingerichtet", "Aktiv"):
        assert words in page
    assert "Petersen" not in page


def test_the_team_is_sorted_as_germans_sort(house: House) -> None:
    make, firm = AccountMaker("!"), Account.objects.get(id=house.lindner.account).partner
    for number, name in enumerate(("Zander", "Öztürk", "Oster", "Ähle", "Straßer", "Strasse")):
        make(f"{number}@lindner-voss.example", "A", name, "staff", partner=firm)
    with acting_as(house.lindner):
        names = [
            row.name.split()[-1] for row in team_of(viewer=house.lindner, partner_id=house.lindner.partner)
        ]

    assert names == ["Ähle", "Lindner", "Oster", "Öztürk", "Strasse", "Straßer", "Voss", "Zander"]


def test_a_promoted_colleague_sees_everything(house: House) -> None:
    with acting_as(house.lindner):
        directory.change_role(actor=house.lindner, account_id=house.voss.account, role=Role.OWNER, now=NOW)

    assert Account.objects.get(id=house.voss.account).role == "owner"
    with acting_as(house.lindner), pytest.raises(Refused, match=r"account\.rights"):
        directory.change_rights(actor=house.lindner, account_id=house.voss.account, rights=Rights(), now=NOW)


def test_an_owner_gives_no_role_of_the_operator(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.lindner).post(f"/konten/{house.voss.account}/rolle", {"role": "administrator"})

    assert answer.status_code == 409
    assert Account.objects.get(id=house.voss.account).role == "staff"


def test_the_password_link_fits_the_state_of_the_account(house: House, sign_in: SignIn) -> None:
    owner = sign_in(house.lindner)

    owner.post(f"/konten/{house.voss.account}/passwort-link")
    Account.objects.filter(id=house.voss.account).update(is_active=False, password="!x")
    owner.post(f"/konten/{house.voss.account}/passwort-link")

    ordered = Letter.objects.filter(account_id=house.voss.account).order_by("created_at")
    assert list(ordered.values_list("occasion", flat=True)) == ["password.reset", "registration.approved"]


def test_what_was_done_is_said_and_nothing_else_can_be_put_in_its_place(
    house: House, sign_in: SignIn
) -> None:
    owner = sign_in(house.lindner)

    assert (
        "Die Rechte sind geändert"
        in owner.get(f"/team/{house.voss.account}?erledigt=rechte").content.decode()
    )
    assert "Geben Sie" not in owner.get("/team?erledigt=Geben+Sie+Ihr+Passwort").content.decode()
