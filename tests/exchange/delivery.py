"""Files for the tests of the import: the synthetic sample, changed here and there, and how a test imports them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from partnerportal.database.context import acting_as
from partnerportal.exchange.models import ImportRun
from partnerportal.exchange.services import run_import
from partnerportal.exchange.services.runs import store_file
from partnerportal.kernel.viewer import WORKER, Viewer
from partnerportal.partners.models import Partner

SAMPLE = Path(__file__).parent / "data" / "kranken_020_synthetisch.gdv"
SAMPLE_FIRM = "4711000"
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def sample() -> list[bytes]:
    """Return the records of the sample, 256 bytes each."""
    return [line.rstrip(b"\r\n") for line in SAMPLE.read_bytes().splitlines()]


def joined(records: Iterable[bytes]) -> bytes:
    """Return the records as a file."""
    return b"".join(record + b"\r\n" for record in records)


def put(record: bytes, first: int, value: str) -> bytes:
    """Return the record with a text from a byte on, counted from 1."""
    new = value.encode("latin-1")
    return record[: first - 1] + new + record[first - 1 + len(new) :]


def edited(records: list[bytes], satzart: str, policy: str, part: str, first: int, value: str) -> list[bytes]:
    """Return the records with a text changed in those of one Satzart, policy number and part (last byte)."""
    return [
        put(record, first, value)
        if record.startswith(satzart.encode())
        and record[13:30].strip() == policy.encode()
        and record[255:] == part.encode()
        else record
        for record in records
    ]


def sample_firm() -> Partner:
    """Enter the firm the sample's contracts belong to."""
    return Partner.objects.create(
        name="Testmakler GmbH",
        intermediary_number=SAMPLE_FIRM,
        street="Testweg 1",
        postal_code="53229",
        city="Bonn",
    )


def deliver(
    data: bytes,
    *,
    file_format: str = "gdv",
    is_full: bool = False,
    preview: bool = False,
    now: datetime = NOW,
    mapping: dict[str, str] | None = None,
    actor: Viewer = WORKER,
) -> ImportRun:
    """Import a file as the worker does, and return its run."""
    with acting_as(actor):
        run_id = store_file(
            actor=actor, file_format=file_format, origin="folder", chunks=[data], now=now,
            is_full_delivery=is_full, applies_at_once=not preview, mapping=mapping,
        )  # fmt: skip
    return worked(run_id, now)


def worked(run_id: UUID, now: datetime = NOW) -> ImportRun:
    """Let the worker do the next step of a run."""
    run_import(run_id=run_id, now=now)
    return ImportRun.objects.get(id=run_id)


def figures(run: ImportRun, name: str) -> tuple[int, int, int]:
    """Return how many were created, updated and left alone."""
    counts: dict[str, Any] = run.result[name]
    return counts["created"], counts["updated"], counts["unchanged"]
