"""Change the ledger: take over lines of files, correct, close, ask about a line."""

from partnerportal.statements.services.ledger import (
    UnknownStatement,
    add_correction,
    close_statement,
    open_statement,
)
from partnerportal.statements.services.questions import report_discrepancy
from partnerportal.statements.services.taking_over import IncomingLine, TakenOver, take_over_lines

__all__ = [
    "IncomingLine",
    "TakenOver",
    "UnknownStatement",
    "add_correction",
    "close_statement",
    "open_statement",
    "report_discrepancy",
    "take_over_lines",
]
