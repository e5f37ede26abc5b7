"""Open what the links of a registration's mails lead to. A GET uses nothing up: mail scanners open links too."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.forms.registration import ApplicantAnswerForm
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.registration import question_of
from partnerportal.accounts.services import registration as services
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, Role
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

UNPROCESSABLE, GONE = 422, 404
AS_PARTNER = Role.STAFF  # the box speaks to an applicant as to somebody at a firm: "Sie", "Ihr Büro"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def registration_confirm(request: PortalRequest, token: str) -> HttpResponseBase:
    """Show a button, and confirm the e-mail address when it is pressed."""
    with acting_as(GATE):
        if services.registration_behind(token=token, purpose=services.CONFIRM, now=request.now) is None:
            return _over(request)
        if request.method != "POST":
            return _page(request, "confirm")
        try:
            services.confirm_registration(token=token, now=request.now)
        except (services.UnknownRegistration, Refused):
            return _over(request)
    return _page(request, "confirmed")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def registration_answer(request: PortalRequest, token: str) -> HttpResponseBase:
    """Show the administrator's question and take the answer."""
    with acting_as(GATE):
        found = services.registration_behind(token=token, purpose=services.ANSWER, now=request.now)
        if found is None:
            return _over(request)
        form = ApplicantAnswerForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            status = UNPROCESSABLE if form.is_bound else 200
            return _page(request, "answer", {"form": form, "question": question_of(found)}, status)
        try:
            services.answer_question(token=token, text=form.cleaned_data["text"], now=request.now)
        except (services.UnknownRegistration, Refused):
            return _over(request)
    return _page(request, "answered")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def registration_outcome(request: PortalRequest, token: str) -> HttpResponseBase:
    """Show a button, and the reason of a refusal when it is pressed."""
    with acting_as(GATE):
        if services.registration_behind(token=token, purpose=services.OUTCOME, now=request.now) is None:
            return _over(request)
        reason = ""
        if request.method == "POST":
            try:
                reason = services.read_reason(token=token, now=request.now)
            except (services.UnknownRegistration, Refused):
                return _over(request)
    return _page(request, "outcome", {"reason": reason})


def _over(request: PortalRequest) -> HttpResponseBase:
    """Say that the link opens nothing (any more), whatever the reason."""
    return render(request, "accounts/registration_over.html", status=GONE)


def _page(
    request: PortalRequest, name: str, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponseBase:
    box = visibility_box(ObjectKind.REGISTRATION, viewer_role=AS_PARTNER, translate=gettext)
    return render(request, f"accounts/registration_{name}.html", {"box": box, **(more or {})}, status=status)
