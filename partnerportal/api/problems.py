"""Say in JSON what went wrong (RFC 9457), in German or English, without repeating anything that was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from partnerportal.api.routes import ROOT
from partnerportal.kernel.errors import marked_for_translation as _

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:partnerportal:problem:"
TITLES = {
    400: _("Die Anfrage ist nicht lesbar."),
    401: _("Der Schlüssel fehlt oder gilt nicht."),
    403: _("Das darf dieser Schlüssel nicht."),
    404: _("Das gibt es nicht."),
    405: _("Diese Methode gibt es hier nicht."),
    409: _("Die Anfrage läuft noch."),
    413: _("Die Anfrage ist zu groß."),
    415: _("Dieses Format nehmen wir hier nicht an."),
    422: _("Die Angaben passen nicht."),
    429: _("Zu viele Anfragen."),
    500: _("Bei uns ist etwas schiefgegangen."),
    503: _("Wir sind gerade überlastet."),
}
DETAILS = {
    400: ("request.unreadable", _("Bitte prüfen Sie den Aufbau der Anfrage.")),
    403: ("request.forbidden", _("Bitte prüfen Sie Umfang und Rechte des Schlüssels.")),
    404: ("request.not_found", _("Es gibt den Datensatz nicht, oder er gehört Ihnen nicht.")),
    405: ("request.method", _("Welche Methoden es gibt, steht im Kopf „Allow“.")),
    413: ("request.too_large", _("Bitte senden Sie weniger oder kleinere Teile auf einmal.")),
    429: ("request.too_many", _("Bitte warten Sie, bevor Sie erneut anfragen.")),
    500: ("request.defect", _("Bitte nennen Sie uns bei Rückfragen die Nummer unter „reference“.")),
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """Point to a part of the request (RFC 6901) and say in a German sentence what is wrong with it."""

    pointer: str
    code: str
    sentence: str


class ProblemError(Exception):
    """End a request with a problem; `code` is stable, `sentence` German and translated when it is told."""

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[FieldError] = (),
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence
        self.headers, self.errors = dict(headers or {}), tuple(errors)


def told(problem: ProblemError) -> HttpResponse:
    """Return the answer in the language of the request."""
    content: dict[str, object] = {
        "type": TYPE + problem.code,
        "title": gettext(TITLES[problem.status]),
        "status": problem.status,
        "detail": gettext(problem.sentence),
        "code": problem.code,
    }
    if problem.errors:
        content["errors"] = [
            {"pointer": error.pointer, "code": error.code, "detail": gettext(error.sentence)}
            for error in problem.errors
        ]
    return _response(problem.status, content, problem.headers)


def plain_problem(status: int, reference: str = "") -> HttpResponse:
    """Return the answer to a status alone; `reference` is the number of a defect in the log."""
    code, sentence = DETAILS.get(status, DETAILS[500])
    content: dict[str, object] = {
        "type": TYPE + code,
        "title": gettext(TITLES.get(status, TITLES[500])),
        "status": status,
        "detail": gettext(sentence),
        "code": code,
    }
    if reference:
        content["reference"] = reference
    return _response(status, content, {})


def not_found() -> ProblemError:
    """Return the same answer for a foreign record and for one that does not exist."""
    code, sentence = DETAILS[404]
    return ProblemError(404, code, sentence)


def is_asked_by_software(request: HttpRequest) -> bool:
    """Say whether the answer goes to other software, so that an error is no page."""
    return request.path.startswith(ROOT)


def _response(status: int, content: Mapping[str, object], headers: Mapping[str, str]) -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False)
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    for name, value in headers.items():
        response.headers[name] = value
    return response
