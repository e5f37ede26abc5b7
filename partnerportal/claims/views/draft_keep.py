"""Keep what is typed while it is typed; list drafts and delete them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries.drafts import Draft, draft_for, draft_rows
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services import drafts
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.claims.views.draft_frame import LABELS, ROUTES, answers_404
from partnerportal.claims.views.draft_receipts import typed_receipts
from partnerportal.claims.views.draft_steps import typed_account, unsaved_choice
from partnerportal.ui.formatting import clock_time


@for_claims
@answers_404
@require_POST
def autosave(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Keep the open form as it is and say when; the field "step" names the form."""
    draft = draft_for(viewer=request.viewer, draft_id=draft_id, now=request.now)
    if draft is None:
        raise UnknownDraft
    step = request.POST.get("step", "")
    saved_at = drafts.autosave(
        actor=request.viewer,
        draft_id=draft_id,
        step=step,
        typed=_typed(request, draft, step),
        now=request.now,
    )
    return JsonResponse({"sentence": _("Entwurf gespeichert um %(time)s") % {"time": clock_time(saved_at)}})


@for_claims
@require_safe
def draft_list(request: PortalRequest) -> HttpResponseBase:
    """List the viewer's drafts, each with the step it waits at."""
    rows = [
        {"row": row, "label": _(LABELS[Step(row.step)]), "route": ROUTES[Step(row.step)]}
        for row in draft_rows(viewer=request.viewer)
    ]
    request.records_shown = len(rows)
    return render(request, "claims/drafts.html", {"drafts": rows})


@for_claims
@answers_404
@require_http_methods(["GET", "POST"])
def draft_delete(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Ask once, then delete the draft with its files."""
    if request.method == "POST":
        drafts.delete_draft(actor=request.viewer, draft_id=draft_id)
        return redirect("claims:drafts")
    draft = draft_for(viewer=request.viewer, draft_id=draft_id, now=request.now)
    if draft is None:
        raise UnknownDraft
    return render(request, "claims/draft_delete.html", {"draft": draft})


@for_claims
@require_http_methods(["GET", "POST"])
def drafts_delete_all(request: PortalRequest) -> HttpResponseBase:
    """Ask once, then delete every draft of the viewer."""
    if request.method == "POST":
        drafts.delete_all_drafts(actor=request.viewer)
        return redirect("claims:drafts")
    count = len(draft_rows(viewer=request.viewer))
    return render(request, "claims/draft_delete_all.html", {"count": count})


def _typed(request: PortalRequest, draft: Draft, step: str) -> dict[str, str]:
    if step == "person":
        return unsaved_choice(draft, request.POST.get("person", ""))
    if step == "receipts":
        return typed_receipts(request, draft)
    return typed_account(draft, request.POST) if step == "bank" else {}
