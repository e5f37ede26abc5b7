"""The folder in which clients find the server's socket: short, private, the same for everyone who asks."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from partnerportal.database.embedded.cluster import PORT
from partnerportal.database.embedded.refusals import socket_folder

LONGEST_SOCKET_PATH: Final = 99
"""Bytes. The kernel takes 107; the rest is for clients that append something."""

SHORT_FOLDERS: Final = Path("/tmp")  # noqa: S108 - the name is derived and the owner is checked
"""Not TMPDIR: every process must find the same door, whatever its environment."""


def socket_dir_of(cluster: Path) -> Path:
    """Return the cluster folder itself, or a short link to it when its path is too long for a socket."""
    if len(os.fsencode(cluster / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return cluster
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    return SHORT_FOLDERS / f"portal-{digest}" / "s"


def open_door(socket_dir: Path, cluster: Path, owner_uid: int) -> None:
    """Make the short link if one is needed and missing.

    Raises: ServerUnavailable when somebody else has taken its name.
    """
    if socket_dir == cluster:
        return
    folder = socket_dir.parent
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner_uid, -1)
    except FileExistsError:
        _check_owner(folder, {owner_uid, os.geteuid()})
    if not socket_dir.is_symlink():
        socket_dir.symlink_to(cluster)


def close_door(socket_dir: Path, cluster: Path) -> None:
    """Remove the short link and its folder, if there is one."""
    if socket_dir != cluster and os.access(socket_dir.parent, os.W_OK) and socket_dir.is_symlink():
        socket_dir.unlink()
        socket_dir.parent.rmdir()


def _check_owner(folder: Path, owners: set[int]) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or stat.S_IMODE(found.st_mode) != 0o700:
        raise socket_folder(folder)
