"""Share what all pages about other people's accounts need: what was just done, the box, places of lists, 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.invitations import UnknownInvitation
from partnerportal.kernel.viewer import Role
from partnerportal.partners.services import UnknownPartner
from partnerportal.privacy.derive_visibility import ObjectKind, VisibilityBox, visibility_box

View = Callable[..., HttpResponseBase]
REFUSED = 409
UNREADABLE = 422
# What a page says after a button was pressed; the address carries the word only.
DONE = {
    "rechte": gettext_noop("Die Rechte sind geändert. Sie gelten sofort."),
    "rolle": gettext_noop("Die Rolle ist geändert. Sie gilt sofort."),
    "gesperrt": gettext_noop("Das Konto ist gesperrt. Alle Sitzungen sind beendet."),
    "entsperrt": gettext_noop("Die Sperre ist aufgehoben."),
    "entfernt": gettext_noop("Das Konto ist entfernt."),
    "link": gettext_noop("Der Link für ein Passwort ist unterwegs."),
    "eingeladen": gettext_noop("Die Einladung ist unterwegs. Der Link gilt 72 Stunden."),
    "zurueckgezogen": gettext_noop("Die Einladung ist zurückgezogen. Ihr Link öffnet nichts mehr."),
    "gespeichert": gettext_noop("Die Angaben sind gespeichert."),
    "entschieden": gettext_noop("Die Änderung ist entschieden. Die Person bekommt eine Nachricht."),
}


def answers_404(view: View) -> View:
    """Answer 404 for accounts, invitations and firms out of reach, foreign and missing ones alike."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (UnknownAccount, UnknownInvitation, UnknownPartner):
            raise Http404 from None

    return guarded


def posted(request: PortalRequest) -> QueryDict | None:
    """Return what was sent, None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def done(route: str, word: str, *args: object) -> HttpResponseRedirect:
    """Redirect to a page that says what was done; `word` is one of DONE."""
    return HttpResponseRedirect(f"{reverse(route, args=args or None)}?erledigt={word}")


def done_sentence(request: PortalRequest) -> str:
    """Return the sentence about what was just done, empty for an unknown word."""
    sentence = DONE.get(request.GET.get("erledigt", ""))
    return gettext(sentence) if sentence else ""


def home_of(request: PortalRequest) -> str:
    """Return the route of the list a leader works with."""
    return "accounts:team" if request.viewer.role is Role.OWNER else "accounts:people"


def person_route(request: PortalRequest) -> str:
    """Return the route of one person's page for this leader."""
    return "accounts:team_member" if request.viewer.role is Role.OWNER else "accounts:person"


def box_of(request: PortalRequest, kind: ObjectKind) -> VisibilityBox:
    """Return the visibility box of a kind of object for the viewer."""
    return visibility_box(kind, viewer_role=request.viewer.role, translate=gettext)


def sign_place(salt: str, last_id: UUID | None) -> str:
    """Return the opaque place a list goes on behind, empty on its last page."""
    return signing.Signer(salt=salt).sign(str(last_id)) if last_id else ""


def read_place(salt: str, place: str) -> UUID | None:
    """Return the row a list goes on behind. Raises: Http404 for a place not given out by us."""
    if not place:
        return None
    try:
        return UUID(signing.Signer(salt=salt).unsign(place))
    except signing.BadSignature:
        raise Http404 from None
