"""List statements: a partner by month with its chart, the department by what is to be closed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnerportal.accounts.http import PortalRequest
from partnerportal.statements.chart import chart_of
from partnerportal.statements.queries import month_figures, statement_counts, statement_months
from partnerportal.statements.views.frame import either_side, page_words

# What the department may look at, by the word in the address.
SHOWN = {"offen": "open", "abgeschlossen": "closed", "alle": ""}


@either_side
@require_safe
def statement_list(request: PortalRequest) -> HttpResponse:
    """Show the statements the viewer may see; `?nach=` is the number of the last one seen."""
    return _desk_list(request) if request.viewer.is_clerk else _partner_list(request)


def _partner_list(request: PortalRequest) -> HttpResponse:
    after = request.GET.get("nach", "")
    page = statement_months(viewer=request.viewer, after=after or None)
    request.records_shown = len(page.rows)
    figures = month_figures(viewer=request.viewer)
    address = reverse("statements:list")
    context = {
        "page": page,
        "figures": figures,
        "chart": chart_of(figures),
        "next_url": f"{address}?nach={page.next_after}" if page.next_after else None,
        "first_url": address if after else None,
        **page_words(request),
    }
    return render(request, "statements/list.html", context)


def _desk_list(request: PortalRequest) -> HttpResponse:
    word, after = request.GET.get("zeige", ""), request.GET.get("nach", "")
    shown = word if word in SHOWN else "offen"
    page = statement_months(viewer=request.viewer, state=SHOWN[shown], after=after or None)
    counts = statement_counts(viewer=request.viewer)
    numbers = {"offen": counts["open"], "abgeschlossen": counts["closed"], "alle": sum(counts.values())}
    address = reverse("statements:list")
    context = {
        "page": page,
        "shown": shown,
        "filters": [(name, f"{address}?zeige={name}", numbers[name], name == shown) for name in SHOWN],
        "next_url": f"{address}?zeige={shown}&nach={page.next_after}" if page.next_after else None,
        "first_url": f"{address}?zeige={shown}" if after else None,
        **page_words(request),
    }
    return render(request, "statements/desk_list.html", context)
