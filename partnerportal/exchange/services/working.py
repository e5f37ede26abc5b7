"""Do an import: read the sealed file, compare, and take over in one transaction. Run by the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from partnerportal.database.context import acting_as
from partnerportal.database.key_destruction import destroy_keys
from partnerportal.database.keys import open_vault
from partnerportal.exchange import storage
from partnerportal.exchange.gdv import GdvError
from partnerportal.exchange.models import ImportRun
from partnerportal.exchange.rules.portfolio import ContractRead, Finding, LineRead, Read
from partnerportal.exchange.rules.result import Summary, refused
from partnerportal.exchange.rules.runs import AT_WORK
from partnerportal.exchange.services import comparison
from partnerportal.exchange.services.bookings import Ledger
from partnerportal.exchange.services.conflicts import count_conflicts, note_conflicts
from partnerportal.exchange.services.parking import Parking
from partnerportal.exchange.services.reading import READERS, Source
from partnerportal.exchange.services.signs import SignOfLife
from partnerportal.exchange.services.staging import Stage
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.crypto import CryptoError
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER
from partnerportal.partners.queries import ids_by_number

Watch = Callable[[int], None]
ONE_AT_A_TIME = 0x1_6_D_9
"""Key of the advisory lock that keeps imports one after the other."""


def run_import(*, run_id: UUID, now: datetime, watch: Watch | None = None) -> None:
    """Do the next step of a run: its preview, or the whole when it applies at once.

    `watch` is told how many records are read. A file that is wrong as a whole ends the run as refused; nothing of
    it is stored. A run cut off by a stop of the worker is simply done again: its one transaction never happened.

    Raises: DatabaseError, OSError, CryptoError, after the run was noted as failed.
    """
    if not _claim(run_id, now):
        return
    try:
        with SignOfLife(run_id, watch) as sign, acting_as(WORKER):
            _work(run_id, now, sign.tell)
    except GdvError as error:
        _refuse(run_id, error.code, error.line or None, now)
    except Refused as refusal:
        _refuse(run_id, refusal.code, None, now)
    except (DatabaseError, OSError, CryptoError):
        with acting_as(WORKER):
            ImportRun.objects.filter(id=run_id).update(state="failed", finished_at=now)
        raise


def forget_file(*, run_id: UUID) -> None:
    """Destroy the key and the file of a run that has ended."""
    with acting_as(WORKER):
        destroy_keys([run_id])
    storage.remove(run_id)


def _claim(run_id: UUID, now: datetime) -> bool:
    """Note that the work begins; False when the run has ended or waits for a decision."""
    with acting_as(WORKER):
        run = ImportRun.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state not in {"waiting", "reading", "applying"}:
            return False
        run.state = "applying" if run.applies_at_once else "reading"
        run.heartbeat_at, run.records_read = now, 0
        run.save(update_fields=["state", "heartbeat_at", "records_read"])
        return True


def examine(
    *,
    chunks: Iterable[bytes],
    file_format: str,
    is_full_delivery: bool,
    mapping: Mapping[str, str],
    now: datetime,
    watch: Watch | None = None,
) -> dict[str, Any]:
    """Return the document of what taking a file over would do, and change nothing. For the command line."""
    run = ImportRun(format=file_format, origin="command", is_full_delivery=is_full_delivery)
    source = Source(iter(chunks), watch or (lambda _records: None), dict(mapping))
    with acting_as(WORKER):
        try:
            document = _compared(run, source, Parking(run), now)[0].document()
        except GdvError as error:
            document = refused(error.code, error.line or None)
        except Refused as refusal:
            document = refused(refusal.code, None)
        transaction.set_rollback(True)
    return document


def _work(run_id: UUID, now: datetime, tick: Watch) -> None:
    _wait_for_others()
    run = ImportRun.objects.get(id=run_id)
    if run.state not in AT_WORK:
        return
    source, parking = Source(_opened(run), tick, run.mapping), Parking(run)
    summary, ledger = _compared(run, source, parking, now)
    comparison.note_findings(
        run_id=run.id,
        findings=summary.findings,
        missing_on=berlin_date(now) if run.is_full_delivery else None,
    )
    if run.applies_at_once:
        comparison.take_over(run_id=run.id, now=now)
        ledger.take_over(now=now, is_trial=False)
        parking.keep(now=now)
        note_conflicts(run=run, now=now)
    _note_end(run, source, summary, now)


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _compared(run: ImportRun, source: Source, parking: Parking, now: datetime) -> tuple[Summary, Ledger]:
    """Read the file to its end, lay out what it says and count what that changes."""
    summary, ledger = Summary(), Ledger()
    _stage(run, source, parking, ledger, summary.findings)
    summary.packages, summary.records = source.packages, source.records
    summary.totals_match = source.totals_match
    summary.findings += comparison.compare()
    summary.contracts, summary.persons = comparison.counted()
    summary.statements = ledger.take_over(now=now, is_trial=True)
    summary.missing = comparison.count_missing(berlin_date(now)) if run.is_full_delivery else 0
    summary.parked, summary.conflicts = parking.counts, count_conflicts()
    return summary, ledger


def _stage(run: ImportRun, source: Source, parking: Parking, ledger: Ledger, findings: list[Finding]) -> None:
    firms, stage = ids_by_number(), Stage()
    for item in _read(run, source):
        if isinstance(item, Finding):
            findings.append(item)
            continue
        firm = firms.get(item.intermediary_number)
        if firm is None:
            parking.add(item)
        elif isinstance(item, LineRead):
            ledger.add(item, firm)
        elif stage.has(item.policy_number_key):
            findings.append(_twice(item))
        else:
            stage.add(item, firm)
    stage.flush()


def _twice(contract: ContractRead) -> Finding:
    return Finding(contract.line, "0200", "policy_number", "skipped", "contract_double", "code")


def _read(run: ImportRun, source: Source) -> Iterator[Read]:
    return READERS["parked" if run.origin == "parked" else run.format](source)


def _opened(run: ImportRun) -> Iterator[bytes]:
    key = open_vault([run.id]).keys.get(run.id)
    if key is None:
        raise Refused("import.file_gone", "")
    return storage.read_sealed(run.id, key)


def _note_end(run: ImportRun, source: Source, summary: Summary, now: datetime) -> None:
    """Write the run's row, in the transaction of the work itself."""
    run.result, run.encoding, run.records_read = summary.document(), source.encoding, source.records
    run.records_total, run.heartbeat_at = source.records, now
    run.previewed_at = run.previewed_at or now
    run.state = "previewed"
    if run.applies_at_once:
        run.state, run.applied_at, run.finished_at = "done", now, now
        _let_go(run.id)
    run.save()


def _refuse(run_id: UUID, code: str, line: int | None, now: datetime) -> None:
    with acting_as(WORKER):
        ImportRun.objects.filter(id=run_id).update(
            state="refused",
            refusal_code=code,
            refused_line=line,
            result=refused(code, line),
            finished_at=now,
        )
        _let_go(run_id)


def _let_go(run_id: UUID) -> None:
    destroy_keys([run_id])
    transaction.on_commit(lambda: storage.remove(run_id))
