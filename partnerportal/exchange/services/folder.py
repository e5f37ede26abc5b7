"""Watch a folder for deliveries: what was put there completely is imported, one run for each file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from partnerportal.database.context import acting_as
from partnerportal.exchange.rules.detection import ENOUGH_BYTES, detect_format
from partnerportal.exchange.services.runs import start_import
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER

FULL = "gesamt"
"""Files in this folder below the watched one are full deliveries: what they lack is listed."""
IN_HAND = ".in-arbeit"
REFUSED = "abgewiesen"
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")
SETTLES = timedelta(seconds=30)
"""A file nobody has written to for so long is complete."""
READ_BYTES = 256 * 1024

log = logging.getLogger("portal.import")


def take_from_folder(*, folder: Path, now: datetime) -> list[UUID]:
    """Start a run for each complete file and take the file away; return the runs. Run by the worker.

    A file is first moved aside, which only one process can do, then sealed, and removed once its run is committed. Cut
    off in between it is taken up again, and the same file twice changes nothing. A file that is neither GDV nor CSV
    is put into `abgewiesen`; its name goes nowhere, it could be a person's.
    """
    started = []
    for is_full in (False, True):
        place = folder / FULL if is_full else folder
        for path in _in_hand(place, now):
            run_id = _take(path, folder, now, is_full=is_full)
            if run_id is not None:
                started.append(run_id)
    return started


def _in_hand(place: Path, now: datetime) -> Iterator[Path]:
    """Move what is complete aside and yield it, beginning with what an earlier try left."""
    aside = place / IN_HAND
    if not place.is_dir():
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    yield from sorted(path for path in aside.iterdir() if path.is_file())
    for path in sorted(place.iterdir()):
        if _is_complete(path, now):
            target = aside / path.name
            path.rename(target)
            yield target


def _is_complete(path: Path, now: datetime) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if path.name.startswith(".") or path.suffix in UNFINISHED:
        return False
    return datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo) <= now - SETTLES


def _take(path: Path, folder: Path, now: datetime, *, is_full: bool) -> UUID | None:
    try:
        with path.open("rb") as file:
            file_format = detect_format(file.read(ENOUGH_BYTES))
        with acting_as(WORKER):
            run_id = start_import(
                actor=WORKER,
                file_format=file_format,
                origin="folder",
                chunks=_chunks(path),
                now=now,
                is_full_delivery=is_full,
                applies_at_once=True,
            )
    except Refused as refusal:
        _put_away(path, folder / REFUSED, refusal.code)
        return None
    path.unlink()
    return run_id


def _put_away(path: Path, refused: Path, code: str) -> None:
    refused.mkdir(mode=0o700, exist_ok=True)
    path.rename(refused / path.name)
    log.warning("import_file_refused", extra={"fields": {"kind": code}})


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            yield chunk
