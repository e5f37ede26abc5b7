"""Time a partner statement of sixty lines: its PDF with the JSON inside, beside the other forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from bench import Result
from bench.scale.browser import Broker, median_ms
from partnerportal.database.context import acting_as
from partnerportal.exchange.statement_files import WRITERS
from partnerportal.statements.models import Statement
from partnerportal.statements.outputs import OutputLine, StatementHead
from partnerportal.statements.queries.output import output_head, output_lines

LINES = 60
GOAL_MS = 40.0


def results(broker: Broker) -> list[Result]:
    """Return the milliseconds of the page, and of each form a statement of sixty lines leaves in."""
    number = _number(broker)
    head, lines = _sixty_lines(broker, number)
    broker.forget_reading()
    page = median_ms(lambda: broker.get(f"/abrechnungen/{number}"))
    forms = {key: median_ms(_written(key, head, lines)) for key in WRITERS}
    return [
        Result("statement.page", page, "ms", GOAL_MS, at_most=True),
        *(Result(f"statement.{key}", each, "ms", GOAL_MS, at_most=True) for key, each in forms.items()),
    ]


def _number(broker: Broker) -> str:
    own = Statement.objects.filter(partner_id=broker.viewer.partner, line_count__gte=LINES)
    return own.order_by("-month")[0].number


def _sixty_lines(broker: Broker, number: str) -> tuple[StatementHead, list[OutputLine]]:
    """Return the beginning of a statement as if it were a whole one."""
    with acting_as(broker.viewer):
        head = output_head(viewer=broker.viewer, number=number)
        lines = list(islice(output_lines(viewer=broker.viewer, number=number), LINES))
    if head is None:
        raise AssertionError("the statement is gone")
    return replace(head, line_count=LINES, total=sum(line.amount for line in lines)), lines


def _written(key: str, head: StatementHead, lines: list[OutputLine]) -> Callable[[], bytes]:
    return lambda: b"".join(WRITERS[key](head, iter(lines)))
