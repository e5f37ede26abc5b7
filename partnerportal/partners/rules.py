"""Decide about partner firms: numbers, the end of the contract, what state a firm is in. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.marked_word import MarkedWord

INTERMEDIARY_NUMBER = re.compile(r"[0-9A-Z]{4,10}")
REGISTER_NUMBER = re.compile(r"D-[0-9A-Z]{4}-[0-9A-Z]{5}-[0-9]{2}")


class Standing(MarkedWord):
    """Name the state of a firm."""

    ACTIVE = _("Aktiv"), "ok", "check"
    ENDING = _("Vertrag endet"), "info", "clock"
    ENDED = _("Vertrag beendet"), "calm", "lock"
    BLOCKED = _("Gesperrt"), "bad", "lock"


def standing_of(*, ended_on: date | None, blocked_at: datetime | None, today: date) -> Standing:
    """Return the state of a firm; on the last day of its contract it is still let in."""
    if blocked_at is not None:
        return Standing.BLOCKED
    if ended_on is None:
        return Standing.ACTIVE
    return Standing.ENDED if ended_on < today else Standing.ENDING


def read_intermediary_number(text: str) -> str:
    """Return the number without spaces, in capitals. Raises: Refused ("partner.number")."""
    number = re.sub(r"[\s./-]", "", text).upper()
    if not INTERMEDIARY_NUMBER.fullmatch(number):
        raise Refused(
            "partner.number",
            _("Eine Vermittlernummer hat 4 bis 10 Ziffern oder Buchstaben. Bitte prüfen Sie die Eingabe."),
        )
    return number


def read_register_number(text: str) -> str:
    """Return the number of § 11a GewO as D-XXXX-XXXXX-XX, empty for none. Raises: Refused ("partner.register")."""
    signs = re.sub(r"[\s./-]", "", text).upper()
    if not signs:
        return ""
    number = f"{signs[:1]}-{signs[1:5]}-{signs[5:10]}-{signs[10:]}"
    if not REGISTER_NUMBER.fullmatch(number):
        raise Refused(
            "partner.register",
            _("Die Registrierungsnummer sieht so aus: D-ABCD-12345-67. Bitte prüfen Sie die Eingabe."),
        )
    return number


def number_taken() -> Refused:
    """Return the refusal of a number another firm has already."""
    return Refused(
        "partner.taken",
        _("Diese Vermittlernummer hat schon ein anderer Partner. Bitte prüfen Sie, ob er gemeint ist."),
    )
