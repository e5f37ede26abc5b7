"""The administrator keeps the register of partner firms; nobody else writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.partners.models import Partner
from partnerportal.partners.queries import partner_for, partner_page
from partnerportal.partners.rules import (
    Standing,
    read_intermediary_number,
    read_register_number,
    standing_of,
)
from partnerportal.partners.services import Firm, UnknownPartner, add_partner, block_partner
from tests.cast import NOW, House

SignIn = Callable[[Viewer], Client]
FIRM = {
    "name": "Öhlmann Versicherungsmakler",
    "intermediary_number": "4711 000 003",
    "register_number": "d-abcd-12345-67",
    "street": "Am Wall 3",
    "postal_code": "28195",
    "city": "Bremen",
}


@pytest.mark.django_db
def test_a_firm_is_entered_corrected_and_found(house: House, sign_in: SignIn) -> None:
    administrator = sign_in(house.administrator)

    answer = administrator.post("/verwaltung/partner/neu", FIRM)
    firm = Partner.objects.get(name=FIRM["name"])

    assert answer.headers["Location"] == f"/verwaltung/partner/{firm.id}?erledigt=gespeichert"
    assert (firm.intermediary_number, firm.register_number) == ("4711000003", "D-ABCD-12345-67")
    administrator.post(f"/verwaltung/partner/{firm.id}/aendern", {**FIRM, "city": "Bremerhaven"})
    found = administrator.post("/verwaltung/partner", {"q": "ohlmann bremerhaven"}).content.decode()
    assert "Öhlmann" in found
    assert "Petersen" not in found


@pytest.mark.django_db
def test_a_number_belongs_to_one_firm(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.administrator).post(
        "/verwaltung/partner/neu", {**FIRM, "intermediary_number": "4711000001"}
    )

    assert answer.status_code == 422
    assert "schon ein anderer Partner" in answer.content.decode()
    assert "Öhlmann" in answer.content.decode()


@pytest.mark.django_db
def test_the_end_of_the_contract_is_entered_and_taken_back(house: House, sign_in: SignIn) -> None:
    administrator, firm = sign_in(house.administrator), house.petersen.partner
    day = {"ended_on_day": "31", "ended_on_month": "12", "ended_on_year": "2026"}

    administrator.post(f"/verwaltung/partner/{firm}/vertragsende", day)
    assert Partner.objects.get(id=firm).ended_on == date(2026, 12, 31)
    wrong = administrator.post(f"/verwaltung/partner/{firm}/vertragsende", {**day, "ended_on_day": "32"})
    assert wrong.status_code == 422
    assert 'value="32"' in wrong.content.decode()
    administrator.post(f"/verwaltung/partner/{firm}/vertragsende", {})
    assert Partner.objects.get(id=firm).ended_on is None


@pytest.mark.django_db
def test_people_of_a_blocked_firm_are_out_with_the_next_click(house: House, sign_in: SignIn) -> None:
    owner, administrator = sign_in(house.petersen), sign_in(house.administrator)
    assert owner.get("/uebersicht").status_code == 200

    administrator.post(f"/verwaltung/partner/{house.petersen.partner}/sperren")

    assert owner.get("/uebersicht").headers["Location"].startswith("/anmelden")
    administrator.post(f"/verwaltung/partner/{house.petersen.partner}/freigeben")
    assert Partner.objects.get(id=house.petersen.partner).blocked_at is None


@pytest.mark.django_db
def test_nobody_but_the_administrator_reads_or_writes_the_register(house: House) -> None:
    firm = Firm("Fremde Firma", "9999", "", "Weg 1", "10115", "Berlin")
    for actor in (house.lindner, house.voss, house.clerk, house.officer):
        with acting_as(actor):
            assert partner_page(viewer=actor).rows == ()
            assert partner_for(viewer=actor, partner_id=house.petersen.partner) is None
            with pytest.raises(UnknownPartner):
                add_partner(actor=actor, firm=firm)
            with pytest.raises(UnknownPartner):
                block_partner(actor=actor, partner_id=house.petersen.partner, now=NOW)


@pytest.mark.django_db
def test_the_database_lets_no_owner_enter_a_firm(house: House) -> None:
    with acting_as(house.lindner), pytest.raises(DatabaseError), transaction.atomic():
        Partner.objects.create(name="X", intermediary_number="1", street="", postal_code="", city="")
    with acting_as(house.lindner):
        assert Partner.objects.filter(id=house.lindner.partner).update(name="X") == 0


@pytest.mark.django_db
def test_the_register_goes_on_behind_a_place(house: House) -> None:
    with acting_as(house.administrator):
        first = partner_page(viewer=house.administrator, limit=1)
        second = partner_page(viewer=house.administrator, limit=1, after=first.next_after)

    assert [row.name for row in (*first.rows, *second.rows)] == [
        "Lindner & Voss Makler",
        "Petersen Assekuranz",
    ]
    assert second.next_after is None


@pytest.mark.parametrize("text", ["", "123", "12345678901", "47ä1"])
def test_what_is_no_intermediary_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"partner\.number"):
        read_intermediary_number(text)


@pytest.mark.parametrize("text", ["D-ABCD-1234-67", "A-ABCD-12345-67", "D-ABCD-12345-6X"])
def test_what_is_no_register_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"partner\.register"):
        read_register_number(text)


def test_a_firm_may_lack_a_register_number() -> None:
    assert read_register_number(" ") == ""


def test_on_the_last_day_of_its_contract_a_firm_is_still_let_in() -> None:
    last = date(2026, 11, 30)

    assert standing_of(ended_on=last, blocked_at=None, today=last) is Standing.ENDING
    assert standing_of(ended_on=last, blocked_at=None, today=date(2026, 12, 1)) is Standing.ENDED
    assert standing_of(ended_on=last, blocked_at=NOW, today=last) is Standing.BLOCKED
