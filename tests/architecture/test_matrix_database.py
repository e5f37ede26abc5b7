"""The wall under the pages: who logs in to PostgreSQL as a role of the portal sees no row without a viewer."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import connection

from partnerportal.accounts.services.reading import count_reading
from partnerportal.database.context import acting_as
from partnerportal.database.embedded import EmbeddedServer
from partnerportal.database.roles import OWNER, WEB, WORKER
from partnerportal.journal.services import record_latest_transaction, record_login
from tests.architecture.matrix_changes import fill_changes
from tests.architecture.matrix_exchange import exchange_things
from tests.architecture.matrix_statements import statement_things
from tests.architecture.matrix_way import fill_way
from tests.architecture.secret_claim import Secrets, tell_everything
from tests.cast import NOW, House, signed_in_client
from tests.journal.tampering import fill_seal

pytestmark = pytest.mark.django_db(transaction=True)

PROTECTED = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND NOT relispartition
       AND has_table_privilege(oid, 'SELECT')
     ORDER BY relname
"""
# What somebody at the console could set, knowing the names but no id.
HALF_A_VIEWER = {
    "nothing": {},
    "a role alone": {"portal.role": "owner", "portal.rights": "claims,contracts,statements"},
    "a clerk without a department": {"portal.role": "clerk", "portal.department_id": ""},
    "ids of nobody": {
        "portal.role": "owner",
        "portal.partner_id": "00000000-0000-4000-8000-000000000000",
        "portal.account_id": "00000000-0000-4000-8000-000000000000",
        "portal.rights": "claims,contracts",
    },
}
# A clerk's role alone shows the names of partner firms; contracts and people only through a case.
OPEN_TO_EVERY_CLERK = {"partners_partner"}
# Which departments there are is no secret to anybody who works with them.
OPEN_TO_EVERY_ROLE = {"routing_department"}


@pytest.fixture
def door(database_server: EmbeddedServer | None) -> EmbeddedServer:
    if database_server is None:
        pytest.skip("a direct login as portal_web needs the embedded server of the tests")
    return database_server


@pytest.fixture
def full_house(house: House) -> House:
    """Fill every protected table, so that an empty answer means something."""
    tell_everything(Secrets(), house.lindner, house.clerk, house.person)
    signed_in_client(house.lindner)
    address = EmailAddress.objects.create(user_id=house.lindner.account_id, email="a@lindner-voss.example")
    EmailConfirmation.objects.create(email_address=address, key="k", created=NOW)
    with acting_as(house.lindner):
        record_latest_transaction(
            actor=house.lindner, kind="claim.submitted", object_ref="", now=NOW, ip="192.0.2.1"
        )
        count_reading(actor=house.lindner, records=1, now=NOW)
    record_login(account_id=house.lindner.account, now=datetime.now(UTC), ip="192.0.2.1")
    fill_seal(house.officer)
    fill_way(house)
    statement_things(house)
    exchange_things(house, NOW)
    fill_changes(house, NOW)
    return house


def filled_tables(server: EmbeddedServer, role: str, settings: dict[str, str]) -> set[str]:
    """Return the protected tables of which a login with this role sees a row, with these settings."""
    parameters = {**server.parameters(role), "dbname": str(connection.settings_dict["NAME"])}
    with psycopg.connect(**parameters) as console:  # type: ignore[arg-type]
        for name, value in settings.items():
            console.execute("SELECT set_config(%s, %s, true)", [name, value])
        tables = [row[0] for row in console.execute(PROTECTED).fetchall()]
        seen = {table for table in tables if console.execute(f"SELECT FROM {table} LIMIT 1").fetchone() == ()}
        assert len(tables) >= 20
        assert role != OWNER or seen == set(tables)
        return seen


def test_a_login_without_a_viewer_sees_no_row(full_house: House, door: EmbeddedServer) -> None:
    assert filled_tables(door, OWNER, {})

    seen = {
        (role, viewer): filled_tables(door, role, settings) - OPEN_TO_EVERY_ROLE
        for role in (WEB, WORKER)
        for viewer, settings in HALF_A_VIEWER.items()
    }

    for role in (WEB, WORKER):
        assert seen.pop((role, "a clerk without a department")) <= OPEN_TO_EVERY_CLERK
    assert {which: tables for which, tables in seen.items() if tables} == {}


def test_a_viewer_does_not_outlive_its_transaction(full_house: House, door: EmbeddedServer) -> None:
    parameters = {**door.parameters(WEB), "dbname": str(connection.settings_dict["NAME"])}
    with psycopg.connect(**parameters) as console:  # type: ignore[arg-type]
        console.execute(
            "SELECT set_config('portal.role', 'owner', true), set_config('portal.partner_id', %s, true),"
            " set_config('portal.rights', 'contracts', true)",
            [str(full_house.lindner.partner_id)],
        )
        assert console.execute("SELECT count(*) FROM contracts_contract").fetchone() == (2,)
        console.commit()
        assert console.execute("SELECT count(*) FROM contracts_contract").fetchone() == (0,)
