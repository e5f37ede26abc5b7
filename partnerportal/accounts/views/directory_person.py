"""Show one account to who leads it, and take what is changed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from partnerportal.accounts.forms.directory import RightsForm, RoleForm, ticked
from partnerportal.accounts.guards import for_administrator, for_leaders
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import person
from partnerportal.accounts.rules.directory import ROLE_CHOICES, Standing
from partnerportal.accounts.services import directory
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.views.directory_frame import (
    REFUSED,
    answers_404,
    box_of,
    done,
    done_sentence,
    person_route,
)
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind

TEAM, PEOPLE = "/team", "/verwaltung/benutzer"


def person_page(request: PortalRequest, account_id: UUID, refusal: str = "") -> HttpResponseBase:
    """Return the page of an account, with the sentence of a refusal. Raises: UnknownAccount."""
    shown = person(viewer=request.viewer, account_id=account_id)
    if shown is None:
        raise UnknownAccount
    request.place = TEAM if request.viewer.role is Role.OWNER else PEOPLE
    context: dict[str, Any] = {
        "person": shown,
        "is_own": shown.id == request.viewer.account_id,
        "is_removed": shown.standing is Standing.REMOVED,
        "is_blocked": shown.standing is Standing.BLOCKED,
        "role_form": RoleForm(role=shown.role, initial={"role": shown.role.value})
        if shown.role in ROLE_CHOICES[shown.role]
        else RoleForm(role=shown.role),
        "rights_form": RightsForm(initial={"rights": ticked(shown.rights)}),
        "done": done_sentence(request),
        "refusal": refusal,
        "box": box_of(request, ObjectKind.ACCOUNT),
    }
    return render(request, "accounts/directory_person.html", context, status=REFUSED if refusal else 200)


@for_administrator
@answers_404
@require_safe
def person_shown(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Show one account to the administrator."""
    return person_page(request, account_id)


@for_leaders
@answers_404
@require_POST
def account_rights(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Give staff exactly the ticked rights."""
    form = RightsForm(request.POST)
    if not form.is_valid():
        return person_page(request, account_id, _unreadable())
    rights = form.cleaned_data["rights"]
    return _changed(request, account_id, "rechte", directory.change_rights, rights=rights)


@for_leaders
@answers_404
@require_POST
def account_role(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Give a person another role of the same house."""
    shown = person(viewer=request.viewer, account_id=account_id)
    if shown is None:
        raise UnknownAccount
    form = RoleForm(request.POST, role=shown.role)
    if not form.is_valid():
        return person_page(request, account_id, _unreadable())
    role = form.cleaned_data["role"]
    return _changed(request, account_id, "rolle", directory.change_role, role=role)


@for_leaders
@answers_404
@require_POST
def account_block(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Close an account until further notice."""
    return _changed(request, account_id, "gesperrt", directory.block_account)


@for_leaders
@answers_404
@require_POST
def account_unblock(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Open a blocked account again."""
    return _changed(request, account_id, "entsperrt", directory.unblock_account)


@for_leaders
@answers_404
@require_POST
def account_password_link(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Send the person a link for a new or the first password."""
    return _changed(request, account_id, "link", directory.send_password_link)


def _changed(
    request: PortalRequest, account_id: UUID, word: str, change: Callable[..., None], **values: object
) -> HttpResponseBase:
    try:
        change(actor=request.viewer, account_id=account_id, now=request.now, **values)
    except Refused as refused:
        return person_page(request, account_id, gettext(refused.sentence))
    return done(person_route(request), word, account_id)


def _unreadable() -> str:
    return gettext("Diese Auswahl gibt es nicht. Bitte wählen Sie noch einmal.")
