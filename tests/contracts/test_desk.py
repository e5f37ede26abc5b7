"""The department that keeps contracts looks them up over all partners; nobody else of the house does (ADR 19)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from partnerportal.contracts.models import ContractChange, DataGuard, PersonTariff
from partnerportal.contracts.services.changes import UnknownChange
from partnerportal.contracts.services.restrictions import lift_restriction, restrict_contract
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import Department
from tests.cast import NOW, House
from tests.contracts.changing import asked, carry_over

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
TODAY = berlin_date(NOW)


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def clerk(house: House, sign_in: SignIn) -> Client:
    return sign_in(house.contract_clerk)


def test_the_department_searches_first_and_finds_contracts_of_every_partner(
    house: House, clerk: Client
) -> None:
    empty = text_of(clerk.get("/vertraege"))
    assert "Noch nichts gesucht" in empty
    assert "Brandt" not in empty
    found = text_of(clerk.post("/vertraege/suche", {"q": "Brandt"}))
    assert "Amelie Brandt" in found
    assert "Lindner &amp; Voss Makler" in found
    assert "Petersen Assekuranz" in text_of(clerk.post("/vertraege/suche", {"q": "RK 3000"}))
    assert "Fehler" in text_of(clerk.post("/vertraege/suche", {"q": ""}))
    assert "Kein Vertrag gefunden" in text_of(clerk.post("/vertraege/suche", {"q": "14.3.1988"}))
    assert "Kein Vertrag gefunden" in text_of(clerk.post("/vertraege/suche", {"q": "2051"}))


def test_the_department_sees_neither_birth_dates_nor_the_bank_account(house: House, clerk: Client) -> None:
    PersonTariff.objects.create(
        partner_id=house.contract.partner_id, contract=house.contract, insured_person=house.child,
        tariff="Zahn Zusatz",
    )  # fmt: skip
    page = text_of(clerk.get(f"/vertraege/{house.contract.id}"))
    for shown in ("Amelie Brandt", "Jonas Brandt", "Zahn Zusatz", "Lindner &amp; Voss", "Lindenweg 7"):
        assert shown in page
    for hidden in ("1988", "1998", "20 51", "IBAN", "DE02"):
        assert hidden not in page


def test_other_clerks_and_everybody_else_of_the_house_are_refused(house: House, sign_in: SignIn) -> None:
    for viewer in (house.clerk, house.officer, house.administrator):
        browser = sign_in(viewer)
        for path in ("/vertraege", f"/vertraege/{house.contract.id}", "/aenderungen"):
            assert browser.get(path).status_code == 403


def test_navigation_offers_contracts_and_changes_to_the_keeping_department_only(
    house: House, sign_in: SignIn, clerk: Client
) -> None:
    asked(house)
    ours, theirs = text_of(clerk.get("/eingang")), text_of(sign_in(house.clerk).get("/eingang"))
    for address in ("/vertraege", "/aenderungen"):
        assert f'href="{address}"' in ours
        assert f'href="{address}"' not in theirs


def test_the_mark_of_the_department_acts_at_once_on_people_who_are_signed_in(
    house: House, sign_in: SignIn, clerk: Client
) -> None:
    administrator, other = sign_in(house.administrator), sign_in(house.clerk)

    def mark(department: Department, **box: str) -> None:
        answer = administrator.post(
            f"/verwaltung/abteilungen/{department.id}/aendern",
            {"name": department.name, "email": department.email, "deputy": "", **box},
        )
        assert answer.status_code == 302

    assert "Führt die Verträge" in text_of(
        administrator.get(f"/verwaltung/abteilungen/{house.benefits.id}/aendern")
    )
    change_id = asked(house)
    mark(house.benefits, keeps_contracts="on")
    assert other.get(f"/vertraege/{house.contract.id}").status_code == 200
    mark(house.administration)
    assert clerk.get(f"/vertraege/{house.contract.id}").status_code == 403
    # What waits does not hang with the department that no longer keeps contracts.
    assert other.get(f"/aenderungen/{change_id}").status_code == 200


def test_a_foreign_or_missing_contract_looks_the_same_to_the_department(house: House, clerk: Client) -> None:
    assert clerk.get(f"/vertraege/{uuid4()}").status_code == 404
    assert clerk.post(f"/vertraege/{uuid4()}/einschraenken", {"fields_kept": "all"}).status_code == 404


def test_the_history_says_which_field_changed_and_from_where_but_no_value(
    house: House, clerk: Client
) -> None:
    scope = {"partner_id": house.contract.partner_id, "contract": house.contract}
    for field in ("city", "street"):
        ContractChange.objects.create(**scope, field=field, source="file", changed_at=NOW - timedelta(days=3))
    carry_over(house.contract_clerk, asked(house))
    page = text_of(clerk.get(f"/vertraege/{house.contract.id}"))
    assert "Ort, Straße und Hausnummer" in page
    assert page.index("Änderungswunsch") < page.index("Datei des Versicherers")


def test_a_restriction_is_noted_with_its_day_and_lifted_again(house: House, clerk: Client) -> None:
    day = berlin_date(datetime.now(UTC)) - timedelta(days=2)
    said = {"fields_kept": "address", "since_day": day.day, "since_month": day.month, "since_year": day.year}
    path = f"/vertraege/{house.contract.id}/einschraenken"
    assert clerk.post(path, {**said, "since_year": day.year + 1}).status_code == 422
    assert clerk.post(path, said).status_code == 302
    twice = clerk.post(path, said)
    assert twice.status_code == 409
    assert "schon eine Einschränkung" in text_of(twice)
    guard = DataGuard.objects.get()
    assert (berlin_date(guard.set_at), guard.reason, guard.fields) == (day, "restriction", "address")
    assert "gilt eine Einschränkung" in text_of(clerk.get(f"/vertraege/{house.contract.id}"))

    assert clerk.post(f"/einschraenkungen/{guard.id}/aufheben").status_code == 302
    guard.refresh_from_db()
    assert guard.lifted_at is not None
    assert "gilt eine Einschränkung" not in text_of(clerk.get(f"/vertraege/{house.contract.id}"))


@pytest.mark.parametrize("who", ["lindner", "clerk", "officer", "administrator"])
def test_nobody_but_the_keeping_department_sees_or_sets_a_restriction(house: House, who: str) -> None:
    viewer = getattr(house, who)
    with acting_as(house.contract_clerk):
        restrict_contract(
            actor=house.contract_clerk, contract_id=house.contract.id, fields="all", since=TODAY, now=NOW
        )
        guard_id = DataGuard.objects.get().id
        with pytest.raises(Refused):
            restrict_contract(
                actor=house.contract_clerk, contract_id=house.contract.id, fields="name", since=TODAY, now=NOW
            )
    with acting_as(viewer):
        assert not DataGuard.objects.exists()
        with pytest.raises(UnknownChange):
            restrict_contract(actor=viewer, contract_id=house.contract.id, fields="all", since=TODAY, now=NOW)
        with pytest.raises(UnknownChange):
            lift_restriction(actor=viewer, guard_id=guard_id, now=NOW)


def test_a_clerk_can_forge_neither_a_correction_nor_a_line_of_history(house: House) -> None:
    scope = {"partner_id": house.contract.partner_id, "contract": house.contract}
    guard = DataGuard(**scope, reason="rectification", fields="name", set_at=NOW)
    line = ContractChange(**scope, field="city", source="file", changed_at=NOW)
    foreign = DataGuard(
        partner_id=house.petersen.partner,
        contract=house.contract,
        reason="restriction",
        fields="name",
        set_at=NOW,
    )
    for row in (guard, line, foreign):
        with pytest.raises(DatabaseError), acting_as(house.contract_clerk), transaction.atomic():
            row.save(force_insert=True)
