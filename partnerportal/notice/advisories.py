"""Match the lock file against known weaknesses: an OSV-like file the operator loads into the data folder.

The file is a JSON list as `https://osv.dev` exports it. Read of each record: `id`, `published`, `withdrawn`, and of
`affected` the package's name with `versions` or `ranges` of `introduced` and `fixed`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.version import Version

FILE_NAME = "advisories.json"
LOCK_FILE = Path(__file__).resolve().parents[2] / "requirements.lock"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_ECOSYSTEM = "PyPI"


@dataclass(frozen=True, slots=True)
class Weakness:
    """Be a known weakness of a package in the lock file, public since `published_on`."""

    advisory: str
    package: str
    version: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Advisories:
    """Hold what the file says about the lock file; `loaded_on` is the day the file was written."""

    loaded_on: date
    records: int
    weaknesses: tuple[Weakness, ...]


class AdvisoriesUnreadable(ValueError):  # noqa: N818 - the proof prints it as a finding
    """The advisory file is no OSV list."""


def locked_versions(lock_file: Path = LOCK_FILE) -> dict[str, str]:
    """Return the version of each package in the lock file by its normalised name."""
    return {
        _normal(name): version for name, version in _PINNED.findall(lock_file.read_text(encoding="utf-8"))
    }


def loaded_advisories(data_dir: Path, locked: Mapping[str, str]) -> Advisories | None:
    """Return what the operator's file says, None without one. Raises: AdvisoriesUnreadable."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return None
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        weaknesses = tuple(found for record in records for found in _weaknesses(record, locked))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AdvisoriesUnreadable from error
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Advisories(written_at.date(), len(records), weaknesses)


def _weaknesses(record: Mapping[str, Any], locked: Mapping[str, str]) -> Iterator[Weakness]:
    if record.get("withdrawn"):
        return
    published_on = datetime.fromisoformat(record["published"]).date()
    hit = {
        name
        for affected in record["affected"]
        if affected["package"]["ecosystem"] == _ECOSYSTEM
        and (name := _normal(affected["package"]["name"])) in locked
        and _is_affected(locked[name], affected)
    }
    for name in sorted(hit):
        yield Weakness(record["id"], name, locked[name], published_on)


def _is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    ranges = [each["events"] for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return version in affected.get("versions", ()) or any(
        _is_within(Version(version), each) for each in ranges
    )


def _is_within(version: Version, events: list[Mapping[str, str]]) -> bool:
    """Follow the events of one range in the order of versions, as the OSV schema evaluates them."""
    is_inside = False
    for kind, at in sorted(_steps(events), key=lambda step: (step[1], step[0] != "introduced")):
        if kind == "introduced" and version >= at:
            is_inside = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            is_inside = False
    return is_inside


def _steps(events: list[Mapping[str, str]]) -> Iterator[tuple[str, Version]]:
    for event in events:
        for kind, at in event.items():
            yield kind, Version(at)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
