"""Show the administrator the partner register and take what changes in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.forms.days import typed_day
from partnerportal.accounts.forms.directory import InvitationForm, PeopleSearchForm
from partnerportal.accounts.forms.directory_partners import EndOfContractForm, FirmForm, firm_values
from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import team_of
from partnerportal.accounts.queries.invitations import invitation_rows
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services.invitations import invite
from partnerportal.accounts.views.directory_frame import (
    UNREADABLE,
    answers_404,
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
from partnerportal.partners import services
from partnerportal.partners.queries import PartnerRow, partner_for, partner_page
from partnerportal.privacy.derive_visibility import ObjectKind

SALT = "accounts.partners.place"


@for_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: PortalRequest) -> HttpResponseBase:
    """List the firms by name; a search is posted, so that it stands in no address."""
    form = PeopleSearchForm(request.POST if request.method == "POST" else request.GET)
    typed = form.cleaned_data if form.is_valid() else {"q": "", "nach": ""}
    text = typed["q"] if request.method == "POST" else ""
    page = partner_page(viewer=request.viewer, text=text, after=read_place(SALT, typed["nach"]))
    today = berlin_date(request.now)
    context = {
        "rows": [(row, row.standing(today)) for row in page.rows],
        "q": text,
        "next_place": sign_place(SALT, page.next_after),
        "first_url": reverse("accounts:partners") if typed["nach"] and not text else None,
        "box": box_of(request, ObjectKind.PARTNER),
    }
    return render(request, "accounts/directory_partners.html", context)


@for_administrator
@require_http_methods(["GET", "POST"])
def partner_new(request: PortalRequest) -> HttpResponseBase:
    """Enter a firm into the register."""
    form = FirmForm(posted(request), initial={"intermediary_number": request.GET.get("nummer", "")[:10]})
    if form.is_valid():
        try:
            partner_id = services.add_partner(actor=request.viewer, firm=form.firm())
            return done("accounts:partner", "gespeichert", partner_id)
        except Refused as refused:
            form.add_error("intermediary_number", gettext(refused.sentence))
    return _form_page(request, "accounts/directory_firm.html", form, None)


@for_administrator
@answers_404
@require_safe
def partner(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Show a firm with its people and open invitations."""
    shown = _partner(request, partner_id)
    request.place = reverse("accounts:partners")
    context = {
        "partner": shown,
        "standing": shown.standing(berlin_date(request.now)),
        "people": team_of(viewer=request.viewer, partner_id=partner_id),
        "invitations": invitation_rows(viewer=request.viewer, now=request.now, partner_id=partner_id),
        "done": done_sentence(request),
        "box": box_of(request, ObjectKind.PARTNER),
    }
    return render(request, "accounts/directory_partner.html", context)


@for_administrator
@answers_404
@require_http_methods(["GET", "POST"])
def partner_edit(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Correct what the register says about a firm."""
    shown = _partner(request, partner_id)
    form = FirmForm(posted(request), initial=firm_values(shown))
    if form.is_valid():
        try:
            services.change_partner(actor=request.viewer, partner_id=partner_id, firm=form.firm())
            return done("accounts:partner", "gespeichert", partner_id)
        except Refused as refused:
            form.add_error("intermediary_number", gettext(refused.sentence))
    return _form_page(request, "accounts/directory_firm.html", form, shown)


@for_administrator
@answers_404
@require_http_methods(["GET", "POST"])
def partner_end(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Note the last day of the contract, or take it back."""
    shown = _partner(request, partner_id)
    form = EndOfContractForm(posted(request), initial={"ended_on": typed_day(shown.ended_on)})
    if form.is_valid():
        ended_on = form.cleaned_data["ended_on"]
        services.end_contract(actor=request.viewer, partner_id=partner_id, ended_on=ended_on)
        return done("accounts:partner", "gespeichert", partner_id)
    return _form_page(request, "accounts/directory_end.html", form, shown)


@for_administrator
@answers_404
@require_POST
def partner_block(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Let nobody of the firm in."""
    services.block_partner(actor=request.viewer, partner_id=partner_id, now=request.now)
    return done("accounts:partner", "gespeichert", partner_id)


@for_administrator
@answers_404
@require_POST
def partner_unblock(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Let the people of the firm in again."""
    services.unblock_partner(actor=request.viewer, partner_id=partner_id)
    return done("accounts:partner", "gespeichert", partner_id)


@for_administrator
@answers_404
@require_http_methods(["GET", "POST"])
def partner_invite(request: PortalRequest, partner_id: UUID) -> HttpResponseBase:
    """Invite an owner of the firm."""
    shown = _partner(request, partner_id)
    form = InvitationForm(posted(request))
    if form.is_valid():
        place = Place(Role.OWNER, partner_id=partner_id)
        try:
            invite(actor=request.viewer, email=form.cleaned_data["email"], place=place, now=request.now)
            return done("accounts:partner", "eingeladen", partner_id)
        except Refused as refused:
            form.add_error("email", gettext(refused.sentence))
    return _form_page(request, "accounts/directory_partner_invite.html", form, shown)


def _partner(request: PortalRequest, partner_id: UUID) -> PartnerRow:
    shown = partner_for(viewer=request.viewer, partner_id=partner_id)
    if shown is None:
        raise services.UnknownPartner
    return shown


def _form_page(
    request: PortalRequest, template: str, form: Any, shown: PartnerRow | None
) -> HttpResponseBase:
    request.place = reverse("accounts:partners")
    context = {"form": form, "partner": shown, "box": box_of(request, ObjectKind.PARTNER)}
    return render(request, template, context, status=UNREADABLE if form.errors else 200)
