"""The schema grows in one line, and every right a role is granted is narrowed by a policy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ProgrammingError

from partnerportal.database.policies import protect
from partnerportal.database.roles import READ, RETENTION, WEB, WORKER
from tests.architecture.sources import ROOT

pytestmark = pytest.mark.django_db

VISITORS = (WEB, WORKER)

# Of portal_retention nothing is asked here: it has no policy at all yet, so it sees and deletes no protected row.
GRANTED_WITHOUT_POLICY = """
    SELECT granted.role || ' may ' || granted.command || ' ' || relation.relname
      FROM pg_class relation,
           (SELECT role, command, code FROM unnest(%s::text[]) role,
            (VALUES ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) known (command, code)) granted
     WHERE relation.relnamespace = 'public'::regnamespace
       AND relation.relrowsecurity
       AND CASE granted.command
               WHEN 'DELETE' THEN has_table_privilege(granted.role, relation.oid, 'DELETE')
               ELSE has_any_column_privilege(granted.role, relation.oid, granted.command)
           END
       AND NOT EXISTS (
               SELECT FROM pg_policy
                WHERE polrelid = relation.oid
                  AND polcmd::text IN (granted.code, '*')
                  AND granted.role::regrole = ANY (polroles))
     ORDER BY 1
"""
PROTECTED_WITHOUT_POLICY = """
    SELECT relname FROM pg_class relation
     WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND NOT relispartition
       AND NOT EXISTS (
               SELECT FROM pg_policy WHERE polrelid = relation.oid AND polroles && %s::regrole[]::oid[])
"""
WRITABLE_WITHOUT_PROTECTION = """
    SELECT role || ' may write ' || relname FROM pg_class relation, unnest(%s::text[]) role
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
       AND (has_any_column_privilege(role, relation.oid, 'INSERT, UPDATE')
            OR has_table_privilege(role, relation.oid, 'DELETE'))
       AND relname NOT LIKE 'procrastinate%%' AND relname <> 'claims_claimcounter'
"""
TOO_MIGHTY = """
    SELECT role || ' may ' || might || ' ' || relname
      FROM pg_class relation, unnest(%s::text[]) role, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) might
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
       AND has_table_privilege(role, relation.oid, might)
"""
OPEN_TO_EVERYONE = """
    SELECT proname FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prosecdef AND prorettype <> 'trigger'::regtype
       AND (has_function_privilege('public', oid, 'EXECUTE') OR proconfig IS NULL)
"""


def rows_of(query: str, *parameters: object) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return [row[0] for row in cursor.fetchall()]


def our_apps() -> list[str]:
    return [app.label for app in apps.get_app_configs() if app.name.startswith("partnerportal.")]


def forks(names: Iterable[str], parents: dict[str, list[str]]) -> list[str]:
    """Return the migrations that more than one other of the same app follows."""
    followed = [parent for name in names for parent in parents[name]]
    return sorted({name for name in followed if followed.count(name) > 1})


def test_the_migrations_of_each_app_are_one_line():
    loader = MigrationLoader(None)
    crooked: dict[str, object] = {}
    for app in our_apps():
        names = [name for label, name in loader.disk_migrations if label == app]
        parents = {
            name: [parent for label, parent in loader.disk_migrations[app, name].dependencies if label == app]
            for name in names
        }
        ends = loader.graph.leaf_nodes(app)
        if found := forks(names, parents):
            crooked[app] = found
        if len(ends) > 1 or (names and ends != [(app, max(names))]):
            crooked[app] = ends

    assert crooked == {}


def test_two_migrations_with_the_same_parent_are_noticed():
    assert forks(["1", "2", "3"], {"1": [], "2": ["1"], "3": ["1"]}) == ["1"]
    assert forks(["1", "2", "3"], {"1": [], "2": ["1"], "3": ["2"]}) == []


def test_no_model_is_ahead_of_its_migrations(capsys: pytest.CaptureFixture[str]):
    try:
        call_command("makemigrations", check=True, dry_run=True, interactive=False)
    except SystemExit:
        pytest.fail(f"a migration is missing:\n{capsys.readouterr().out}")


@pytest.mark.slow
def test_the_command_itself_migrates_an_empty_database(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environment |= {"PORTAL_MODE": "test", "PORTAL_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    command = [sys.executable, "-m", "partnerportal", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_granted_command_has_a_policy():
    assert rows_of(GRANTED_WITHOUT_POLICY, list(VISITORS)) == []


def test_a_protected_table_without_any_policy_is_noticed():
    assert rows_of(PROTECTED_WITHOUT_POLICY, list(VISITORS)) == []

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id int)")
        cursor.execute("ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY")
    assert rows_of(PROTECTED_WITHOUT_POLICY, list(VISITORS)) == ["forgotten"]
    assert f"{WEB} may DELETE forgotten" in rows_of(GRANTED_WITHOUT_POLICY, list(VISITORS))


def test_a_policy_for_reading_alone_does_not_cover_writing():
    operation = protect("half_done", {"select": "true"})
    assert isinstance(operation, migrations.RunSQL)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE half_done (id int); {operation.sql}")

    found = [line for line in rows_of(GRANTED_WITHOUT_POLICY, [WEB]) if line.endswith("half_done")]
    assert found == [f"{WEB} may {command} half_done" for command in ("DELETE", "INSERT", "UPDATE")]


def test_tables_without_rows_of_persons_are_read_only_except_queue_and_counter():
    assert rows_of(WRITABLE_WITHOUT_PROTECTION, list(VISITORS)) == []


def test_nobody_below_the_owner_empties_a_table_past_its_policies():
    below = [WEB, WORKER, RETENTION, READ]
    assert rows_of(TOO_MIGHTY, below) == []

    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON claims_claim TO {WEB}")
    assert rows_of(TOO_MIGHTY, below) == [f"{WEB} may TRUNCATE claims_claim"]


def test_a_function_with_the_owners_rights_is_open_to_named_roles_only_and_fixes_its_search_path():
    assert rows_of(OPEN_TO_EVERYONE) == []


@pytest.mark.parametrize("role", [WEB, WORKER, RETENTION])
def test_the_parts_of_the_journal_cannot_be_reached_past_the_journal(role: str):
    parts = rows_of(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'journal_entry'::regclass"
    )
    assert len(parts) >= 4

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        for part in parts:
            for command in (
                f"SELECT FROM {part}",
                f"DELETE FROM {part}",
                f"INSERT INTO {part} DEFAULT VALUES",
            ):
                assert refused(command)


def refused(command: str) -> bool:
    """Say whether PostgreSQL denies the command to the role in force."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(command)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False
