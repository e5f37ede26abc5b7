"""Describe the interface for tools: what the library derives, and what the door adds to every operation."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from partnerportal.accounts.rules.api_tokens import SCOPES
from partnerportal.api.interface import interface
from partnerportal.api.problems import MEDIA_TYPE, TITLES
from partnerportal.api.routes import ROOT, Body, Operation, every_operation
from partnerportal.api.rules.repetition import HEADER, PATTERN

SECURITY = "token"
INTRODUCTION = (
    "Zugriff auf Verträge, Erstattungsanträge und Abrechnungen mit einem Schlüssel (Bearer) statt einer Anmeldung. "
    "Es gelten dieselben Rechte wie auf den Seiten. Fehler kommen als application/problem+json (RFC 9457), "
    "deutsch oder englisch nach „Accept-Language“. Dokumente liegen in einem Postfach nach Art von BiPRO 430; "
    "eine Konformität wird nicht behauptet."
)
_PROBLEM = {
    "type": "object",
    "description": "Ein Fehler nach RFC 9457; „detail“ in der Sprache der Anfrage, „code“ bleibt gleich.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:partnerportal:problem:request.not_found"]},
        "title": {"type": "string", "examples": [TITLES[404]]},
        "status": {"type": "integer", "examples": [404]},
        "detail": {"type": "string"},
        "code": {"type": "string", "examples": ["request.not_found"]},
        "reference": {"type": "string", "description": "Nummer für Rückfragen."},
        "errors": {
            "type": "array",
            "description": "Einzelne Angaben, die nicht passen.",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "examples": ["#/invoices/0/amount"]},
                    "code": {"type": "string", "examples": ["missing"]},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
_HEADERS = {
    "RateLimit-Policy": {
        "description": "Erlaubte Anfragen je Zeit.",
        "schema": {"type": "string"},
        "example": '"token";q=120;w=60',
    },
    "RateLimit": {
        "description": "Verbleibende Anfragen und Sekunden bis zum nächsten Zeitraum.",
        "schema": {"type": "string"},
        "example": '"token";r=118;t=42',
    },
}
_KEY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "Eigener Schlüssel je Vorgang, 24 Stunden gültig: Eine Wiederholung wirkt nicht doppelt.",
    "schema": {"type": "string", "pattern": PATTERN},
    "example": "8d3f6f1e-3a0f-4c86-9d5b-2f6d1f0a7c11",
}


@cache
def document() -> str:
    """Return the description as JSON text; it is the same for everybody and for the life of a process."""
    return json.dumps(build(), ensure_ascii=False, default=str)


def build() -> dict[str, Any]:
    """Return the description as OpenAPI 3.1."""
    described: dict[str, Any] = json.loads(
        json.dumps(interface().get_openapi_schema(path_prefix=ROOT), default=str)
    )
    described["info"]["description"] = INTRODUCTION
    described["servers"] = [{"url": "/"}]
    components = described["components"]
    for schema in components["schemas"].values():
        schema.pop("description", None)  # the docstring of a class speaks to who works on it
    components["schemas"]["Problem"] = _PROBLEM
    components["securitySchemes"] = {
        SECURITY: {"type": "http", "scheme": "bearer", "description": "Ein Schlüssel aus „API-Zugang“."}
    }
    components["responses"] = {str(status): _response(title) for status, title in TITLES.items()}
    for route, method, operation in every_operation():
        path = ROOT + route.path.replace("<uuid:", "{").replace("<str:", "{").replace(">", "}")
        _complete(described["paths"][path][method.lower()], operation)
    return described


def _response(title: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": title, "content": content}


def _complete(details: dict[str, Any], operation: Operation) -> None:
    """Add what holds for the operation because of the door: token, scopes, key, refusals, limits."""
    details["security"] = [{SECURITY: []}]
    words = " oder ".join(f"`{key}` ({SCOPES[key].label})" for key in sorted(operation.scopes))
    details["description"] = f"{details.get('description', '')}\n\nUmfang des Schlüssels: {words}.".strip()
    if operation.body is Body.FILES:
        form = details["requestBody"]["content"][Body.FILES.value]
        form["encoding"] = {"claim": {"contentType": Body.JSON.value}}
    if operation.needs_key:
        details.setdefault("parameters", []).append(_KEY_PARAMETER)
    for answer in details["responses"].values():
        answer["headers"] = _HEADERS
    for status in _refusals(operation):
        details["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}


def _refusals(operation: Operation) -> list[int]:
    found = {401, 403, 404, 422, 429}
    if operation.body is not Body.NONE:
        found |= {400, 413, 415}
    if operation.needs_key:
        found |= {400, 409}
    return sorted(found)
