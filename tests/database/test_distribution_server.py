"""The same portal runs on the PostgreSQL of the distribution, with a login of the operator's own making."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from partnerportal.database.roles import OWNER, WEB, WORKER, ensure_roles
from partnerportal.kernel.crypto import KeyRing

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))
LOGIN = "betrieb"
STEP_SECONDS = 180

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not INSTALLED,
        reason="could not run: no PostgreSQL 15 or newer of the distribution in /usr/lib/postgresql",
    ),
]


@dataclass(frozen=True)
class Machine:
    """A throwaway server of the distribution, and the folder of a portal that uses it."""

    folder: Path

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """Connect as the server's administrator."""
        return psycopg.connect(
            make_conninfo(host=str(self.folder), port=5433, user="postgres", dbname=database), autocommit=True
        )

    def environment(self) -> dict[str, str]:
        """Return what an operator would set; the demo's mode, for only there is a made-up portfolio."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))
        }
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "PORTAL_MODE": "demo",
            "PORTAL_DATA_DIR": str(self.folder / "portal"),
            "PORTAL_DATABASE_URL": f"postgresql://{LOGIN}@/portal?host={self.folder}&port=5433",
            "DJANGO_SETTINGS_MODULE": "partnerportal.config.settings",
        }

    def run(self, *module: str) -> str:
        """Run `python -m MODULE …` to its end and return its output."""
        done = subprocess.run(
            [sys.executable, "-m", *module],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=STEP_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{module}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Start the newest installed server on a socket, with the portal's roles, a database and one login."""
    folder = Path(tempfile.mkdtemp(prefix="portal-distribution-", dir="/tmp"))
    account = _account()
    if account:
        shutil.chown(folder, account, account)
    folder.chmod(0o755)
    programs = INSTALLED[-1]
    _run_as(account, [programs / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "-N"])
    server = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-k", folder, "-p", "5433",
         "-c", "listen_addresses=", "-c", "fsync=off"],
        user=account, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        machine = Machine(folder)
        _wait_for(machine)
        _prepare(machine)
        yield machine
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """Return who runs the server when we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _run_as(account: str | None, command: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=account, cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def _wait_for(machine: Machine) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            machine.connect("postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _prepare(machine: Machine) -> None:
    """Do once what the operator's administrator does: roles, database, a login that may take on the roles."""
    with machine.connect("postgres") as administrator:
        ensure_roles(administrator)
        administrator.execute(f"CREATE ROLE {LOGIN} LOGIN NOINHERIT")
        administrator.execute(f"GRANT {OWNER}, {WEB}, {WORKER} TO {LOGIN}")
        administrator.execute(f"CREATE DATABASE portal OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0")
    with machine.connect("portal") as administrator:
        ensure_roles(administrator)
    (machine.folder / "portal").mkdir(mode=0o700)
    KeyRing.create(machine.folder / "portal" / "keys", is_demo=True)


def test_the_way_of_a_claim_on_the_distributions_server(machine: Machine) -> None:
    with machine.connect("portal") as administrator:
        (version,) = administrator.execute("SHOW server_version_num").fetchone() or ("",)
        assert int(version) // 10000 >= 15

    machine.run("partnerportal", "migrate")
    machine.run("partnerportal", "migrate")  # a second time changes nothing
    machine.run("partnerportal", "seed", "--demo")
    accounts = json.loads((machine.folder / "portal" / "accounts.json").read_text(encoding="utf-8"))
    owner = next(account for account in accounts if account["email"].startswith("lindner@"))
    number = machine.run(
        "tests.database.smoke", owner["email"], owner["password"], owner["totp_secret"]
    ).strip()

    with machine.connect("portal") as administrator:
        query = "SELECT state FROM claims_claim WHERE number = %s"
        assert administrator.execute(query, [number]).fetchone() == ("submitted",)
        assert _delivered_by_the_worker(machine, administrator)


def _delivered_by_the_worker(machine: Machine, administrator: psycopg.Connection[Any]) -> bool:
    """Run the worker until no delivery waits, at most for a minute."""
    waiting = "SELECT count(*) FROM routing_delivery WHERE state <> 'delivered'"
    assert administrator.execute(waiting).fetchone() != (0,)
    worker = subprocess.Popen(
        [sys.executable, "-m", "partnerportal", "worker"],
        cwd=ROOT, env=machine.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while administrator.execute(waiting).fetchone() != (0,) and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(20)
    return administrator.execute(waiting).fetchone() == (0,)


def test_the_login_itself_sees_nothing_and_is_no_administrator(machine: Machine) -> None:
    place = make_conninfo(host=str(machine.folder), port=5433, user=LOGIN, dbname="portal")
    with machine.connect("portal") as administrator:
        administrator.execute(f"SET ROLE {OWNER}")
        administrator.execute("CREATE TABLE IF NOT EXISTS note (id int)")
    with psycopg.connect(place, autocommit=True) as login:
        for command in ("SELECT FROM note", "SET ROLE postgres", "CREATE TABLE own (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(command)
        login.execute(f"SET ROLE {WEB}")
        login.execute("SELECT FROM note")
    with machine.connect("portal") as administrator:
        administrator.execute("DROP TABLE note")  # the catalogue refuses it in the other tests of this server
