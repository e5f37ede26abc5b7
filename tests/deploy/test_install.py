"""The way of docs/operations/install.md on the distribution's PostgreSQL: three logins, no superuser at run time."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from partnerportal.config.controller import DEMO_CONTROLLER
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto.certificate import write_trial_certificate
from tests.config.demo_process import ROOT, free_port, wait_until

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))
DATABASE_SCRIPT = ROOT / "deploy" / "database.sh"
MACHINE_SECONDS = 30

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not INSTALLED,
        reason="could not run: no PostgreSQL 15 or newer of the distribution in /usr/lib/postgresql",
    ),
]


class Machine:
    """A throwaway server of the distribution and the folder an operator fills."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.web_port = folder, port, free_port()
        self.etc = folder / "etc"

    def make_database(self) -> str:
        """Run the script as the operator does and return what it says."""
        environment = {"PATH": os.environ["PATH"], "PGHOST": str(self.folder), "PGPORT": str(self.port)}
        done = subprocess.run(
            [DATABASE_SCRIPT, "--folder", self.etc],
            env={**environment, "PGUSER": "postgres"}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def url(self, login: str) -> str:
        """Return the address the script wrote for a login."""
        return (self.etc / f"{login}.env").read_text().removeprefix("PORTAL_DATABASE_URL=").strip()

    def environment(self, login: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PORTAL_", "DJANGO_"))}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "PORTAL_MODE": "production",
            "PORTAL_HOSTS": "localhost",
            "PORTAL_DATA_DIR": str(self.folder / "data"),
            "PORTAL_CONTROLLER": str(DEMO_CONTROLLER),
            "PORTAL_KEY_FILE": str(self.etc / "keys"),
            "PORTAL_SECRET_KEY_FILE": str(self.etc / "secret"),
            "PORTAL_TLS_CERT": str(self.etc / "certificate.pem"),
            "PORTAL_TLS_KEY": str(self.etc / "certificate.key"),
            "PORTAL_LISTEN": f"127.0.0.1:{self.web_port}",
            "PORTAL_DATABASE_URL": self.url(login),
        }

    def run(self, login: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the portal with one of the three logins."""
        return subprocess.run(
            [sys.executable, "-m", "partnerportal", *command],
            cwd="/", env=self.environment(login), capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip

    def start(self, login: str, command: str) -> subprocess.Popen[bytes]:
        """Start one of the two services; its output goes into a log."""
        with (self.folder / f"{command}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "partnerportal", command],
                cwd="/", env=self.environment(login), stdout=log, stderr=log,
            )  # fmt: skip

    def log_of(self, command: str) -> str:
        return (self.folder / f"{command}.log").read_text()


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Start the newest installed server with its usual rules for logins over the network."""
    folder = Path(tempfile.mkdtemp(prefix="portal-install-", dir="/tmp"))
    account = _account()
    if account:
        shutil.chown(folder, account, account)
    folder.chmod(0o755)
    machine = Machine(folder, free_port())
    subprocess.run(
        [INSTALLED[-1] / "initdb", "-D", folder / "cluster", "-U", "postgres", "-N",
         "--auth-local=trust", "--auth-host=scram-sha-256"],
        user=account, cwd="/", capture_output=True, check=True,
    )  # fmt: skip
    with (folder / "cluster.log").open("wb") as log:
        server = subprocess.Popen(
            [INSTALLED[-1] / "postgres", "-D", folder / "cluster", "-k", folder, "-p", str(machine.port),
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "log_statement=all"],
            user=account, cwd="/", stdout=subprocess.DEVNULL, stderr=log,
        )  # fmt: skip
    try:
        assert wait_until(lambda: _answers(machine), MACHINE_SECONDS)
        yield machine
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def installed(machine: Machine) -> Machine:
    """Do what the page says up to the start of the services."""
    machine.make_database()
    (machine.folder / "data").mkdir(mode=0o700)
    write_trial_certificate(machine.etc, utc_now())
    for command in (("keys", "create"), ("migrate",)):
        done = machine.run("owner", *command)
        assert done.returncode == 0, done.stderr
    return machine


def test_script_makes_three_logins_and_keeps_them(machine: Machine) -> None:
    machine.make_database()
    before = {login: machine.url(login) for login in ("web", "worker", "owner")}

    machine.make_database()

    assert {login: machine.url(login) for login in before} == before
    assert all(stat.S_IMODE((machine.etc / f"{login}.env").stat().st_mode) == 0o600 for login in before)
    for login, url in before.items():
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT session_user, rolsuper FROM pg_roles WHERE rolname = session_user"
            )
            assert row.fetchone() == (f"portal_{login}", False)


def test_passwords_are_not_in_the_servers_log(machine: Machine) -> None:
    machine.make_database()
    log = (machine.folder / "cluster.log").read_text()

    for login in ("web", "worker", "owner"):
        password = re.search(r":([0-9a-f]{48})@", machine.url(login))
        assert password
        assert password[1] not in log


def test_other_logins_of_the_server_do_not_get_in(machine: Machine) -> None:
    machine.make_database()
    host, port = str(machine.folder), machine.port
    with psycopg.connect(
        host=host, port=port, user="postgres", dbname="postgres", autocommit=True
    ) as administrator:
        administrator.execute("CREATE ROLE neighbour LOGIN")

    with pytest.raises(psycopg.OperationalError, match="CONNECT"):
        psycopg.connect(host=host, port=port, user="neighbour", dbname="portal")


def test_web_login_becomes_neither_owner_nor_worker(installed: Machine) -> None:
    with psycopg.connect(installed.url("web"), autocommit=True) as web:
        for role in ("portal_owner", "portal_worker", "portal_retention", "postgres"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(f"SET ROLE {role}")


def test_services_run_with_logins_of_their_own_and_the_doctor_is_content(installed: Machine) -> None:
    web, worker = installed.start("web", "serve"), installed.start("worker", "worker")
    try:
        assert wait_until(lambda: "Started worker" in installed.log_of("serve"), 60), installed.log_of(
            "serve"
        )
        assert wait_until(lambda: _worker_lives(installed), 30), installed.log_of("worker")
        found = json.loads(installed.run("owner", "doctor", "--json").stdout)["findings"]
    finally:
        web.terminate()
        worker.terminate()
        codes = web.wait(60), worker.wait(90)

    wrong = {finding["area"] for finding in found if finding["level"] == "error"}
    assert wrong <= {
        "certificate",
        "mail",
        "disk",
    }  # the certificate of a test, no mail server, this machine's disk
    assert codes == (0, 0)


def test_keys_are_rotated_by_the_owner_and_by_nobody_else(installed: Machine) -> None:
    assert "neueste" in installed.run("owner", "keys", "rotate").stdout
    assert installed.run("owner", "keys", "retire").returncode == 1  # the new version is too young

    assert "Version 2" in installed.run("owner", "keys", "status").stdout


def test_units_hold_what_they_should() -> None:
    for name in ("portal-web.service", "portal-worker.service"):
        unit = (ROOT / "deploy" / name).read_text()
        for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=partnerportal", "UMask=0077"):
            assert f"\n{line}\n" in unit
        assert "owner.env" not in unit


def _account() -> str | None:
    """Return who runs the server when we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _answers(machine: Machine) -> bool:
    try:
        psycopg.connect(
            host=str(machine.folder), port=machine.port, user="postgres", dbname="postgres"
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _worker_lives(machine: Machine) -> bool:
    with psycopg.connect(machine.url("owner")) as owner:
        row = owner.execute("SELECT count(*) FROM procrastinate_workers").fetchone()
    return bool(row and row[0])
