"""Print a book extract: each contract with its people and days, its bookings below it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from partnerportal.contracts.rules import line_name
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.statements.outputs.extract.content import ExtractHead, ExtractRow
from partnerportal.statements.outputs.extract.tables import NOT_BOOKED
from partnerportal.statements.outputs.wording import german_count, german_rate
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.printing import compile_pdf, german_amount, german_date, printable

MOST_ROWS = 2_000
_TEMPLATE = Path(__file__).resolve().parent / "extract.typ"


def extract_as_pdf(head: ExtractHead, rows: Iterable[ExtractRow]) -> bytes:
    """Return the extract as PDF.

    Raises: Refused (statement.extract_too_long) above 2,000 rows; CSV and Excel hold any period.
    """
    kept: list[ExtractRow] = []
    for row in rows:
        if len(kept) == MOST_ROWS:
            raise Refused(
                "statement.extract_too_long",
                _("Als PDF passen höchstens 2.000 Buchungen. Bitte laden Sie die CSV- oder Excel-Datei."),
            )
        kept.append(row)
    return compile_pdf(_TEMPLATE, name="extract", data=_printed(head, kept), dated=head.made_at)


def _printed(head: ExtractHead, rows: list[ExtractRow]) -> dict[str, object]:
    return {
        "operator": printable(head.sender.name),
        "operator_address": [printable(part) for part in head.sender.address],
        "partner": printable(head.partner_name),
        "since": german_date(head.since),
        "until": german_date(head.until),
        "made_on": german_date(berlin_date(head.made_at)),
        "totals": _totals(rows),
        "contracts": [
            _contract(list(group)) for _number, group in groupby(rows, lambda row: row.policy_number)
        ],
    }


def _totals(rows: list[ExtractRow]) -> list[list[str]]:
    """Return count and sum for each currency; one row of zeros when nothing was booked."""
    sums: dict[str, tuple[int, Decimal]] = {}
    for row in rows:
        if row.amount is not None:
            count, total = sums.get(row.currency, (0, Decimal("0.00")))
            sums[row.currency] = count + 1, total + row.amount
    return [[german_count(count), german_amount(total, code)] for code, (count, total) in sums.items()] or [
        ["0", "–"]
    ]


def _contract(rows: list[ExtractRow]) -> dict[str, object]:
    first = rows[0]
    days = [f"Beginn {german_date(first.begins_on)}" if first.begins_on else "Vertrag nicht mehr geführt"]
    days += [f"Ende {german_date(first.ends_on)}"] if first.ends_on else []
    what = [line_name(first.line_of_business), first.tariff] if first.line_of_business else []
    return {
        "number": printable(first.policy_number),
        "facts": printable(" · ".join(part for part in (first.holder, *what, *days) if part)),
        "rows": [_row(row) for row in rows],
    }


def _row(row: ExtractRow) -> list[str]:
    if row.booked_on is None or row.basis is None or row.rate is None or row.amount is None:
        return ["", NOT_BOOKED, "", "", "", ""]
    kind = KINDS[row.kind] + (f" (zu {row.corrects})" if row.corrects else "")
    return [
        german_date(row.booked_on),
        printable(kind),
        printable(f"{row.statement}/{row.position}"),
        german_amount(row.basis, row.currency),
        german_rate(row.rate),
        german_amount(row.amount, row.currency),
    ]
