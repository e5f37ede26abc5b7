"""An administrator compares and decides, the owner of the firm too, and only then is there an account (clause C35)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from partnerportal.accounts.models import Account, Registration
from partnerportal.accounts.queries.approvals import application_for, registration_page, review_for
from partnerportal.accounts.queries.registration import question_of
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.registration import State
from partnerportal.accounts.services import approvals, registration
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, Viewer
from partnerportal.partners.models import Partner
from tests.accounts.registering import PERSON, letters, token_for, waiting_registration
from tests.cast import NOW, House

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def new_firm(house: House) -> Partner:
    """Return a firm nobody has an account at."""
    return Partner.objects.create(
        name="Ohlsen & Töchter", intermediary_number="4711000009", street="Hafenstr. 4", postal_code="24103",
        city="Kiel", register_number="D-OHLS-ENUND-12",
    )  # fmt: skip


def approve(house: House, row: Registration, partner_id: UUID) -> State:
    with acting_as(house.administrator):
        return approvals.approve_registration(
            actor=house.administrator, registration_id=row.id, partner_id=partner_id, now=NOW
        )


def test_the_first_account_of_a_firm_becomes_its_owner(house: House, new_firm: Partner) -> None:
    row = waiting_registration(intermediary_number="4711000009")

    assert approve(house, row, new_firm.id) is State.APPROVED
    account = Account.objects.get(partner=new_firm)
    assert (account.role, account.is_active, account.has_usable_password()) == ("owner", False, False)
    assert (account.email, account.first_name, account.city) == (PERSON["email"].lower(), "Jörn", "Köln")
    assert (account.terms_version, account.notice_version) == (TERMS_VERSION, NOTICE_VERSION)
    assert account.terms_accepted_at == NOW
    assert account.born_on is not None
    sealed = open_vault([account.id]).unseal(
        account.id, "accounts_account.born_on", account.id, account.born_on
    )
    assert sealed == PERSON["born_on"]
    assert ("registration.approved", True) in letters()


def test_a_later_one_waits_for_the_owner_and_becomes_staff_with_the_rights_given(house: House) -> None:
    row = waiting_registration()

    assert approve(house, row, house.lindner.partner) is State.OWNER
    assert ("registration.owner", True) in letters()
    assert Account.objects.filter(email__iexact=PERSON["email"]).count() == 0
    with acting_as(house.lindner):
        approvals.welcome_colleague(
            actor=house.lindner, registration_id=row.id, rights=Rights(claims=True), now=NOW
        )
    account = Account.objects.get(email=PERSON["email"].lower())
    assert (account.role, account.partner_id) == ("staff", house.lindner.partner)
    assert (account.may_see_statements, account.may_see_claims, account.may_see_contracts) == (
        False,
        True,
        False,
    )
    assert account.born_on is not None
    assert not account.is_active


def test_the_owner_refuses_with_a_reason_the_applicant_reads_once(house: House) -> None:
    row = waiting_registration()
    approve(house, row, house.lindner.partner)
    with acting_as(house.lindner):
        approvals.refuse_registration(
            actor=house.lindner, registration_id=row.id, reason="Arbeitet nicht bei uns.", now=NOW
        )

    token = token_for(occasion="registration.refused", registration_id=row.id)
    with acting_as(GATE):
        assert registration.read_reason(token=token, now=NOW) == "Arbeitet nicht bei uns."
        with pytest.raises(registration.UnknownRegistration):
            registration.read_reason(token=token, now=NOW)


def test_another_firms_owner_neither_sees_nor_decides_it(house: House) -> None:
    row = waiting_registration()
    approve(house, row, house.lindner.partner)

    assert application_for(viewer=house.petersen, registration_id=row.id) is None  # the door alone
    with acting_as(house.petersen):
        assert application_for(viewer=house.petersen, registration_id=row.id) is None
        assert not registration_page(viewer=house.petersen).rows
        assert not Registration.objects.exists()
        with pytest.raises(approvals.UnknownRegistration):
            approvals.welcome_colleague(
                actor=house.petersen, registration_id=row.id, rights=Rights(), now=NOW
            )


@pytest.mark.parametrize("who", ["voss", "clerk", "officer"])
def test_nobody_else_sees_registrations(house: House, who: str) -> None:
    row = waiting_registration()
    viewer: Viewer = getattr(house, who)

    with acting_as(viewer):
        assert application_for(viewer=viewer, registration_id=row.id) is None
        assert not Registration.objects.exists()
        with pytest.raises(approvals.UnknownRegistration):
            approvals.refuse_registration(actor=viewer, registration_id=row.id, reason="Nein.", now=NOW)


def test_an_owner_learns_name_and_numbers_but_neither_birthday_nor_address(house: House) -> None:
    row = waiting_registration()
    approve(house, row, house.lindner.partner)

    with acting_as(house.lindner):
        found = application_for(viewer=house.lindner, registration_id=row.id)
    assert found is not None
    assert found.name == "Jörn Müller"
    assert found.born_on is None
    assert found.texts.keys() == {"first_name", "last_name", "intermediary_number", "register_number"}


def test_a_question_is_answered_behind_the_link_and_can_be_overtaken(house: House) -> None:
    row = waiting_registration()
    with acting_as(house.administrator):
        approvals.ask_applicant(
            actor=house.administrator, registration_id=row.id, text="Seit wann arbeiten Sie dort?", now=NOW
        )
    row.refresh_from_db()
    assert row.state == "asked"
    token = token_for(occasion="registration.asked", registration_id=row.id)
    with acting_as(GATE):
        assert question_of(row) == "Seit wann arbeiten Sie dort?"
        registration.answer_question(token=token, text="Seit Mai.", now=NOW)
        with pytest.raises(registration.UnknownRegistration):
            registration.answer_question(token=token, text="Seit Juni.", now=NOW)
    with acting_as(house.administrator):
        review = review_for(viewer=house.administrator, registration_id=row.id, today=TODAY)
    assert review is not None
    assert review.application.state is State.WAITING
    assert review.application.texts["answer"] == "Seit Mai."


def test_a_decision_is_taken_once(house: House, new_firm: Partner) -> None:
    row = waiting_registration()
    approve(house, row, new_firm.id)

    with pytest.raises(Refused, match=r"registration\.decided"):
        approve(house, row, new_firm.id)
    assert Account.objects.filter(partner=new_firm).count() == 1


def test_an_address_that_got_an_account_meanwhile_is_not_let_in_twice(
    house: House, new_firm: Partner
) -> None:
    row = waiting_registration()
    Account.objects.filter(id=house.voss.account).update(email="joern.mueller@lindner-voss.example")

    with pytest.raises(Refused, match=r"registration\.known"):
        approve(house, row, new_firm.id)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_an_owner_is_not_asked_about_an_address_that_is_known(house: House) -> None:
    row = waiting_registration()
    Account.objects.filter(id=house.petersen.account).update(email=PERSON["email"])

    with pytest.raises(Refused, match=r"registration\.known"):
        approve(house, row, house.lindner.partner)


@pytest.mark.parametrize("closed", [{"ended_on": date(2026, 11, 23)}, {"blocked_at": NOW}])
def test_nobody_is_let_into_a_closed_firm(house: House, new_firm: Partner, closed: dict[str, object]) -> None:
    row = waiting_registration()
    Partner.objects.filter(id=new_firm.id).update(**closed)

    with pytest.raises(Refused, match=r"registration\.firm_closed"):
        approve(house, row, new_firm.id)


@pytest.mark.parametrize("text", ["", "  "])
def test_a_refusal_needs_a_reason_and_a_question_a_text(house: House, text: str) -> None:
    row = waiting_registration()

    with acting_as(house.administrator):
        with pytest.raises(Refused, match=r"registration\.reason"):
            approvals.refuse_registration(
                actor=house.administrator, registration_id=row.id, reason=text, now=NOW
            )
        with pytest.raises(Refused, match=r"registration\.question"):
            approvals.ask_applicant(actor=house.administrator, registration_id=row.id, text=text, now=NOW)


def test_the_list_shows_confirmed_registrations_page_by_page_oldest_first(house: House) -> None:
    for number in range(5):
        when = NOW + timedelta(minutes=number)
        waiting_registration(now=when, email=f"p{number}@nirgends.example", last_name=f"Nummer {number}")

    with acting_as(house.administrator):
        first = registration_page(viewer=house.administrator, limit=3)
        second = registration_page(viewer=house.administrator, limit=3, place=first.next_place or "")
        asked = registration_page(viewer=house.administrator, shown=State.ASKED)
    assert [row.name for row in (*first.rows, *second.rows)] == [f"Jörn Nummer {n}" for n in range(5)]
    assert (len(first.rows), second.next_place, first.counts[State.WAITING]) == (3, None, 5)
    assert not asked.rows


def test_the_administrator_sees_what_agrees_and_what_does_not(house: House) -> None:
    row = waiting_registration(
        first_name="Voss", last_name="Hendrik", intermediary_number="4799000055", street="Domstr. 12"
    )

    with acting_as(house.administrator):
        review = review_for(viewer=house.administrator, registration_id=row.id, today=TODAY)
    assert review is not None
    best = review.candidates[0]
    found = {line.what.value: (line.finding.agreement.value, line.finding.note) for line in best.comparisons}
    assert best.firm.name == "Lindner & Voss Makler"
    assert found["number"] == ("different", "")
    assert found["name"] == ("similar", "Vor- und Nachname vertauscht")
    assert found["street"] == ("same", "andere Schreibweise")
    assert found["birthday"] == ("unknown", "")


def test_the_whole_way_through_the_pages(house: House, new_firm: Partner, sign_in) -> None:  # type: ignore[no-untyped-def]
    row = waiting_registration(intermediary_number="4711000009")
    admin = sign_in(house.administrator)
    case = f"/verwaltung/registrierungen/{row.id}"

    assert "Jörn Müller" in admin.get("/verwaltung/registrierungen").content.decode()
    assert "Ohlsen &amp; Töchter" in admin.get(case).content.decode()
    assert admin.post(f"{case}/freigeben").status_code == 422
    unknown = admin.post(f"{case}/freigeben", {"partner": "other", "number": "9999999999"})
    assert "steht nicht im Partnerverzeichnis" in unknown.content.decode()
    assert admin.post(f"{case}/freigeben", {"partner": "other", "number": "4711 000001"}).status_code == 302
    owner = sign_in(house.lindner)
    mine = f"/team/registrierungen/{row.id}"
    assert "Jörn Müller" in owner.get("/team/registrierungen").content.decode()
    assert "Was darf die Person?" in owner.get(mine).content.decode()
    assert owner.post(f"{mine}/ablehnen", {"reason": ""}).status_code == 422
    assert owner.post(mine, {"contracts": "on"}).status_code == 302
    assert owner.post(mine, {"contracts": "on"}).status_code == 409
    assert "Link noch einmal senden" in owner.get(mine).content.decode()
    assert owner.post(f"{mine}/link").status_code == 302
    assert letters().count(("registration.approved", True)) == 2
    assert sign_in(house.petersen).get(mine).status_code == 404
