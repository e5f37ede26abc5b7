"""Keep the demo's folder: one owner at a time, its keys, its logs, and what was prepared in it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from partnerportal.config.environment import read_environment
from partnerportal.config.lacking import read_only
from partnerportal.config.secrets import read_secret_key
from partnerportal.database.embedded.lock import FolderLock
from partnerportal.database.embedded.processes import end_leftovers
from partnerportal.kernel.crypto import KeyRing

PACKAGE = Path(__file__).resolve().parents[2]
LOCK_NAME = "demo.lock"


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Name the files of the demo below `path` (var/demo unless PORTAL_DATA_DIR says otherwise)."""

    path: Path

    def take(self) -> FolderLock:
        """Make the folder and keep others out until the process ends.

        Raises: Lacking when it cannot be written; ServerUnavailable when another demo runs in it.
        """
        lock = FolderLock(self.path / LOCK_NAME)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
            self.log_dir.mkdir(exist_ok=True)
        except OSError as error:
            raise read_only(self.path) from error
        return lock

    def clear(self) -> None:
        """Remove everything in the folder but the lock.

        Raises: Lacking when it cannot be removed; ServerUnavailable when another process uses the database.
        """
        database_lock = FolderLock(self.path / "postgres.lock")
        try:
            database_lock.acquire()
            end_leftovers(self.path.resolve() / "postgres")
            for entry in self.path.iterdir():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                elif entry.name != LOCK_NAME:
                    entry.unlink()
            self.log_dir.mkdir(exist_ok=True)
        except OSError as error:
            raise read_only(self.path) from error
        finally:
            database_lock.release()

    def make_keys(self) -> None:
        """Make the demo's own secret key and key ring (mode 0600) on first use."""
        environment = read_environment()
        read_secret_key(environment)
        if not environment.key_file.exists():
            KeyRing.create(environment.key_file, is_demo=True)

    @property
    def log_dir(self) -> Path:
        """Return the folder of the logs, one file of JSON lines for each process."""
        return self.path / "log"

    def log_of(self, process: str) -> Path:
        """Return the log file of one process."""
        return self.log_dir / f"{process}.jsonl"

    def accounts(self) -> list[dict[str, str]]:
        """Return the accounts that the demo data left for its visitors; empty before seeding."""
        file = self.path / "accounts.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []

    @property
    def is_prepared(self) -> bool:
        """Tell whether this very program migrated and filled the database in this folder.

        A database of PORTAL_DATABASE_URL may have changed behind our back: there the answer is always no.
        """
        is_own = read_environment().database is None
        return is_own and self._stamp.exists() and self._stamp.read_text(encoding="ascii") == fingerprint()

    def mark_prepared(self) -> None:
        """Remember that migrations and demo data are in place, so that the next start skips both."""
        if self._stamp.parent.is_dir():
            self._stamp.write_text(fingerprint(), encoding="ascii")

    @property
    def _stamp(self) -> Path:
        # Inside the cluster: whoever deletes the data deletes the stamp with them.
        return self.path / "postgres" / "prepared"


def fingerprint() -> str:
    """Return a digest of all that decides on the schema: our migrations and the versions of the libraries."""
    digest = hashlib.sha256()
    files = [PACKAGE.parent / "requirements.lock", *sorted(PACKAGE.glob("*/migrations/*.py"))]
    for file in files:
        digest.update(f"{file.relative_to(PACKAGE.parent)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
