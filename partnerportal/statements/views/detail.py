"""Show one statement with its lines, and one line with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnerportal.accounts.http import PortalRequest
from partnerportal.messages.queries import threads_of_lines
from partnerportal.statements import queries
from partnerportal.statements.views.frame import either_side, line_or_404, page_words, statement_or_404


@either_side
@require_safe
def statement(request: PortalRequest, statement_number: str) -> HttpResponse:
    """Show a statement, fifty lines at a time; `?nach=` is the position of the last line seen."""
    found = statement_or_404(request, statement_number)
    after = _position_in(request.GET.get("nach", ""))
    page = queries.lines_page(viewer=request.viewer, statement_id=found.id, after=after)
    request.records_shown = len(page.rows)
    address = reverse("statements:statement", args=[found.number])
    context = {
        "statement": found,
        "page": page,
        "next_url": f"{address}?nach={page.next_after}#posten" if page.next_after else None,
        "first_url": address if after else None,
        **_beside_the_lines(request, found, page.rows),
        "comparison": None if after else _comparison(request, found),
        **page_words(request),
    }
    return render(request, "statements/statement.html", context)


@either_side
@require_safe
def line(request: PortalRequest, statement_number: str, position: int) -> HttpResponse:
    """Show one booking: contract, basis and rate, what it corrects or was corrected by, earlier ones, the thread."""
    found = line_or_404(request, statement_number, position)
    viewer = request.viewer
    earlier = (
        queries.lines_of_contract(viewer=viewer, contract_id=found.contract_id) if found.contract_id else ()
    )
    context = {
        "line": found,
        "corrections": queries.corrections_of(viewer=viewer, line_id=found.id),
        "others": [other for other in earlier if other.id != found.id],
        "thread": threads_of_lines(viewer=viewer, line_ids=[found.id]).get(found.id),
        **page_words(request),
    }
    request.records_shown = 1 + len(context["others"])
    return render(request, "statements/line.html", context)


def _beside_the_lines(
    request: PortalRequest, found: queries.StatementDetail, rows: tuple[queries.LineRow, ...]
) -> dict[str, Any]:
    """Return earlier lines by contract and threads by line; two queries."""
    contracts = {row.contract_id for row in rows if row.contract_id}
    return {
        "earlier": queries.earlier_lines(
            viewer=request.viewer, contract_ids=contracts, before=found.month, partner_id=found.partner_id
        ),
        "threads": threads_of_lines(viewer=request.viewer, line_ids=[row.id for row in rows]),
    }


def _comparison(request: PortalRequest, found: queries.StatementDetail) -> queries.Comparison | None:
    """Return the month beside the one before; shown on the first page only."""
    return queries.comparison_for(
        viewer=request.viewer, partner_id=found.partner_id, month=found.month, currency=found.currency
    )


def _position_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
