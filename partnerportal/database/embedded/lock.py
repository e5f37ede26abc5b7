"""One living owner per folder: a lock that the kernel frees when its owner dies."""

import fcntl
import os
from pathlib import Path

from partnerportal.database.embedded.refusals import already_running


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
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
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
