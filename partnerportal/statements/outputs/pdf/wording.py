"""Turn a statement into what the template prints, every value a string."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from partnerportal.kernel.clock import berlin_date
from partnerportal.statements.outputs.content import KindTotal, OutputLine, StatementHead
from partnerportal.statements.outputs.pdf.pages import Block, pages_of
from partnerportal.statements.outputs.wording import (
    LAW,
    closing_sentence,
    difference_sentence,
    german_count,
    german_month,
    german_rate,
    signed_amount,
)
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.printing import german_amount, german_date, printable

_ORDER = list(KINDS)


def as_printed(head: StatementHead, lines: list[OutputLine]) -> dict[str, object]:
    """Return what the template prints. Lines are grouped by kind and keep their order within it."""
    return {
        "operator": printable(head.sender.name),
        "operator_address": [printable(part) for part in head.sender.address],
        "partner": printable(head.partner_name),
        "partner_address": [printable(part) for part in head.partner_address],
        "intermediary_number": printable(head.intermediary_number),
        "number": printable(head.number),
        "month": german_month(head.month),
        "closed_on": german_date(berlin_date(head.closed_at)),
        "total": german_amount(head.total, head.currency),
        "count": german_count(head.line_count),
        "kinds": [_kind(total, head.currency) for total in head.kinds if total.count],
        "difference": difference_sentence(head),
        "differences": list(_differences(head)),
        "closing": closing_sentence(head),
        "law": LAW,
        "pages": [[_block(block, head.currency) for block in page] for page in pages_of(_by_kind(lines))],
        "attached_as": f"{head.number}.json",
    }


def _by_kind(lines: list[OutputLine]) -> Iterator[tuple[str, list[OutputLine]]]:
    ordered = sorted(lines, key=lambda line: (_ORDER.index(line.kind), line.position))
    for kind, group in groupby(ordered, key=lambda line: line.kind):
        yield kind, list(group)


def _kind(total: KindTotal, currency: str) -> list[str]:
    return [KINDS[total.kind], german_count(total.count), german_amount(total.total, currency)]


def _differences(head: StatementHead) -> Iterator[list[str]]:
    """Yield what each kind contributed to the difference; nothing when the total stayed the same."""
    if not head.difference:
        return
    for each in head.kinds:
        if each.total != each.earlier_total:
            yield [
                KINDS[each.kind],
                german_amount(each.earlier_total, head.currency),
                german_amount(each.total, head.currency),
                signed_amount(each.total - each.earlier_total, head.currency),
            ]


def _block(block: Block, currency: str) -> dict[str, object]:
    name = KINDS[block.kind]
    return {
        "title": name if block.carried_in is None else f"{name} (Fortsetzung)",
        "carried_in": None if block.carried_in is None else german_amount(block.carried_in, currency),
        "has_reference": any(line.corrects for line in block.lines),
        "rows": [_row(line, currency) for line in block.lines],
        "closing": f"Summe {name}" if block.is_last else "Übertrag",
        "total": german_amount(block.total, currency),
    }


def _row(line: OutputLine, currency: str) -> list[str]:
    return [
        str(line.position),
        printable(line.policy_number),
        printable(line.corrects),
        german_date(line.booked_on),
        german_amount(line.basis, currency),
        german_rate(line.rate),
        german_amount(line.amount, currency),
    ]
