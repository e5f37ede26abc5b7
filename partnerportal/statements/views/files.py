"""Give out the files of a closed statement, and publish how its JSON is built."""

from __future__ import annotations

from contextlib import closing

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.errors import Refused
from partnerportal.statements.outputs import FORMS, form_of, schema_text
from partnerportal.statements.queries.output import output_head, output_lines
from partnerportal.statements.views.frame import CONFLICT, either_side, page_words
from partnerportal.ui.downloads import file_response


@either_side
@requires_fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: PortalRequest, statement_number: str, form_key: str) -> HttpResponseBase:
    """Offer the file; a POST makes it, so that it is noted as the latest transaction (clause C48).

    The confirmation of who is there leads back to this address, hence the page.
    """
    form = form_of(form_key)
    head = output_head(viewer=request.viewer, number=statement_number) if form else None
    if form is None or head is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        name = f"{head.number}.{form.key}"
        try:
            with closing(output_lines(viewer=request.viewer, number=head.number)) as lines:
                return file_response(form.write(head, lines), name=name, content_type=form.content_type)
        except Refused as refused:
            refusal = _(refused.sentence)
    context = {"head": head, "form": form, "forms": FORMS, "refusal": refusal, **page_words(request)}
    return render(request, "statements/file.html", context, status=CONFLICT if refusal else 200)


@public
@require_safe
def schema(_request: PortalRequest) -> HttpResponse:
    """Give the JSON Schema of a statement: it holds no data, and software needs it without an account."""
    return HttpResponse(schema_text(), content_type="application/schema+json")
