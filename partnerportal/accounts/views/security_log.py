"""Show the own logins and failed logins, and give them as a file (clause C52)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from partnerportal.accounts.forms.security import LogFilterForm
from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_account, for_partner
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.services_registry import has_service
from partnerportal.accounts.rules.services_registry import LOG_CSV
from partnerportal.accounts.service_guard import requires_service
from partnerportal.accounts.views.profile_account import own_account
from partnerportal.journal.queries import LogLine, LogPage, own_log
from partnerportal.kernel.clock import BERLIN
from partnerportal.privacy.retention_classes import retention_class

MOST_LINES = 20_000


@for_account
@require_GET
def log_page(request: PortalRequest) -> HttpResponse:
    """Show a page of the own log, by kind and period."""
    form = LogFilterForm(request.GET)
    log = _page(request, form, after=request.GET.get("nach"), limit=25)
    kept = {name: request.GET.get(name, "") for name in form.fields}
    page = {
        "form": form,
        "lines": log.lines,
        "next_query": urlencode(kept | {"nach": log.next_after}) if log.next_after else "",
        "first_query": urlencode(kept) if request.GET.get("nach") else None,
        "csv_query": urlencode(kept),
        "kept_days": retention_class("R-PROTOKOLL").period.amount,
        "has_csv": request.viewer.is_partner and has_service(viewer=request.viewer, key=LOG_CSV.key),
    }
    return render(request, "accounts/security_log.html", page, status=200 if form.is_valid() else 422)


@for_partner
@require_GET
@requires_service(LOG_CSV)
@requires_fresh()
def log_csv(request: PortalRequest) -> HttpResponseBase:
    """Give the own log as a file, filtered like the page."""
    log = _page(request, LogFilterForm(request.GET), after=None, limit=MOST_LINES)
    answer = StreamingHttpResponse(_rows(log.lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="anmeldungen.csv"'
    return answer


def _page(request: PortalRequest, form: LogFilterForm, *, after: str | None, limit: int) -> LogPage:
    kind, since, until = form.chosen()
    return own_log(
        viewer=request.viewer,
        name=own_account(request).email,
        after=after,
        limit=limit,
        kind=kind,
        since=since,
        until=until,
    )


def _rows(lines: tuple[LogLine, ...]) -> Iterator[str]:
    """Yield the file line by line, with the mark that lets spreadsheets read it as UTF-8."""
    yield "\ufeff" + _row([_("Datum"), _("Uhrzeit"), _("Art"), _("IP-Adresse")])
    words = {"login": _("Anmeldung"), "failed_login": _("Fehlversuch")}
    for line in lines:
        at = line.occurred_at.astimezone(BERLIN)
        yield _row([f"{at:%d.%m.%Y}", f"{at:%H:%M:%S}", words[line.kind], line.ip])


def _row(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
