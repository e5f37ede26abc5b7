"""Start, confirm, discard and restart imports; reading and writing is the worker's (services/working.py)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django import app

from partnerportal.database.keys import vault_for_writing
from partnerportal.exchange import storage
from partnerportal.exchange.models import ImportRun
from partnerportal.exchange.rules.runs import check_format, check_may, check_size
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer

RUN = "exchange.run_import"
FORGET = "exchange.forget_file"
QUEUE = "imports"
MAY_IMPORT = frozenset({Role.ADMINISTRATOR, Role.WORKER})


class UnknownRun(LookupError):  # noqa: N818 - reads as what it says
    """No such import, or the actor does not keep imports; the page answers 404."""


def start_import(
    *,
    actor: Viewer,
    file_format: str,
    origin: str,
    chunks: Iterable[bytes],
    now: datetime,
    is_full_delivery: bool = False,
    applies_at_once: bool = False,
    mapping: Mapping[str, str] | None = None,
) -> UUID:
    """Seal a file, note its run and order the work; return the run's id.

    `chunks` is the file piece by piece, `origin` one of upload, folder, command, parked. A run that does not apply at
    once stops at its preview. `mapping` names for our fields the columns of a CSV file; without it the heads are
    recognised.

    Raises: UnknownRun for another role; Refused (import.unknown_format, import.empty, import.too_large).
    """
    run_id = store_file(
        actor=actor,
        file_format=file_format,
        origin=origin,
        chunks=chunks,
        now=now,
        is_full_delivery=is_full_delivery,
        applies_at_once=applies_at_once,
        mapping=mapping,
    )
    _order(run_id)
    return run_id


def store_file(
    *,
    actor: Viewer,
    file_format: str,
    origin: str,
    chunks: Iterable[bytes],
    now: datetime,
    is_full_delivery: bool,
    applies_at_once: bool,
    mapping: Mapping[str, str] | None,
) -> UUID:
    """Seal a file and note its run without ordering the work; raises as `start_import`."""
    _check_may_import(actor)
    check_format(file_format)
    measured = _Measured(chunks)
    run_id = uuid4()
    with transaction.atomic():
        vault = vault_for_writing(subjects=[run_id], partner_id=None, now=now)
        try:
            storage.write_sealed(run_id, vault.keys[run_id], measured)
            check_size(measured.size)
        except (Refused, OSError):
            storage.remove(run_id)
            raise
        ImportRun(
            id=run_id,
            format=file_format,
            origin=origin,
            started_by_id=actor.account_id,
            state="waiting",
            applies_at_once=applies_at_once,
            is_full_delivery=is_full_delivery,
            mapping=dict(mapping or {}),
            file_sha256=measured.sha256,
            size=measured.size,
            created_at=now,
        ).save(force_insert=True)
    return run_id


@transaction.atomic
def confirm_import(*, actor: Viewer, run_id: UUID, now: datetime) -> None:
    """Let a previewed import be taken over. Raises: UnknownRun; Refused (import.not_now)."""
    run = _locked(actor, run_id)
    check_may("confirm", state=run.state, heartbeat_at=run.heartbeat_at, now=now)
    run.state, run.applies_at_once, run.heartbeat_at = "waiting", True, None
    run.save(update_fields=["state", "applies_at_once", "heartbeat_at"])
    _order(run_id)


@transaction.atomic
def discard_import(*, actor: Viewer, run_id: UUID, now: datetime) -> None:
    """End an import without taking anything over; its file goes. Raises: UnknownRun; Refused (import.not_now)."""
    run = _locked(actor, run_id)
    check_may("discard", state=run.state, heartbeat_at=run.heartbeat_at, now=now)
    run.state, run.finished_at = "discarded", now
    run.save(update_fields=["state", "finished_at"])
    app.configure_task(FORGET, queue=QUEUE).defer(run_id=str(run_id))


@transaction.atomic
def restart_import(*, actor: Viewer, run_id: UUID, now: datetime) -> None:
    """Start an import again whose worker died or failed. Raises: UnknownRun; Refused (import.not_now)."""
    run = _locked(actor, run_id)
    check_may("restart", state=run.state, heartbeat_at=run.heartbeat_at, now=now)
    run.state, run.heartbeat_at, run.finished_at = "waiting", None, None
    run.save(update_fields=["state", "heartbeat_at", "finished_at"])
    _order(run_id)


class _Measured(Iterable[bytes]):
    """Pass the chunks on, counting and hashing them; stop once the file is too large."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._hash = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            self._hash.update(chunk)
            if self.size:
                check_size(self.size)
            yield chunk

    @property
    def sha256(self) -> str:
        """Return the hash of what was passed on."""
        return self._hash.hexdigest()


def _locked(actor: Viewer, run_id: UUID) -> ImportRun:
    _check_may_import(actor)
    run = ImportRun.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise UnknownRun
    return run


def _check_may_import(actor: Viewer) -> None:
    if actor.role not in MAY_IMPORT:
        raise UnknownRun


def _order(run_id: UUID) -> None:
    # By name: the task itself calls these services.
    app.configure_task(RUN, queue=QUEUE).defer(run_id=str(run_id))
