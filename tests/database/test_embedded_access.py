"""Only the people who run the portal reach the embedded server, and its log keeps their secrets."""

import os
import pwd
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable
from partnerportal.database.embedded.cluster import ADMINISTRATOR
from partnerportal.database.embedded.door import socket_dir_of
from partnerportal.database.roles import ROLES

IS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root can act as another user")


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/portal-test-XXXXXX"], text=True).strip())
    server = EmbeddedServer(folder / "data")
    server.start()
    yield server
    server.stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def setting(server: EmbeddedServer, name: str) -> str:
    with psycopg.connect(make_conninfo(**server.parameters(ADMINISTRATOR))) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        assert row is not None
        return str(row[0])


def as_user(name: str, action: Callable[[], str]) -> str:
    """Run the action in a fork that has become this user."""
    account = pwd.getpwnam(name)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        os.write(writing, action().encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def login_answer(server: EmbeddedServer, role: str) -> str:
    try:
        psycopg.connect(make_conninfo(**server.parameters(role))).close()
    except psycopg.OperationalError as error:
        return str(error)
    return "welcome"


@pytest.mark.parametrize("role", [*ROLES, ADMINISTRATOR])
def test_starter_may_log_in_as_every_role_of_the_portal(server: EmbeddedServer, role: str) -> None:
    assert login_answer(server, role) == "welcome"


def test_starter_may_not_log_in_as_any_other_role(server: EmbeddedServer) -> None:
    with psycopg.connect(make_conninfo(**server.parameters(ADMINISTRATOR))) as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
    assert "Peer authentication failed" in login_answer(server, "stranger")


@needs_root
def test_server_account_may_log_in(server: EmbeddedServer) -> None:
    server.data_dir.parent.chmod(0o711)
    server.data_dir.chmod(0o711)
    account = pwd.getpwuid(server.cluster.stat().st_uid).pw_name
    assert as_user(account, lambda: login_answer(server, "portal_web")) == "welcome"


@needs_root
def test_other_system_user_reaches_no_socket(server: EmbeddedServer) -> None:
    server.data_dir.parent.chmod(0o711)
    server.data_dir.chmod(0o711)
    assert server.cluster.stat().st_mode & 0o777 == 0o700
    assert (server.cluster / ".s.PGSQL.5432").stat().st_mode & 0o777 == 0o700
    assert "Permission denied" in as_user("daemon", lambda: login_answer(server, "portal_web"))


@needs_root
@pytest.mark.parametrize("role", [*ROLES, ADMINISTRATOR])
def test_other_system_user_is_refused_even_with_the_folder_open(server: EmbeddedServer, role: str) -> None:
    server.data_dir.parent.chmod(0o711)
    server.data_dir.chmod(0o711)
    server.cluster.chmod(0o711)
    (server.cluster / ".s.PGSQL.5432").chmod(0o777)
    try:
        assert "Peer authentication failed" in as_user("daemon", lambda: login_answer(server, role))
    finally:
        server.cluster.chmod(0o700)
        (server.cluster / ".s.PGSQL.5432").chmod(0o700)


def sockets_of(pid: int) -> set[str]:
    targets = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            targets.add(str(descriptor.readlink()))
    return {target for target in targets if target.startswith("socket:")}


def test_no_tcp_port_is_open(server: EmbeddedServer) -> None:
    postmaster = int((server.cluster / "postmaster.pid").read_text().split("\n")[0])
    lines = [line for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    assert sockets_of(postmaster)
    assert not sockets_of(postmaster) & {f"socket:[{line.split()[9]}]" for line in lines}
    assert setting(server, "listen_addresses") == ""


def test_data_are_checked_and_durable_outside_tests(server: EmbeddedServer, tmp_path: Path) -> None:
    assert setting(server, "data_checksums") == "on"
    assert setting(server, "server_encoding") == "UTF8"
    assert setting(server, "fsync") == "on"
    quick = EmbeddedServer(tmp_path / "quick", fast=True)
    quick.start()
    assert setting(quick, "fsync") == "off"
    quick.stop()


def test_failed_statement_leaves_no_personal_data_in_the_log(server: EmbeddedServer) -> None:
    with psycopg.connect(make_conninfo(**server.parameters("portal_owner"))) as connection:
        connection.execute(
            "CREATE TABLE person (name text PRIMARY KEY, note text CHECK (note <> 'Musterfrau'))"
        )
        connection.execute("INSERT INTO person VALUES ('Erika')")
        connection.commit()
        for values in (["Erika", ""], ["Max", "Musterfrau"]):
            with pytest.raises(psycopg.IntegrityError):
                connection.execute("INSERT INTO person VALUES (%s, %s)", values)
            connection.rollback()
        with pytest.raises(psycopg.DataError):
            connection.execute("SELECT 'Erika'::integer")
    log = server.log.read_text()
    assert "ready to accept connections" in log
    assert "Erika" not in log
    assert "Musterfrau" not in log
    assert server.log.stat().st_mode & 0o777 == 0o600


@needs_root
def test_short_socket_folder_taken_by_somebody_else_is_refused(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / ("x" * 120), fast=True)
    taken = server.socket_dir.parent
    taken.mkdir()
    os.chown(taken, pwd.getpwnam("daemon").pw_uid, -1)
    try:
        with pytest.raises(ServerUnavailable) as refused:
            server.start()
    finally:
        taken.rmdir()
    assert refused.value.code == "server.socket_folder"


def test_every_process_finds_the_same_short_socket_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = Path("/srv") / ("ü" * 60) / "postgres"
    here = socket_dir_of(deep)
    monkeypatch.setenv("TMPDIR", "/somewhere/else")
    assert socket_dir_of(deep) == here
    assert socket_dir_of(deep.with_name("other")) != here
