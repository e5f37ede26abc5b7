"""One living owner per folder: a lock that the kernel frees when its owner dies."""

import fcntl
import os
from pathlib import Path
from typing import Final

from partnerportal.database.embedded.refusals import already_running

ROOT: Final = 0


def open_beside_data(path: Path, flags: int) -> int:
    """Open or create a private file in the data folder; what root creates belongs to the folder's owner.

    Otherwise the owner could not start the portal again after root did so once. Returns the descriptor.
    """
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == ROOT:
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


class FolderLock:
    """Held by the process that started the server on a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        # A forked child must not keep the folder locked after its parent was killed.
        os.register_at_fork(after_in_child=self._forget)

    def acquire(self) -> None:
        """Take the lock at once.

        Raises: ServerUnavailable when another process holds it; OSError when the file cannot be written.
        """
        descriptor = open_beside_data(self._path, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner_pid = os.read(descriptor, 20).decode("ascii", "replace").strip() or "?"
            os.close(descriptor)
            raise already_running(self._path.parent, owner_pid) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; does nothing without it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def is_held(self) -> bool:
        """Tell whether this process holds the lock."""
        return self._descriptor is not None

    _forget = release
