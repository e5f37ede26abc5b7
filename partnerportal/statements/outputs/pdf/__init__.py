"""Print a statement: a summary page, then the bookings by kind with totals carried from page to page.

Tagged PDF/A-3a and PDF/UA-1 in one file (ADR 0006), with the statement as JSON inside: one voucher for the eye, the
archive and the machine, in the manner of a hybrid invoice.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.statements.outputs.content import OutputLine, StatementHead
from partnerportal.statements.outputs.json_file import as_json
from partnerportal.statements.outputs.pdf.wording import as_printed
from partnerportal.ui.printing import compile_pdf

MOST_LINES = 10_000
_TEMPLATE = Path(__file__).resolve().parent / "statement.typ"


def as_pdf(head: StatementHead, lines: Iterable[OutputLine]) -> bytes:
    """Return the statement as PDF; the same statement gives the same bytes.

    Raises: Refused (statement.pdf_too_long) above 10,000 lines: nobody reads 250 pages, and they would take the web
    server's memory. The other forms have no limit.
    """
    if head.line_count > MOST_LINES:
        raise Refused(
            "statement.pdf_too_long",
            _("Diese Abrechnung hat mehr als 10.000 Zeilen. Bitte laden Sie sie als CSV- oder Excel-Datei."),
        )
    kept = list(lines)
    return compile_pdf(
        _TEMPLATE,
        name="statement",
        data=as_printed(head, kept),
        dated=head.closed_at,
        more={"attachment": b"".join(as_json(head, kept)).decode()},
    )
