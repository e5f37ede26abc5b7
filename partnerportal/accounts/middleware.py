"""Open one transaction per request, find out who asks, and enter that viewer's context."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from partnerportal.accounts import sessions
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import Session
from partnerportal.accounts.queries import viewer_of
from partnerportal.accounts.queries.accounts import may_enter
from partnerportal.database.context import acting_as
from partnerportal.journal.rules import client_address
from partnerportal.journal.services import record_latest_transaction
from partnerportal.journal.transactions import transaction_of
from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.viewer import ANONYMOUS, GATE, Viewer

Handler = Callable[[PortalRequest], HttpResponseBase]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PROCESS_ONLY = ("/static/", "/healthz")
# Other software shows a token; whatever cookie comes along counts for nothing there (partnerportal/api/door.py).
TOKEN_ONLY = ("/api/",)


class GateMiddleware:
    """Run the request in one transaction that only knows the gate: sessions and the account behind one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Answer inside the transaction; an answer of 500 and above undoes everything."""
        request.now = utc_now()
        request.ip = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            settings.TRUSTED_PROXIES,
        )
        request.viewer = ANONYMOUS
        if request.path.startswith(PROCESS_ONLY):
            return self.get_response(request)
        with acting_as(GATE):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class LanguageMiddleware:
    """Choose the language: the cookie set by the language switch, else German; software says it in a header."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Answer in the chosen language."""
        language = _language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


class ViewerMiddleware:
    """Enter the account's own context for the view, and note its latest transaction (clause C48)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Answer as the viewer; the gate's context is back when the session is saved."""
        if request.path.startswith(PROCESS_ONLY + TOKEN_ONLY):
            return self.get_response(request)
        request.viewer = _viewer(request)
        row = getattr(request.session, "row", None)
        if request.viewer.is_signed_in and row is not None:
            _keep(request, row)
        with acting_as(request.viewer):
            response = self.get_response(request)
            if (
                request.viewer.is_signed_in
                and request.method not in SAFE_METHODS
                and response.status_code < 400
                and not getattr(request, "is_turned_away", False)
            ):
                self._note_transaction(request)
        return response

    def _note_transaction(self, request: PortalRequest) -> None:
        kind, object_ref = transaction_of(request)
        if kind is not None:
            record_latest_transaction(
                actor=request.viewer, kind=kind, object_ref=object_ref, now=request.now, ip=request.ip
            )


def _language(request: PortalRequest) -> str:
    known = dict(settings.LANGUAGES)
    if request.path.startswith(TOKEN_ONLY):
        wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
        chosen = next((short for name, _weight in wanted if (short := name.partition("-")[0]) in known), "")
    else:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in known else settings.LANGUAGE_CODE


def _viewer(request: PortalRequest) -> Viewer:
    """Return who asks; a session whose account or firm was closed meanwhile ends here."""
    account = request.user
    if account.is_authenticated and may_enter(account, berlin_date(request.now)):
        return viewer_of(account)
    row = getattr(request.session, "row", None)
    if row is not None and row.account_id is not None:
        logout(request)
    return ANONYMOUS


def _keep(request: PortalRequest, row: Session) -> None:
    """Note the activity, and change the key of a session whose account got other rights.

    Only a page changes it: of two requests a page sends at once, the later would still bring the old key.
    """
    if row.must_rotate and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        request.session.cycle_key()
    if not request.path.endswith("/stand"):  # a script looks how far something is; nobody did anything
        sessions.touch(row, request.now)
