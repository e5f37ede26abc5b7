"""Answer a repeated request like the first, and never do twice what it asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, transaction
from django.http import HttpResponseBase

from partnerportal.api.content import parts_of
from partnerportal.api.problems import ProblemError
from partnerportal.api.requests import ApiRequest
from partnerportal.api.rules.repetition import HEADER, content_hash, is_key, key_hash
from partnerportal.api.services.repetition import DifferentRequest, begin, finish
from partnerportal.kernel.errors import marked_for_translation as _

LOCK_NOT_AVAILABLE = "55P03"
REPLAYED = "Idempotency-Replayed"


def once(request: ApiRequest, operate: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Carry the request out, or answer from what the first one with this key created. Raises: ProblemError.

    A second request with the key waits until the first one ended; one that failed leaves no trace.
    """
    key = request.headers.get(HEADER, "")
    if not is_key(key):
        raise ProblemError(
            400,
            "idempotency.key",
            _("Es fehlt ein brauchbarer Kopf „Idempotency-Key“, zum Beispiel eine UUID."),
        )
    request.repeated = _first(request, key_hash(key))
    response = operate()
    if request.repeated is not None:
        response.headers[REPLAYED] = "true"
    else:
        finish(actor=request.viewer, key_hash=key_hash(key), created=request.created)
    return response


def _first(request: ApiRequest, key: str) -> str | None:
    """Return what the first request with the key created, None when this is the first. Raises: ProblemError."""
    route = f"{request.method} {request.resolver_match.view_name}"  # type: ignore[union-attr]
    content = content_hash(parts_of(request))
    try:
        with transaction.atomic():
            return begin(
                actor=request.viewer, key_hash=key, route=route, content_hash=content, now=request.now
            )
    except DifferentRequest:
        raise ProblemError(
            422, "idempotency.reused", _("Dieser „Idempotency-Key“ gehört schon zu einer anderen Anfrage.")
        ) from None
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        raise ProblemError(
            409,
            "idempotency.running",
            _("Dieselbe Anfrage läuft noch. Bitte fragen Sie gleich noch einmal."),
            headers={"Retry-After": "5"},
        ) from None
