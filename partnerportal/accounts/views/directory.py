"""Show the administrator the house: overview, all accounts, invitations of the operator's people, waiting changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.forms.directory import InviteOperatorForm, PeopleSearchForm
from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import PeoplePage, figures, people_page
from partnerportal.accounts.queries.invitations import invitation_rows
from partnerportal.accounts.rules.directory import Standing
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services.invitations import invite
from partnerportal.accounts.views.directory_frame import (
    UNREADABLE,
    box_of,
    done,
    done_sentence,
    posted,
    read_place,
    sign_place,
)
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.partners.queries import partner_count
from partnerportal.privacy.derive_visibility import ObjectKind

SALT = "accounts.people.place"
# What the list can be narrowed to, as it stands in the address.
NARROWED: dict[str, dict[str, Any]] = {
    "": {},
    "inhaber": {"role": Role.OWNER},
    "mitarbeit": {"role": Role.STAFF},
    "sachbearbeitung": {"role": Role.CLERK},
    "datenschutz": {"role": Role.OFFICER},
    "verwaltung": {"role": Role.ADMINISTRATOR},
    "wartet": {"standing": Standing.WAITING},
    "gesperrt": {"standing": Standing.BLOCKED},
    "entfernt": {"standing": Standing.REMOVED},
}


@for_administrator
@require_safe
def administration(request: PortalRequest) -> HttpResponseBase:
    """Show figures and what waits for the administrator."""
    context = {
        "figures": figures(viewer=request.viewer),
        "partners": partner_count(viewer=request.viewer, today=berlin_date(request.now)),
        "box": box_of(request, ObjectKind.ACCOUNT),
    }
    return render(request, "accounts/directory_overview.html", context)


@for_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PortalRequest) -> HttpResponseBase:
    """List all accounts by name; `?zeige=` narrows, `?nach=` is a signed place, a search is posted and stays unseen."""
    if request.method == "POST":
        return _found(request)
    shown = request.GET.get("zeige", "")
    narrowed = NARROWED.get(shown, {})
    after = read_place(SALT, request.GET.get("nach", ""))
    page = people_page(viewer=request.viewer, after=after, **narrowed)
    context = {
        "shown": shown if shown in NARROWED else "",
        "invitations": invitation_rows(viewer=request.viewer, now=request.now) if not shown else (),
        "first_url": reverse("accounts:people") if after else None,
        "q": "",
    }
    return _list(request, page, context)


@for_administrator
@require_http_methods(["GET", "POST"])
def person_invite(request: PortalRequest) -> HttpResponseBase:
    """Invite an officer or an administrator."""
    form = InviteOperatorForm(posted(request))
    if form.is_valid():
        place = Place(Role(form.cleaned_data["role"]))
        try:
            invite(actor=request.viewer, email=form.cleaned_data["email"], place=place, now=request.now)
            return done("accounts:people", "eingeladen")
        except Refused as refused:
            form.add_error("email", gettext(refused.sentence))
    request.place = reverse("accounts:people")
    context = {"form": form, "box": box_of(request, ObjectKind.INVITATION)}
    return render(
        request, "accounts/directory_invite.html", context, status=UNREADABLE if form.errors else 200
    )


def _found(request: PortalRequest) -> HttpResponseBase:
    form = PeopleSearchForm(request.POST)
    typed = form.cleaned_data if form.is_valid() else {"q": "", "nach": ""}
    after = read_place(SALT, typed["nach"])
    page = people_page(viewer=request.viewer, text=typed["q"], after=after)
    context = {"shown": None, "invitations": (), "first_url": None, "q": typed["q"]}
    return _list(request, page, context)


def _list(request: PortalRequest, page: PeoplePage, context: dict[str, Any]) -> HttpResponseBase:
    more = {
        "page": page,
        "next_place": sign_place(SALT, page.next_after),
        "done": done_sentence(request),
        "box": box_of(request, ObjectKind.ACCOUNT),
    }
    return render(request, "accounts/directory_people.html", {**context, **more})
