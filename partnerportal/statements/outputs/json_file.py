"""Write a statement as JSON, described by statement.schema.json; amounts are strings, as floats do not hold cents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from functools import cache
from pathlib import Path

from partnerportal.statements.outputs.content import CENT, ControlTotals, OutputLine, StatementHead

VERSION = 1
_SCHEMA = Path(__file__).resolve().parent / "statement.schema.json"
_CHUNK = 200


@cache
def schema_text() -> str:
    """Return the published JSON Schema (draft 2020-12) of the file."""
    return _SCHEMA.read_text(encoding="utf-8")


def as_json(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[bytes]:
    """Yield the file in pieces, one object with `lines` in the middle and the control totals at the end.

    The totals are counted from the lines that were written; a reader compares them with `total` and `line_count`.
    """
    counted = ControlTotals()
    opening = json.dumps(_head(head), ensure_ascii=False, indent=1)
    yield f'{opening.removesuffix("}").rstrip()},\n "lines": [\n'.encode()
    piece: list[str] = []
    for line in counted.passing(lines):
        comma = ",\n" if counted.count > 1 else ""
        piece.append(f"{comma}  {json.dumps(_line(line), ensure_ascii=False)}")
        if len(piece) == _CHUNK:
            yield "".join(piece).encode()
            piece.clear()
    totals = json.dumps({"line_count": counted.count, "total": money(counted.total)})
    yield f'{"".join(piece)}\n ],\n "control_totals": {totals}\n}}\n'.encode()


def money(amount: Decimal) -> str:
    """Return an amount like "-1234.50"."""
    return str(amount.quantize(CENT))


def _head(head: StatementHead) -> dict[str, object]:
    return {
        "format": "partnerportal-statement",
        "version": VERSION,
        "number": head.number,
        "month": f"{head.month:%Y-%m}",
        "currency": head.currency,
        "closed_at": head.closed_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "operator": head.sender.name,
        "partner": {"name": head.partner_name, "intermediary_number": head.intermediary_number},
        "line_count": head.line_count,
        "total": money(head.total),
        "kinds": [
            {"kind": each.kind, "line_count": each.count, "total": money(each.total)}
            for each in head.kinds
            if each.count
        ],
    }


def _line(line: OutputLine) -> dict[str, object]:
    corrects = {"statement": line.corrects_statement, "position": line.corrects_position}
    return {
        "position": line.position,
        "policy_number": line.policy_number,
        "line_of_business": line.line_of_business,
        "kind": line.kind,
        "booked_on": line.booked_on.isoformat(),
        "basis": money(line.basis),
        "rate_percent": f"{line.rate:.4f}",
        "amount": money(line.amount),
        "corrects": corrects if line.corrects_statement else None,
    }
