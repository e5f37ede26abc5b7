"""Take a registration: a task list, three steps, and the page that checks and sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.forms.days import typed_day
from partnerportal.accounts.forms.registration import AcknowledgementForm, FirmForm, PersonForm
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.registration import OF_FIRM, PERSONAL, Draft, draft_for
from partnerportal.accounts.rules.registration import Task
from partnerportal.accounts.services import registration as services
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, Role
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

IN_SESSION = "registration"
UNPROCESSABLE, TOO_MANY = 422, 429
AS_PARTNER = Role.STAFF  # the box speaks to an applicant as to somebody at a firm: "Sie", "Ihr Büro"
STEP_OF_TASK = {
    Task.PERSON: "accounts:registration_person",
    Task.FIRM: "accounts:registration_firm",
    Task.TERMS: "accounts:registration_terms",
}
View = Callable[..., HttpResponseBase]


def at_the_gate(*methods: str) -> Callable[[View], View]:
    """Open a view to people without an account, with the rights of the gate; who is signed in goes home."""

    def decorate(view: View) -> View:
        @public
        @require_http_methods(methods)
        @wraps(view)
        def opened(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.viewer.is_signed_in:
                return redirect("home")
            with acting_as(GATE):
                return view(request, *args, **kwargs)

        return opened

    return decorate


@at_the_gate("GET", "HEAD")
def registration(request: PortalRequest) -> HttpResponseBase:
    """Show the task list with the state of each task."""
    draft = _draft(request)
    return render(request, "accounts/registration_tasks.html", {"draft": draft, **_frame()})


@at_the_gate("GET", "HEAD", "POST")
def registration_person(request: PortalRequest) -> HttpResponseBase:
    """Ask who registers."""
    draft = _draft(request)
    initial = {name: getattr(draft, name) for name in PERSONAL} if draft else {}
    initial["born_on"] = typed_day(draft.born_on if draft else None)
    form = PersonForm(_posted(request), initial=initial, today=berlin_date(request.now))
    if form.is_valid():
        return _keep(request, form.details())
    return _step(request, "person", form)


@at_the_gate("GET", "HEAD", "POST")
def registration_firm(request: PortalRequest) -> HttpResponseBase:
    """Ask which firm somebody works for."""
    draft = _draft(request)
    initial = {name: getattr(draft, name) for name in OF_FIRM} if draft else {}
    form = FirmForm(_posted(request), initial=initial)
    if form.is_valid():
        return _keep(request, form.cleaned_data)
    return _step(request, "firm", form)


@at_the_gate("GET", "HEAD", "POST")
def registration_terms(request: PortalRequest) -> HttpResponseBase:
    """Show terms and notice, each to be acknowledged by its own box; nothing is ticked before."""
    form = AcknowledgementForm(_posted(request))
    if form.is_valid():
        kept = services.keep_acknowledgement(
            registration_id=_id(request),
            terms_version=form.cleaned_data["terms"],
            notice_version=form.cleaned_data["notice"],
            language=get_language() or "de",
            now=request.now,
        )
        return _go_on(request, kept)
    versions = {"terms_version": TERMS_VERSION, "notice_version": NOTICE_VERSION}
    return _step(request, "terms", form, versions)


@at_the_gate("GET", "HEAD", "POST")
def registration_review(request: PortalRequest) -> HttpResponseBase:
    """Show everything once more with a way to change it, and send it."""
    draft = _draft(request)
    if draft is None or draft.missing is not None:
        return redirect("accounts:registration")
    if request.method != "POST":
        return _review(request, draft)
    try:
        services.send_registration(registration_id=draft.id, ip=request.ip, now=request.now)
    except services.UnknownRegistration:
        return redirect("accounts:registration")
    except Refused as refused:
        return _review(request, draft, problem=gettext(refused.sentence))
    request.session.flush()
    return redirect("accounts:registration_received")


@at_the_gate("GET", "HEAD")
def registration_received(request: PortalRequest) -> HttpResponseBase:
    """Say what happens next, the same to everybody."""
    return render(request, "accounts/registration_received.html", _frame())


@at_the_gate("POST")
def registration_discard(request: PortalRequest) -> HttpResponseBase:
    """Delete what was written so far."""
    services.discard_draft(registration_id=_id(request))
    request.session.flush()
    return redirect("accounts:registration")


def _id(request: PortalRequest) -> UUID | None:
    """Return the draft this browser works on; only its session knows it."""
    found = request.session.get(IN_SESSION)
    return UUID(found) if found else None


def _draft(request: PortalRequest) -> Draft | None:
    draft = draft_for(registration_id=_id(request))
    if draft is not None:
        request.session.modified = True  # Whoever reads here is there: the session goes on.
    return draft


def _posted(request: PortalRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _keep(request: PortalRequest, details: dict[str, str]) -> HttpResponseBase:
    language = get_language() or "de"
    kept = services.keep_details(
        registration_id=_id(request), details=details, language=language, now=request.now
    )
    return _go_on(request, kept)


def _go_on(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
    """Lead to the first part that is still missing, or to the page that checks everything."""
    request.session[IN_SESSION] = str(registration_id)
    draft = draft_for(registration_id=registration_id)
    if draft is None:
        return redirect("accounts:registration")
    return redirect(STEP_OF_TASK[draft.missing] if draft.missing else "accounts:registration_review")


def _step(
    request: PortalRequest, name: str, form: Form, more: dict[str, str] | None = None
) -> HttpResponseBase:
    context = {"form": form, **_frame(), **(more or {})}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, f"accounts/registration_{name}.html", context, status=status)


def _review(request: PortalRequest, draft: Draft, problem: str = "") -> HttpResponseBase:
    context = {"draft": draft, "problem": problem, **_frame()}
    return render(request, "accounts/registration_review.html", context, status=TOO_MANY if problem else 200)


def _frame() -> dict[str, Any]:
    box = visibility_box(ObjectKind.REGISTRATION, viewer_role=AS_PARTNER, translate=gettext)
    return {"box": box}
