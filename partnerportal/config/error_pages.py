"""Answer errors calmly: what happened, what to do, and a reference number for defects. No detail, no personal data."""

from __future__ import annotations

import logging
import secrets

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerportal.api.problems import is_asked_by_software, plain_problem

TOO_BIG = (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent)

log = logging.getLogger("portal.error")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 when the request was too big."""
    return _page(request, 413 if isinstance(exception, TOO_BIG) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: signed in, but not allowed."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form that is too old or not ours; what was typed is still one "back" away."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same bytes for a record that does not exist and for one of another partner."""
    return _page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429 when the sign-in page is asked too often from one network."""
    return _page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a reference number that stands in the log too."""
    reference = secrets.token_hex(4).upper()
    # Django calls this while it handles the exception; the formatter keeps its type and place only.
    log.error("defect", extra={"reference": reference}, exc_info=True)  # noqa: LOG014
    return _page(request, 500, reference)


def _page(request: HttpRequest, status: int, reference: str = "") -> HttpResponse:
    if is_asked_by_software(request):
        return plain_problem(status, reference)
    context = {"status": status, "reference": reference}
    return render(request, "ui/error.html", context, status=status)
