"""Name every address of the interface, what a token needs for it, and how it is asked: a closed table.

It knows nothing of the library that answers (ADR 18), so that a process which never answers software does not load it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

ROOT = "/api/v1/"
MAILBOX = ("claims:read", "statements:read")
"""Either opens the mailbox; each kind of document is listed under its own scope only."""


class Body(Enum):
    """Name the form a request is sent in; the value is its media type."""

    NONE = ""
    JSON = "application/json"
    FILES = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Operation:
    """Describe one method of an address: one of `scopes` is enough; `needs_key` asks for an Idempotency-Key.

    `parameters` are what may stand behind the question mark; a misspelt one is refused and never ignored.
    """

    scopes: frozenset[str]
    parameters: frozenset[str] = frozenset()
    body: Body = Body.NONE
    needs_key: bool = False
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Hold an address below ROOT, as Django writes it, and its methods."""

    name: str
    path: str
    operations: Mapping[str, Operation]


PAGE = frozenset({"cursor", "limit"})


def _reads(*scopes: str, parameters: frozenset[str] = frozenset()) -> Operation:
    return Operation(frozenset(scopes), parameters)


def _searches(scope: str) -> Operation:
    """Return a reading by POST: what is searched for stands in no address."""
    return Operation(frozenset({scope}), body=Body.JSON, changes=True)


def _creates(scope: str, body: Body) -> Operation:
    return Operation(frozenset({scope}), body=body, needs_key=True, changes=True)


ROUTES: dict[str, Route] = {
    route.name: route
    for route in (
        Route(
            "contracts",
            "contracts",
            {"GET": _reads("contracts:read", parameters=PAGE | {"state", "line_of_business", "expiring"})},
        ),
        Route("contract_search", "contracts/search", {"POST": _searches("contracts:read")}),
        Route("contract", "contracts/<uuid:contract_id>", {"GET": _reads("contracts:read")}),
        Route("contract_persons", "contracts/<uuid:contract_id>/persons", {"GET": _reads("contracts:read")}),
        Route("contract_changes", "contracts/<uuid:contract_id>/changes", {"GET": _reads("contracts:read")}),
        Route("changes", "changes", {"POST": _creates("contracts:change", Body.JSON)}),
        Route("change", "changes/<uuid:change_id>", {"GET": _reads("contracts:read")}),
        Route(
            "claims",
            "claims",
            {
                "GET": _reads("claims:read", parameters=PAGE | {"group", "contract_id"}),
                "POST": _creates("claims:write", Body.FILES),
            },
        ),
        Route("claim", "claims/<str:number>", {"GET": _reads("claims:read")}),
        Route("statements", "statements", {"GET": _reads("statements:read", parameters=PAGE)}),
        Route("statement", "statements/<str:number>", {"GET": _reads("statements:read", parameters=PAGE)}),
        Route("documents", "documents", {"GET": _reads(*MAILBOX, parameters=PAGE | {"status"})}),
        Route(
            "document",
            "documents/<str:document>",
            {"GET": _reads(*MAILBOX, parameters=frozenset({"format"}))},
        ),
        Route(
            "acknowledgement",
            "documents/<str:document>/acknowledgement",
            {"PUT": Operation(frozenset(MAILBOX), changes=True)},
        ),
    )
}


def every_operation() -> Iterator[tuple[Route, str, Operation]]:
    """Yield each operation with its address and method."""
    for route in ROUTES.values():
        for method, operation in route.operations.items():
            yield route, method, operation
