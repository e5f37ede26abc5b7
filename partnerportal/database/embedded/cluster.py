"""The cluster on disk: created once, configured anew at each start."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from partnerportal.database.embedded.account import ServerAccount
from partnerportal.database.embedded.binaries import Binaries
from partnerportal.database.embedded.processes import start_in
from partnerportal.database.roles import ROLES

ADMINISTRATOR: Final = "postgres"
BUILTIN_LOCALE_SINCE: Final = 17
PORT: Final = 5432

CONFIGURATION: Final = f"""\
# Written anew at each start; changes here are lost.
listen_addresses = ''
port = {PORT}
unix_socket_directories = '.'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 64MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 256MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# Statements and error details carry personal data; none of them may reach the log.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
"""

WITHOUT_DURABILITY: Final = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
"""For tests: a power failure may take the data."""


def major_of(cluster: Path) -> int | None:
    """Return the major version of PostgreSQL that wrote the cluster; None when there is no cluster yet."""
    version = cluster / "PG_VERSION"
    return int(version.read_text().strip()) if version.exists() else None


def create_cluster(
    cluster: Path, binaries: Binaries, account: ServerAccount, log: BinaryIO, *, fast: bool
) -> bool:
    """Create the cluster beside its place and move it there when complete; tell whether that worked.

    An interrupted creation therefore never looks like a cluster.
    """
    unfinished = cluster.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, account.uid, account.gid)
    worked = start_in(unfinished, _initdb_command(binaries, fast=fast), account, log).wait() == 0
    if worked:
        unfinished.rename(cluster)
    return worked


def write_configuration(cluster: Path, account: ServerAccount, starter: str, *, fast: bool) -> None:
    """Write the settings, and who may connect: starter and server account, as the portal's roles."""
    _write(cluster / "postgresql.conf", CONFIGURATION + (WITHOUT_DURABILITY if fast else ""), account)
    _write(cluster / "pg_hba.conf", "local all all peer map=portal\n", account)
    people = sorted({starter, account.name})
    lines = [f'portal "{person}" {role}\n' for person in people for role in (ADMINISTRATOR, *ROLES)]
    _write(cluster / "pg_ident.conf", "".join(lines), account)


def _initdb_command(binaries: Binaries, *, fast: bool) -> list[str]:
    command = [
        binaries.initdb,
        "--data-checksums",
        "--encoding=UTF8",
        "--auth=peer",
        f"--username={ADMINISTRATOR}",
    ]
    command += ["--locale=C", "--lc-ctype=C.UTF-8"]
    if binaries.major >= BUILTIN_LOCALE_SINCE:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*command, "--no-sync"] if fast else command


def _write(path: Path, text: str, account: ServerAccount) -> None:
    """Replace the file as a whole, never through a link the server's account may have planted for root."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        os.fchown(file.fileno(), account.uid, account.gid)
    Path(temporary).replace(path)
