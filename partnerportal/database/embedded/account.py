"""Which system account runs the server: never root, never a new one."""

import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from partnerportal.database.embedded.refusals import no_account

UNPRIVILEGED: Final = ("partnerportal", "nobody", "daemon")
ROOT: Final = 0


@dataclass(frozen=True)
class ServerAccount:
    """The system account of the server process."""

    uid: int
    gid: int
    name: str

    @property
    def switch_to(self) -> tuple[int | None, int | None, list[int] | None]:
        """Return user, group and extra groups for a subprocess; all None when we are that account already."""
        if self.uid == os.geteuid():
            return None, None, None
        return self.uid, self.gid, []


def server_account(data_dir: Path, cluster: Path) -> ServerAccount:
    """Return the account that runs the server on this folder.

    Root hands the server to the owner of the data, so that this owner can start it alone next time.

    Raises: ServerUnavailable when no suitable account has a name.
    """
    for entry in _candidates(data_dir, cluster):
        return ServerAccount(uid=entry.pw_uid, gid=entry.pw_gid, name=entry.pw_name)
    raise no_account()


def own_name() -> str:
    """Return the name of the account this process runs as.

    Raises: ServerUnavailable when it has none; peer authentication needs one.
    """
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise no_account() from error


def _candidates(data_dir: Path, cluster: Path) -> Iterator[pwd.struct_passwd]:
    if os.geteuid() != ROOT:
        yield from _known(os.geteuid())
        return
    for folder in (cluster, data_dir):
        if folder.exists() and folder.stat().st_uid != ROOT:
            yield from _known(folder.stat().st_uid)
    for name in UNPRIVILEGED:
        yield from _known(name)


def _known(account: int | str) -> Iterator[pwd.struct_passwd]:
    try:
        yield pwd.getpwuid(account) if isinstance(account, int) else pwd.getpwnam(account)
    except KeyError:
        return
