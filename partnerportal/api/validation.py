"""Say in our own words what does not fit, where, and never what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from partnerportal.api.problems import FieldError, ProblemError, not_found
from partnerportal.kernel.errors import marked_for_translation as _

_SENTENCES = {
    "missing": _("Diese Angabe fehlt."),
    "extra_forbidden": _("Diese Angabe gibt es hier nicht."),
    "string_too_short": _("Dieser Text ist zu kurz."),
    "string_too_long": _("Dieser Text ist zu lang."),
    "string_pattern_mismatch": _("Dieser Text hat nicht die verlangte Form."),
    "string_type": _("Hier muss ein Text stehen."),
    "enum": _("Dieser Wert steht nicht zur Auswahl."),
    "literal_error": _("Dieser Wert steht nicht zur Auswahl."),
    "greater_than": _("Diese Zahl ist zu klein."),
    "greater_than_equal": _("Diese Zahl ist zu klein."),
    "less_than": _("Diese Zahl ist zu groß."),
    "less_than_equal": _("Diese Zahl ist zu groß."),
    "int_type": _("Hier muss eine ganze Zahl stehen."),
    "int_parsing": _("Hier muss eine ganze Zahl stehen."),
    "decimal_max_places": _("Dieser Betrag hat zu viele Nachkommastellen."),
    "uuid_parsing": _("Hier muss eine Kennung stehen (UUID)."),
    "date_from_datetime_parsing": _("Hier muss ein Tag stehen: JJJJ-MM-TT."),
    "date_parsing": _("Hier muss ein Tag stehen: JJJJ-MM-TT."),
    "too_short": _("Diese Liste hat zu wenige Einträge."),
    "too_long": _("Diese Liste hat zu viele Einträge."),
    "json_invalid": _("Das ist kein gültiges JSON."),
}
_OTHERWISE = _("Dieser Wert passt nicht.")
MOST_ERRORS = 50


def problem_with(errors: Iterable[Mapping[str, Any]]) -> ProblemError:
    """Return the problem of a request that does not fit its description.

    A thing in the address that cannot be one is unknown, like every other that does not exist.
    """
    found = list(errors)[:MOST_ERRORS]
    if any(error["loc"][0] == "path" for error in found):
        return not_found()
    return ProblemError(
        422,
        "request.invalid",
        _("Einzelne Angaben passen nicht zur Beschreibung. Unter „errors“ steht, welche."),
        errors=[
            FieldError(_pointer(error["loc"]), error["type"], _SENTENCES.get(error["type"], _OTHERWISE))
            for error in found
        ],
    )


def _pointer(place: tuple[Any, ...]) -> str:
    """Return where the value stands: "#/invoices/0/amount" in a body, "?limit" in the address."""
    source, *names = place
    if source == "query":
        return f"?{names[0]}" if names else "?"
    inside = names[1:] if source == "body" and len(names) > 1 else names
    return "#/" + "/".join(str(name).replace("~", "~0").replace("/", "~1") for name in inside)
