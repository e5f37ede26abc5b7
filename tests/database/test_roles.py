"""Each database role may do its own work and nothing else."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.errors import InsufficientPrivilege

from partnerportal.database.embedded import EmbeddedServer
from partnerportal.database.embedded.cluster import ADMINISTRATOR
from partnerportal.database.roles import (
    OWNER,
    PRIVILEGES_SQL,
    READ,
    RETENTION,
    ROLES,
    WEB,
    WORKER,
    ensure_roles,
)

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))
Connection = psycopg.Connection[Any]


@pytest.fixture(scope="module", params=["wheel", "machine"])
def server(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer]:
    if request.param == "machine" and not INSTALLED:
        pytest.skip("no PostgreSQL from version 15 on in /usr/lib/postgresql")
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/portal-test-XXXXXX"], text=True).strip())
    server = EmbeddedServer(
        folder / "data", fast=True, bin_dir=INSTALLED[0] if request.param == "machine" else None
    )
    server.start()
    with login(server, OWNER) as owner:
        owner.execute("CREATE TABLE claim (id serial PRIMARY KEY, note text)")
        owner.execute("INSERT INTO claim (note) VALUES ('first')")
    yield server
    server.stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def login(server: EmbeddedServer, role: str, database: str = "portal") -> Connection:
    return psycopg.connect(make_conninfo(**{**server.parameters(role), "dbname": database}))


def refuses(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except InsufficientPrivilege:
        return True
    finally:
        connection.rollback()
    return False


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_mighty(server: EmbeddedServer, role: str) -> None:
    with login(server, role) as connection:
        might = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolinherit, rolcanlogin"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert might == (False, False, False, False, False, True)


def test_owner_owns_database_and_schema(server: EmbeddedServer) -> None:
    with login(server, OWNER) as connection:
        owners = connection.execute(
            "SELECT datdba::regrole::text, nspowner::regrole::text FROM pg_database, pg_namespace"
            " WHERE datname = current_database() AND nspname = 'public'"
        ).fetchone()
    assert owners == (OWNER, OWNER)


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_web_and_worker_do_their_daily_work(server: EmbeddedServer, role: str) -> None:
    with login(server, role) as connection:
        connection.execute("INSERT INTO claim (note) VALUES ('new')")
        connection.execute("UPDATE claim SET note = 'changed' WHERE note = 'new'")
        deleted = connection.execute("DELETE FROM claim WHERE note = 'changed'")
        assert deleted.rowcount == 1
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (1,)


@pytest.mark.parametrize("role", [WEB, WORKER, RETENTION, READ])
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE claim",
        "CREATE TABLE own (id int)",
        "CREATE TEMPORARY TABLE own (id int)",
        "CREATE SCHEMA own",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE claim ADD COLUMN more text",
        "ALTER TABLE claim DISABLE ROW LEVEL SECURITY",
        "DROP TABLE claim",
        "CREATE DATABASE own",
        "CREATE ROLE own",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY claim TO PROGRAM 'cat'",
        "SET ROLE postgres",
        "SET ROLE portal_owner",
        "SET session_replication_role = replica",
    ],
)
def test_roles_below_the_owner_change_no_structure_and_read_no_secrets(
    server: EmbeddedServer, role: str, statement: str
) -> None:
    with login(server, role) as connection:
        connection.autocommit = statement == "CREATE DATABASE own"
        if statement.startswith(("ALTER", "DROP")):
            with pytest.raises(InsufficientPrivilege, match="must be owner"):
                connection.execute(statement)
            connection.rollback()
        else:
            assert refuses(connection, statement)


def test_web_cannot_take_the_right_to_shred(server: EmbeddedServer) -> None:
    with login(server, WEB) as connection:
        assert refuses(connection, f"SET ROLE {RETENTION}")
        assert refuses(connection, f"SET ROLE {WORKER}")


def test_worker_has_the_rights_of_retention_only_after_saying_so(server: EmbeddedServer) -> None:
    with login(server, OWNER) as owner:
        owner.execute("CREATE TABLE subject_key (id int)")
        owner.execute(f"REVOKE ALL ON subject_key FROM {WORKER}, {WEB}")
    with login(server, WORKER) as worker:
        assert refuses(worker, "DELETE FROM subject_key")
        worker.execute(f"SET LOCAL ROLE {RETENTION}")
        worker.execute("DELETE FROM subject_key")
        worker.rollback()
        assert refuses(worker, "DELETE FROM subject_key")
    with login(server, OWNER) as owner:
        owner.execute("DROP TABLE subject_key")


def test_retention_deletes_but_writes_nothing(server: EmbeddedServer) -> None:
    with login(server, RETENTION) as connection:
        connection.execute("DELETE FROM claim")
        connection.rollback()
        assert refuses(connection, "INSERT INTO claim (note) VALUES ('new')")
        assert refuses(connection, "UPDATE claim SET note = ''")


def test_read_sees_no_row_by_default(server: EmbeddedServer) -> None:
    with login(server, READ) as connection:
        assert refuses(connection, "SELECT FROM claim")


@pytest.mark.parametrize("role", [WEB, WORKER, RETENTION, READ])
def test_owner_may_step_down_to_examine_a_role(server: EmbeddedServer, role: str) -> None:
    with login(server, OWNER) as connection:
        connection.execute(f"SET ROLE {role}")
        assert connection.execute("SELECT current_user").fetchone() == (role,)


def test_policy_for_the_web_role_does_not_bind_or_serve_the_owner(server: EmbeddedServer) -> None:
    with login(server, OWNER) as connection:
        connection.execute("ALTER TABLE claim ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE claim FORCE ROW LEVEL SECURITY")
        connection.execute(f"CREATE POLICY viewer ON claim TO {WEB} USING (true)")
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (0,)
        connection.execute(f"SET ROLE {WEB}")
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (1,)
        connection.rollback()


def test_database_made_for_tests_carries_the_same_rights(server: EmbeddedServer) -> None:
    with login(server, OWNER) as owner:
        owner.autocommit = True
        owner.execute("CREATE DATABASE test_portal")
    with login(server, OWNER, "test_portal") as owner:
        owner.execute("CREATE TABLE message (id int)")
    with login(server, WEB, "test_portal") as web:
        web.execute("INSERT INTO message VALUES (1)")
        assert refuses(web, "TRUNCATE message")


def test_owner_itself_may_renew_the_rights_inside_a_migration(server: EmbeddedServer) -> None:
    with login(server, OWNER) as owner:
        owner.execute(PRIVILEGES_SQL)


def test_role_that_has_become_mighty_is_put_back(server: EmbeddedServer) -> None:
    with login(server, ADMINISTRATOR) as administrator:
        administrator.execute(f"ALTER ROLE {WEB} SUPERUSER BYPASSRLS INHERIT CREATEROLE")
        administrator.commit()
        ensure_roles(administrator, owner_may_create_databases=True)
    test_no_role_is_mighty(server, WEB)


def test_only_the_owner_on_a_test_server_creates_databases(server: EmbeddedServer) -> None:
    with login(server, ADMINISTRATOR) as administrator:
        query = "SELECT rolname FROM pg_roles WHERE rolcreatedb AND rolname LIKE 'portal%'"
        assert administrator.execute(query).fetchall() == [(OWNER,)]
        ensure_roles(administrator)
        assert administrator.execute(query).fetchall() == []
        administrator.rollback()
