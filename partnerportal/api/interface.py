"""Put the operations together, once in the life of a process and only when software first asks (ADR 18)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from partnerportal.api.operations import changes, claims, contracts, documents, statements
from partnerportal.api.problems import DETAILS, ProblemError, not_found, told
from partnerportal.api.validation import problem_with
from partnerportal.kernel.errors import Refused

TITLE = "Partnerportal"
VERSION = "1.0.0"


class Interface(NinjaAPI):
    """Name operations by their functions; generators of clients make method names of them."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function."""
        return str(operation.view_func.__name__)


@cache
def interface() -> NinjaAPI:
    """Return the interface with all its operations; its addresses and its door are in urls.py."""
    api = Interface(title=TITLE, version=VERSION, docs_url=None, openapi_url=None, urls_namespace="api")
    for router in (contracts.router, changes.router, claims.router, statements.router, documents.router):
        api.add_router("", router)
    for kind, problem_of in _PROBLEMS.items():
        api.add_exception_handler(kind, partial(_told, problem_of))
    return api


@cache
def _views() -> dict[str, Callable[..., HttpResponseBase]]:
    patterns: list[Any] = interface().urls[0]
    return {pattern.name: pattern.callback for pattern in patterns}


def view_of(name: str) -> Callable[..., HttpResponseBase]:
    """Return the view that answers an address of routes.py."""
    return _views()[name]


_PROBLEMS: dict[type[Exception], Callable[[Any], ProblemError]] = {
    ProblemError: lambda problem: problem,
    Refused: lambda refused: ProblemError(422, refused.code, refused.sentence),
    Http404: lambda _error: not_found(),
    ValidationError: lambda error: problem_with(error.errors),
    HttpError: lambda _error: ProblemError(400, *DETAILS[400]),
}


def _told(problem_of: Callable[[Any], ProblemError], _request: HttpRequest, error: Any) -> HttpResponse:
    return told(problem_of(error))
