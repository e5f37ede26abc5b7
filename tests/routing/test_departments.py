"""The administrator keeps the departments: mailbox, deputy, clerks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from partnerportal.accounts.models import Account, Invitation
from partnerportal.claims.models import Claim
from partnerportal.claims.services import case
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import WORKER, Viewer
from partnerportal.routing.models import Delivery, Department
from partnerportal.routing.queries import department_rows
from partnerportal.routing.services import UnknownDepartment, add_department, deliver
from tests.cast import NOW, House, submitted_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
BOX = "posteingang@musterschutz.example"


def test_a_department_is_opened_under_a_word_of_its_own(house: House, sign_in: SignIn) -> None:
    administrator = sign_in(house.administrator)

    administrator.post("/verwaltung/abteilungen/neu", {"name": "Leistung Ausland", "email": BOX})
    administrator.post("/verwaltung/abteilungen/neu", {"name": "Leistung Ausland Süd", "email": BOX})

    assert Department.objects.filter(email=BOX).count() == 2
    twice = administrator.post("/verwaltung/abteilungen/neu", {"name": "leistung", "email": BOX})
    assert twice.status_code == 422
    assert "So heißt schon eine Abteilung" in twice.content.decode()


def test_the_deputy_gets_the_news_of_the_department_too(house: House, sign_in: SignIn) -> None:
    sign_in(house.administrator).post(
        f"/verwaltung/abteilungen/{house.benefits.id}/aendern",
        {
            "name": "Leistung",
            "email": "leistung@musterschutz.example",
            "deputy": str(house.second_clerk.account),
        },
    )
    submitted_claim(house.lindner, house.person)

    with acting_as(WORKER):
        for delivery in Delivery.objects.all():
            deliver(delivery_id=delivery.id, now=NOW, origin="https://portal.example")

    assert sorted(address for message in mail.outbox for address in message.to) == [
        "leistung2@musterschutz.example",
        "leistung@musterschutz.example",
    ]


def test_nobody_of_a_partner_can_be_made_a_deputy(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.administrator).post(
        f"/verwaltung/abteilungen/{house.benefits.id}/aendern",
        {"name": "Leistung", "email": BOX, "deputy": str(house.voss.account)},
    )

    assert answer.status_code == 422
    assert Department.objects.get(id=house.benefits.id).deputy_id is None


def test_a_clerk_who_moves_leaves_open_cases_to_the_old_department(house: House, sign_in: SignIn) -> None:
    claim = submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)

    answer = sign_in(house.administrator).post(
        f"/verwaltung/abteilungen/{house.administration.id}/aufnehmen", {"person": str(house.clerk.account)}
    )

    assert answer.headers["Location"].endswith("?erledigt=aufgenommen")
    assert Account.objects.get(id=house.clerk.account).department_id == house.administration.id
    assert Claim.objects.get(id=claim.id).clerk_id is None


def test_nobody_takes_in_a_person_of_a_partner(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.administrator).post(
        f"/verwaltung/abteilungen/{house.benefits.id}/aufnehmen", {"person": str(house.voss.account)}
    )

    assert answer.status_code == 422
    assert Account.objects.get(id=house.voss.account).role == "staff"


def test_a_clerk_is_invited_into_the_department(house: House, sign_in: SignIn) -> None:
    sign_in(house.administrator).post(
        f"/verwaltung/abteilungen/{house.benefits.id}/einladen", {"email": "neu@musterschutz.example"}
    )

    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.department_id) == ("clerk", house.benefits.id)


def test_nobody_else_opens_a_department(house: House) -> None:
    for actor in (house.lindner, house.clerk, house.officer):
        with acting_as(actor):
            assert department_rows(viewer=actor) == ()
            with pytest.raises(UnknownDepartment):
                add_department(actor=actor, name="Schattenabteilung", email=BOX)


def test_a_department_shows_who_works_there(house: House, sign_in: SignIn) -> None:
    page = sign_in(house.administrator).get(f"/verwaltung/abteilungen/{house.benefits.id}").content.decode()

    for name in ("Dilara Aydın", "Robert Krause"):
        assert f"{name}</a>" in page
    assert "Jana Sommer</a>" not in page
