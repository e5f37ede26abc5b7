"""Give out a closed statement as a GDV file: an additional service, so it runs for nobody who did not choose it."""

from __future__ import annotations

from contextlib import closing

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.rules.services_registry import GDV_DOWNLOAD
from partnerportal.accounts.service_guard import requires_service
from partnerportal.exchange.statement_files import GDV_FORM
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.statements import wording
from partnerportal.statements.queries.output import output_head, output_lines
from partnerportal.ui.downloads import file_response

REFUSED = 409
for_statements = requires(Role.OWNER, Role.STAFF, right="statements")


@for_statements
@requires_service(GDV_DOWNLOAD)
@requires_fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def statement_gdv(request: PortalRequest, statement_number: str) -> HttpResponseBase:
    """Offer the file; a POST makes it (clauses C38 and C48)."""
    head = output_head(viewer=request.viewer, number=statement_number)
    if head is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        name = f"{head.number}.{GDV_FORM.key}"
        try:
            with closing(output_lines(viewer=request.viewer, number=head.number)) as lines:
                return file_response(
                    GDV_FORM.write(head, lines), name=name, content_type=GDV_FORM.content_type
                )
        except Refused as refused:
            refusal = _(refused.sentence)
    context = {"head": head, "form": GDV_FORM, "refusal": refusal, "words": wording}
    return render(request, "statements/file.html", context, status=REFUSED if refusal else 200)
