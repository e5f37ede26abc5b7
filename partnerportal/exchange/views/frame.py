"""Share what all pages of the data exchange need: 404, what was just done, the box, places of lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.queries import RunRow, run_for
from partnerportal.exchange.services import UnknownRun
from partnerportal.privacy.derive_visibility import ObjectKind, VisibilityBox, visibility_box

View = Callable[..., HttpResponseBase]
REFUSED, UNREADABLE = 409, 422
DELIVERIES = "exchange:deliveries"
# What a page says after a button was pressed; the address carries the word only.
DONE = {
    "bestaetigt": gettext_noop("Die Übernahme läuft. Sie müssen nicht auf dieser Seite bleiben."),
    "verworfen": gettext_noop("Die Lieferung ist verworfen. Ihr Inhalt ist gelöscht."),
    "neu": gettext_noop("Die Lieferung wird noch einmal gelesen."),
    "zugeordnet": gettext_noop("Die Spalten sind zugeordnet. Die Datei wird jetzt gelesen."),
    "geparkt": gettext_noop("Die geparkten Verträge werden jetzt übernommen."),
    "behalten": gettext_noop("Unser Wert bleibt. Der Wert der Datei ist gelöscht."),
    "uebernommen": gettext_noop("Der Wert der Datei steht jetzt im Vertrag."),
}


def answers_404(view: View) -> View:
    """Answer 404 for a delivery or anything in it that the viewer does not see, and for what does not exist."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownRun:
            raise Http404 from None

    return guarded


def shown_run(request: PortalRequest, run_id: UUID) -> RunRow:
    """Return one delivery. Raises: UnknownRun."""
    run = run_for(viewer=request.viewer, run_id=run_id)
    if run is None:
        raise UnknownRun
    request.place = reverse(DELIVERIES)
    return run


def done(route: str, word: str, *args: object) -> HttpResponseRedirect:
    """Redirect to a page that says what was done; `word` is one of DONE."""
    return HttpResponseRedirect(f"{reverse(route, args=args or None)}?erledigt={word}")


def done_sentence(request: PortalRequest) -> str:
    """Return the sentence about what was just done, empty for an unknown word."""
    sentence = DONE.get(request.GET.get("erledigt", ""))
    return gettext(sentence) if sentence else ""


def box_of(request: PortalRequest, kind: ObjectKind) -> VisibilityBox:
    """Return the visibility box of a kind of object for the viewer."""
    return visibility_box(kind, viewer_role=request.viewer.role, translate=gettext)


def place_behind(request: PortalRequest) -> UUID | None:
    """Return the row a list goes on behind, None for its first page; the id says nothing about anybody."""
    try:
        return UUID(request.GET["nach"])
    except (KeyError, ValueError):
        return None
