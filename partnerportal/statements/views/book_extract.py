"""Give a partner its book extract over any period (§ 87c (2) HGB)."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.statements.extract_form import FORMATS, ExtractForm
from partnerportal.statements.outputs import FORMS
from partnerportal.statements.outputs.extract import EXTRACT_WRITERS, MOST_ROWS, ExtractHead
from partnerportal.statements.queries.extract import extract_rows
from partnerportal.statements.queries.output import sender
from partnerportal.statements.views.frame import UNPROCESSABLE, for_partner, page_words
from partnerportal.ui.downloads import file_response


@for_partner
@requires_fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def book_extract(request: PortalRequest) -> HttpResponseBase:
    """Say what an extract holds and take the period; a POST makes the file.

    It names policyholders, so it needs the right to see contracts besides that to see statements.
    """
    if not request.viewer.may_see_contracts:
        raise PermissionDenied
    form = ExtractForm(request.POST if request.method == "POST" else None, initial=_this_year(request))
    if form.is_valid():
        try:
            return _file(request, *form.chosen())
        except Refused as refused:
            form.add_error("datei", _(refused.sentence))
    context = {"form": form, "most_rows": MOST_ROWS, **page_words(request)}
    return render(
        request, "statements/book_extract.html", context, status=UNPROCESSABLE if form.errors else 200
    )


def _file(request: PortalRequest, since: date, until: date, form_key: str) -> HttpResponseBase:
    head = ExtractHead(sender(), request.viewer.organisation, since, until, request.now)
    name = f"Buchauszug-{since.isoformat()}-bis-{until.isoformat()}.{form_key}"
    with closing(extract_rows(viewer=request.viewer, since=since, until=until)) as rows:
        pieces = EXTRACT_WRITERS[form_key](head, rows)
        return file_response(pieces, name=name, content_type=FORMS[form_key].content_type)


def _this_year(request: PortalRequest) -> dict[str, str]:
    today = berlin_date(request.now)
    return {
        "von": today.replace(month=1, day=1).strftime(FORMATS[0]),
        "bis": today.strftime(FORMATS[0]),
        "datei": "csv",
    }
