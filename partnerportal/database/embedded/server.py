"""The embedded server: one object per data folder, started by one process, reached by many."""

import errno
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import psycopg

from partnerportal.database.embedded import refusals
from partnerportal.database.embedded.account import ServerAccount, own_name, server_account
from partnerportal.database.embedded.binaries import Binaries, find_binaries
from partnerportal.database.embedded.cluster import (
    ADMINISTRATOR,
    PORT,
    create_cluster,
    major_of,
    write_configuration,
)
from partnerportal.database.embedded.door import close_door, open_door, socket_dir_of
from partnerportal.database.embedded.lock import FolderLock, open_beside_data
from partnerportal.database.embedded.processes import end_leftovers, start_in
from partnerportal.database.roles import OWNER, ensure_roles

DATABASE: Final = "portal"
START_SECONDS: Final = 60.0
"""Recovery after a crash takes its time; a healthy start takes a quarter of a second."""
PATIENCE_SECONDS: Final = 10.0
"""A server that still runs may be repairing itself after one of its processes crashed."""
STOP_SECONDS: Final = 2.0
PAUSE_SECONDS: Final = 0.03
LOG_LIMIT_BYTES: Final = 1_000_000
NOT_WRITABLE: Final = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)
DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class EmbeddedServer:
    """PostgreSQL on a folder, without TCP, without passwords, for the people who run the portal only.

    Making one and asking for `parameters` costs next to nothing; only `start` touches processes.
    """

    def __init__(self, data_dir: Path, *, fast: bool = False, bin_dir: Path | None = None) -> None:
        """Describe the server in `data_dir`/postgres.

        `fast` gives up durability and lets portal_owner create databases: for tests. `bin_dir` picks one
        PostgreSQL instead of looking for it.
        """
        self.data_dir = data_dir.absolute()
        self.cluster = data_dir.resolve() / "postgres"
        self.socket_dir = socket_dir_of(self.cluster)
        self.log = self.data_dir / "postgres.log"
        self._fast = fast
        self._bin_dir = bin_dir
        self._lock = FolderLock(self.data_dir / "postgres.lock")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, creating the cluster, the roles and the database on first use.

        Raises: ServerUnavailable with a sentence for the person at the keyboard.
        """
        if self._process is not None and self._answers_within(PATIENCE_SECONDS, self._process):
            return
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._lock.is_held:
                self._lock.acquire()
            self._start_server()
        except OSError as error:
            self.stop()
            raise self._refusal(error) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server within three seconds and leave no process; does nothing if it is not ours."""
        if not self._lock.is_held:
            return
        self._end_server()
        close_door(self.socket_dir, self.cluster)
        self._lock.release()

    def is_alive(self) -> bool:
        """Tell whether the server answers, whoever started it; a process id would prove nothing."""
        try:
            with self._connect(ADMINISTRATOR) as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def parameters(self, role: str) -> dict[str, str]:
        """Return the keywords psycopg needs to log in to the portal's database with this role."""
        return {"host": str(self.socket_dir), "port": str(PORT), "dbname": DATABASE, "user": role}

    def _start_server(self) -> None:
        account = server_account(self.data_dir, self.cluster)
        starter = own_name()
        self._end_server()
        end_leftovers(self.cluster)
        with self._open_log() as log:
            binaries = self._binaries(account)
            if major_of(self.cluster) is None and not create_cluster(
                self.cluster, binaries, account, log, fast=self._fast
            ):
                raise refusals.start_failed(self.log)
            write_configuration(self.cluster, account, starter, fast=self._fast)
            open_door(self.socket_dir, self.cluster, account.uid)
            self._process = start_in(self.cluster, [binaries.postgres], account, log)
        if not self._answers_within(START_SECONDS, self._process):
            raise refusals.start_failed(self.log)
        self._ensure_database()

    def _binaries(self, account: ServerAccount) -> Binaries:
        major = major_of(self.cluster)
        binaries = find_binaries(account, major=major, folder=self._bin_dir)
        if binaries is None:
            raise refusals.other_version(self.data_dir, major or 0)
        return binaries

    def _open_log(self) -> BinaryIO:
        is_long = self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES
        descriptor = open_beside_data(self.log, os.O_WRONLY | os.O_APPEND)
        if is_long:
            os.ftruncate(descriptor, 0)
        return os.fdopen(descriptor, "ab")

    def _answers_within(self, seconds: float, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline:
            if self.is_alive():
                return True
            time.sleep(PAUSE_SECONDS)
        return False

    def _end_server(self) -> None:
        """End the server this object started, by force after two seconds; its data survive that too."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        end_leftovers(self.cluster, patience_seconds=0.2)
        self._process.wait()
        self._process = None

    def _ensure_database(self) -> None:
        # template1 first: databases that tests create from it then carry the same default rights.
        with self._connect(ADMINISTRATOR, "template1") as connection:
            ensure_roles(connection, owner_may_create_databases=self._fast)
        with self._connect(ADMINISTRATOR) as connection:
            connection.autocommit = True
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        with self._connect(ADMINISTRATOR, DATABASE) as connection:
            ensure_roles(connection, owner_may_create_databases=self._fast)

    def _connect(self, role: str, database: str = ADMINISTRATOR) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.socket_dir), port=PORT, user=role, dbname=database, connect_timeout=5
        )

    def _refusal(self, error: OSError) -> refusals.ServerUnavailable:
        if error.errno in DISK_FULL:
            return refusals.disk_full(self.data_dir)
        if error.errno in NOT_WRITABLE:
            return refusals.read_only(self.data_dir)
        return refusals.start_failed(self.log)
