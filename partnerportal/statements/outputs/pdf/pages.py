"""Lay bookings out on pages: by kind, the running total carried from the foot of a page to the head of the next.

Counted here and not by the typesetter: rows have one height, so a page is a number of rows, the carried totals are
sums of what really stands on the page, and 5,000 rows cost no second pass over the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from partnerportal.statements.outputs.content import OutputLine

ROWS_ON_A_PAGE = 43
"""How many rows of 5.6 mm a page of A4 takes; a heading with its table head takes three of them."""

HEADING, CARRIED, FEWEST = 3, 1, 2


@dataclass(slots=True)
class Block:
    """Be the part of one kind that stands on one page; `carried_in` is None at the beginning of the kind.

    `total` is what the kind has come to at the end of the block: carried on, or its sum when `is_last`.
    """

    kind: str
    carried_in: Decimal | None
    lines: list[OutputLine] = field(default_factory=list)
    total: Decimal = Decimal("0.00")
    is_last: bool = False


def pages_of(kinds: Iterable[tuple[str, list[OutputLine]]]) -> Iterator[list[Block]]:
    """Yield the blocks of each page, in the order of the kinds given; a kind without lines takes no room."""
    page: list[Block] = []
    room = ROWS_ON_A_PAGE
    for kind, lines in kinds:
        block = Block(kind, None)
        for at, line in enumerate(lines):
            if not block.lines:
                needed = HEADING + FEWEST + CARRIED * (2 if block.carried_in is not None else 1)
                if room < needed:
                    yield page
                    page, room = [], ROWS_ON_A_PAGE
                room -= HEADING + CARRIED + (CARRIED if block.carried_in is not None else 0)
                page.append(block)
            block.lines.append(line)
            block.total += line.amount
            room -= 1
            if at == len(lines) - 1:
                block.is_last = True
            elif not room:
                block = Block(kind, block.total, total=block.total)
    if page:
        yield page
