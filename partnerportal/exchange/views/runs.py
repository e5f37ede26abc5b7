"""Show one delivery: how far it is, what it would change, what was wrong in it; take over, discard, start again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from partnerportal.accounts.freshness import CONFIRM_PAGE, is_fresh
from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.queries import RunRow
from partnerportal.exchange.services import confirm_import, discard_import, restart_import
from partnerportal.exchange.views.frame import REFUSED, answers_404, box_of, done, done_sentence, shown_run
from partnerportal.exchange.views.report import progress_of, refusal_of, report_of
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind

NOTHING_TO_WATCH = 204
CONFIRMED_WITHIN = timedelta(minutes=15)
WATCHED = frozenset({"waiting", "reading", "applying"})
"""States that end by themselves."""


@for_administrator
@answers_404
@require_safe
def run(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Show a delivery."""
    return _page(request, shown_run(request, run_id))


@for_administrator
@answers_404
@require_safe
def run_state(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Answer the script of the page how far the work is; 204 when there is something new to see."""
    shown = shown_run(request, run_id)
    if not _is_watched(request, shown):
        return HttpResponse(status=NOTHING_TO_WATCH)
    progress = progress_of(shown)
    return JsonResponse({"sentence": progress.sentence, "percent": progress.percent})


@for_administrator
@answers_404
@require_POST
def run_confirm(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Take a previewed delivery over; it may change bank accounts, so the person proves again who they are."""
    shown = shown_run(request, run_id)
    if not is_fresh(request, CONFIRMED_WITHIN):
        request.is_turned_away = True
        page = reverse("exchange:run", args=[run_id])
        return HttpResponseRedirect(f"{CONFIRM_PAGE}?{urlencode({'next': page})}")
    try:
        confirm_import(actor=request.viewer, run_id=run_id, now=request.now)
    except Refused as refused:
        return _page(request, shown, refused)
    return done("exchange:run", "bestaetigt", run_id)


@for_administrator
@answers_404
@require_POST
def run_discard(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """End a delivery without taking anything over."""
    shown = shown_run(request, run_id)
    try:
        discard_import(actor=request.viewer, run_id=run_id, now=request.now)
    except Refused as refused:
        return _page(request, shown, refused)
    return done("exchange:run", "verworfen", run_id)


@for_administrator
@answers_404
@require_POST
def run_restart(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Let a delivery be read again whose worker died or failed."""
    shown = shown_run(request, run_id)
    try:
        restart_import(actor=request.viewer, run_id=run_id, now=request.now)
    except Refused as refused:
        return _page(request, shown, refused)
    return done("exchange:run", "neu", run_id)


def _page(request: PortalRequest, shown: RunRow, refused: Refused | None = None) -> HttpResponseBase:
    if refused is not None:
        shown = shown_run(request, shown.id)
    context = {
        "run": shown,
        "report": report_of(request.viewer, shown),
        "progress": progress_of(shown),
        "why_refused": refusal_of(shown),
        "is_watched": _is_watched(request, shown),
        "is_silent": shown.is_silent(request.now),
        "refusal": gettext(refused.sentence) if refused else "",
        "done": "" if refused else done_sentence(request),
        "box": box_of(request, ObjectKind.IMPORT),
    }
    return render(request, "exchange/run.html", context, status=REFUSED if refused else 200)


def _is_watched(request: PortalRequest, shown: RunRow) -> bool:
    return shown.state in WATCHED and not shown.is_silent(request.now)
