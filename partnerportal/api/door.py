"""Open the interface to a token, and to nothing else: no cookie, no session, no other origin (clauses C04 and C38).

Every address goes through here: who asks, what the token may, how often, whether it was asked before; then the
operation, in the viewer's own context; then what it read and did is counted and noted, as behind a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.services_registry import has_service
from partnerportal.accounts.rules.services_registry import API_ACCESS, not_switched_on
from partnerportal.accounts.services.api_tokens import Bearer, bearer_of, count_request
from partnerportal.accounts.services.brakes import check_asking
from partnerportal.accounts.services.reading import count_reading
from partnerportal.api.content import check_form
from partnerportal.api.problems import ProblemError, told
from partnerportal.api.repetition import once
from partnerportal.api.requests import ApiRequest
from partnerportal.api.routes import Operation, Route
from partnerportal.api.rules.limits import WINDOW, allowance
from partnerportal.database.context import acting_as
from partnerportal.journal.services import record_failed_login, record_latest_transaction
from partnerportal.journal.transactions import transaction_of
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

View = Callable[..., HttpResponseBase]
SCHEME = "Bearer "
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="partnerportal"'}
LONGEST_SECRET = 200
FAILED = 400


def door(route: Route, operate: View) -> View:
    """Return the view of an address; `operate` answers who is let in."""

    def entered(request: ApiRequest, **names: Any) -> HttpResponseBase:
        request.repeated, request.created, request.records_shown = None, "", None
        try:
            operation = _operation(request, route)
            bearer = _bearer(request)
            return _answer(request, bearer, operation, lambda: operate(request, **names))
        except ProblemError as problem:
            return told(problem)

    entered.guard = "token"  # type: ignore[attr-defined]
    entered.csrf_exempt = True  # type: ignore[attr-defined] # there is no cookie to abuse
    entered.route = route  # type: ignore[attr-defined]
    return entered


def _operation(request: PortalRequest, route: Route) -> Operation:
    operation = route.operations.get(request.method or "")
    if operation is None:
        allowed = {"Allow": ", ".join(route.operations)}
        raise ProblemError(
            405, "request.method", _("Welche Methoden es gibt, steht im Kopf „Allow“."), headers=allowed
        )
    return operation


def _bearer(request: PortalRequest) -> Bearer:
    """Return who stands behind the token; a wrong one is journaled like a failed login. Raises: ProblemError."""
    header = request.headers.get("Authorization", "")
    if not header.startswith(SCHEME):
        raise ProblemError(
            401,
            "token.missing",
            _("Senden Sie den Schlüssel im Kopf „Authorization: Bearer …“."),
            headers=CHALLENGE,
        )
    secret = header.removeprefix(SCHEME).strip()[:LONGEST_SECRET]
    bearer = bearer_of(secret=secret, now=request.now)
    if bearer is None:
        _note_failure(request, secret)
        raise ProblemError(
            401,
            "token.invalid",
            _("Der Schlüssel ist unbekannt, abgelaufen oder widerrufen. Erzeugen Sie einen neuen."),
            headers={"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'},
        )
    return bearer


def _note_failure(request: PortalRequest, secret: str) -> None:
    """Journal the failure under a keyed hash (clause C47). Raises: ProblemError when the network tries too often."""
    try:
        check_asking(purpose="token", ip=request.ip, now=request.now)
    except Refused as refused:
        raise ProblemError(429, refused.code, refused.sentence, headers={"Retry-After": "900"}) from None
    record_failed_login(name=secret, now=request.now, ip=request.ip)


def _answer(
    request: ApiRequest, bearer: Bearer, operation: Operation, operate: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    limit = allowance(
        window_began_at=bearer.window_began_at, requests=bearer.window_requests, now=request.now
    )
    request.viewer, request.scopes = bearer.viewer, bearer.scopes
    with acting_as(bearer.viewer):
        if limit.is_spent:
            spent = _("Mehr als 120 Anfragen in einer Minute nehmen wir nicht an. Bitte warten Sie.")
            response: HttpResponseBase = told(ProblemError(429, "request.too_many", spent))
        else:
            response = _carried_out(request, bearer, operation, operate)
            count_request(token_id=bearer.token_id, window=WINDOW, now=request.now)
            _note_transaction(request, operation, response)
    for name, value in limit.headers.items():
        response.headers[name] = value
    return response


def _carried_out(
    request: ApiRequest, bearer: Bearer, operation: Operation, operate: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return the answer; what an operation began and did not finish is undone."""
    try:
        with transaction.atomic():
            _check_permission(bearer, operation)
            check_form(request, operation)
            response = once(request, operate) if operation.needs_key else operate()
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
    except ProblemError as problem:
        response = told(problem)
    return _counted(request, operation, response)


def _check_permission(bearer: Bearer, operation: Operation) -> None:
    if not has_service(viewer=bearer.viewer, key=API_ACCESS.key):
        off = not_switched_on()
        raise ProblemError(403, off.code, off.sentence)
    if bearer.scopes.isdisjoint(operation.scopes):
        raise ProblemError(
            403, "token.scope", _("Dieser Schlüssel darf das nicht. Sein Umfang oder Ihr Recht reicht nicht.")
        )


def _counted(request: ApiRequest, operation: Operation, response: HttpResponseBase) -> HttpResponseBase:
    """Count what was read, as the guard of a page does; what was created is done and stays (clause C04)."""
    try:
        count_reading(actor=request.viewer, records=max(1, request.records_shown or 0), now=request.now)
    except Refused as refused:
        if not operation.needs_key:
            return told(ProblemError(429, refused.code, refused.sentence))
    return response


def _note_transaction(request: ApiRequest, operation: Operation, response: HttpResponseBase) -> None:
    if not operation.changes or response.status_code >= FAILED or request.repeated:
        return
    kind, object_ref = transaction_of(request)
    if kind is not None:
        record_latest_transaction(
            actor=request.viewer,
            kind=kind,
            object_ref=request.created or object_ref,
            now=request.now,
            ip=request.ip,
        )
