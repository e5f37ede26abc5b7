"""The wall: what PostgreSQL itself shows to whom."""

from __future__ import annotations

import pytest
from django.db import connection

from partnerportal.contracts.models import BankAccount, Consent, Contract, InsuredPerson, Policyholder
from partnerportal.database.context import acting_as
from partnerportal.database.models import SubjectKey
from partnerportal.database.unprotected import UNPROTECTED
from tests.cast import House, submitted_claim


def test_without_a_viewer_there_is_no_contract(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        cursor.execute("SELECT count(*) FROM contracts_contract")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")
    assert Contract.objects.count() == 3


def test_a_partner_sees_only_its_own_rows(house: House) -> None:
    with acting_as(house.petersen):
        assert list(Contract.objects.values_list("policy_number", flat=True)) == ["RK-3000-000-001"]
        assert {person.partner_id for person in InsuredPerson.objects.all()} == {house.petersen.partner_id}
        assert BankAccount.objects.count() == SubjectKey.objects.count() == 1


def test_officer_and_administrator_see_no_contract(house: House) -> None:
    for viewer in (house.officer, house.administrator):
        with acting_as(viewer):
            assert Contract.objects.count() == 0


def test_a_clerk_sees_people_through_cases_unless_the_department_keeps_the_contracts(house: House) -> None:
    everything = (Contract, Policyholder, InsuredPerson, Consent, SubjectKey)
    with acting_as(house.clerk):
        assert [model._default_manager.count() for model in everything] == [0, 0, 0, 0, 0]
    submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        assert [model._default_manager.count() for model in everything] == [1, 1, 1, 2, 2]
        assert InsuredPerson.objects.get().id == house.person.id
    with acting_as(house.contract_clerk):
        assert [model._default_manager.count() for model in everything] == [3, 3, 4, 0, 4]


def test_the_viewer_ends_with_the_block(house: House) -> None:
    with acting_as(house.petersen), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('portal.partner_id')")
        assert cursor.fetchone() == ("portal_web", str(house.petersen.partner_id))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('portal.partner_id')")
        assert cursor.fetchone() == ("portal_owner", "")


@pytest.mark.django_db
def test_every_table_is_protected_or_says_why_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname, relrowsecurity AND (relforcerowsecurity OR relispartition) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            """
        )
        protected = dict(cursor.fetchall())
    assert {table for table, is_protected in protected.items() if not is_protected} == set(UNPROTECTED)
