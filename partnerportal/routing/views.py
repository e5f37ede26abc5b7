"""Show the administrator the departments: mailbox, deputy, members; invite and admit clerks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import clerks_of, operators_people
from partnerportal.accounts.queries.invitations import invitation_rows
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services.directory import UnknownAccount, place_in_department
from partnerportal.accounts.services.invitations import invite
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box
from partnerportal.routing.forms import AdmitForm, DepartmentEditForm, DepartmentForm, InviteClerkForm
from partnerportal.routing.queries import DepartmentRow, department_for, department_rows
from partnerportal.routing.services import add_department, change_department

REFUSED, UNREADABLE = 409, 422
LIST = "routing:departments"


@for_administrator
@require_safe
def departments(request: PortalRequest) -> HttpResponseBase:
    """List the departments."""
    context = {"departments": department_rows(viewer=request.viewer), "box": _box(request)}
    return render(request, "routing/departments.html", context)


@for_administrator
@require_http_methods(["GET", "POST"])
def department_new(request: PortalRequest) -> HttpResponseBase:
    """Open a department."""
    form = DepartmentForm(_posted(request))
    if form.is_valid():
        try:
            department_id = add_department(actor=request.viewer, **form.cleaned_data)
            return redirect("routing:department", department_id)
        except Refused as refused:
            form.add_error("name", gettext(refused.sentence))
    return _form_page(request, "routing/department_form.html", form, None)


@for_administrator
@require_safe
def department(request: PortalRequest, department_id: UUID) -> HttpResponseBase:
    """Show a department with its clerks and open invitations."""
    return _page(request, _shown(request, department_id))


@for_administrator
@require_http_methods(["GET", "POST"])
def department_edit(request: PortalRequest, department_id: UUID) -> HttpResponseBase:
    """Change name, mailbox, deputy, and whether the department keeps the contracts."""
    shown = _shown(request, department_id)
    people = [(person.id, person.name) for person in operators_people(viewer=request.viewer)]
    initial = {
        "name": shown.name,
        "email": shown.email,
        "deputy": str(shown.deputy_id or ""),
        "keeps_contracts": shown.keeps_contracts,
    }
    form = DepartmentEditForm(_posted(request), people=people, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            change_department(
                actor=request.viewer,
                department_id=department_id,
                name=said["name"],
                email=said["email"],
                deputy_id=said["deputy"],
                keeps_contracts=said["keeps_contracts"],
            )
            return redirect("routing:department", department_id)
        except Refused as refused:
            form.add_error("name", gettext(refused.sentence))
    return _form_page(request, "routing/department_form.html", form, shown)


@for_administrator
@require_http_methods(["GET", "POST"])
def department_invite(request: PortalRequest, department_id: UUID) -> HttpResponseBase:
    """Invite a clerk into the department."""
    shown = _shown(request, department_id)
    form = InviteClerkForm(_posted(request))
    if form.is_valid():
        place = Place(Role.CLERK, department_id=department_id)
        try:
            invite(actor=request.viewer, email=form.cleaned_data["email"], place=place, now=request.now)
            return HttpResponseRedirect(_address(department_id, "eingeladen"))
        except Refused as refused:
            form.add_error("email", gettext(refused.sentence))
    return _form_page(request, "routing/department_invite.html", form, shown)


@for_administrator
@require_POST
def department_admit(request: PortalRequest, department_id: UUID) -> HttpResponseBase:
    """Make one of the operator's people a clerk of this department."""
    shown = _shown(request, department_id)
    form = AdmitForm(request.POST, people=_others(request, department_id))
    if not form.is_valid():
        return _page(request, shown, form, status=UNREADABLE)
    try:
        place_in_department(
            actor=request.viewer,
            account_id=form.cleaned_data["person"],
            department_id=department_id,
            now=request.now,
        )
    except UnknownAccount:
        raise Http404 from None
    except Refused as refused:
        form.add_error("person", gettext(refused.sentence))
        return _page(request, shown, form, status=REFUSED)
    return HttpResponseRedirect(_address(department_id, "aufgenommen"))


# What the page says after a button was pressed; the address carries the word only.
def _done(request: PortalRequest) -> str:
    return {
        "eingeladen": gettext("Die Einladung ist unterwegs. Der Link gilt 72 Stunden."),
        "aufgenommen": gettext(
            "Die Person ist aufgenommen. Offene Fälle ihrer alten Abteilung sind wieder frei."
        ),
        "zurueckgezogen": gettext("Die Einladung ist zurückgezogen. Ihr Link öffnet nichts mehr."),
    }.get(request.GET.get("erledigt", ""), "")


def _posted(request: PortalRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _shown(request: PortalRequest, department_id: UUID) -> DepartmentRow:
    shown = department_for(viewer=request.viewer, department_id=department_id)
    if shown is None:
        raise Http404
    return shown


def _others(request: PortalRequest, department_id: UUID) -> list[tuple[UUID, str]]:
    """Return whom the department could take in: not its own clerks, and not the viewer."""
    return [
        (person.id, person.name)
        for person in operators_people(viewer=request.viewer)
        if person.department_id != department_id and person.id != request.viewer.account_id
    ]


def _page(
    request: PortalRequest, shown: DepartmentRow, form: AdmitForm | None = None, status: int = 200
) -> HttpResponseBase:
    request.place = reverse(LIST)
    context = {
        "department": shown,
        "people": clerks_of(viewer=request.viewer, department_id=shown.id),
        "invitations": invitation_rows(viewer=request.viewer, now=request.now, department_id=shown.id),
        "admit_form": form or AdmitForm(people=_others(request, shown.id)),
        "done": _done(request),
        "box": _box(request),
    }
    return render(request, "routing/department.html", context, status=status)


def _form_page(
    request: PortalRequest, template: str, form: Form, shown: DepartmentRow | None
) -> HttpResponseBase:
    request.place = reverse(LIST)
    context: dict[str, Any] = {"form": form, "department": shown, "box": _box(request)}
    return render(request, template, context, status=UNREADABLE if form.errors else 200)


def _box(request: PortalRequest) -> Any:
    return visibility_box(ObjectKind.ACCOUNT, viewer_role=request.viewer.role, translate=gettext)


def _address(department_id: UUID, word: str) -> str:
    return f"{reverse('routing:department', args=[department_id])}?erledigt={word}"
