"""Give out documents and pictures of their pages, after the same scope check as the page that shows them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.documents import queries, services
from partnerportal.documents.rules import download_name, is_picture_width
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role

# Should a browser ever show the file instead of saving it: no script, no form, no request, an origin of its own.
SANDBOX = "sandbox; default-src 'none'"
BUSY_SECONDS = "30"

# Staff without the right to claims get the same 404 as for a foreign document.
for_receipts = requires(Role.OWNER, Role.STAFF, Role.CLERK)


@for_receipts
@require_safe
def download(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Send the document as an attachment, decrypted while it is sent."""
    row = _row_or_404(request, document_id)
    response = StreamingHttpResponse(services.open_stream(row), content_type=row.media_type)
    response.headers["Content-Length"] = str(row.size)
    name = download_name(row.name, row.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return _sealed_off(response)


@for_receipts
@require_safe
def page(request: PortalRequest, document_id: UUID, page: int) -> HttpResponseBase:
    """Send one page as a JPEG in one of the closed list of widths (`?breite=`)."""
    width = request.GET.get("breite", "800")
    row = _row_or_404(request, document_id)
    if not is_picture_width(width):
        raise Http404
    try:
        picture = services.draw_page(row, page=page, width=int(width))
    except LookupError:
        raise Http404 from None
    except Refused:
        # Too many pictures are being drawn at this moment; the page around them still works.
        return HttpResponse(status=503, headers={"Retry-After": BUSY_SECONDS})
    return _sealed_off(HttpResponse(picture, content_type="image/jpeg"))


def _row_or_404(request: PortalRequest, document_id: UUID) -> queries.DocumentRow:
    row = queries.document_for(viewer=request.viewer, document_id=document_id)
    if row is None:
        raise Http404
    return row


def _sealed_off(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
