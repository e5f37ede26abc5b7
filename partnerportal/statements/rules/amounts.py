"""Compute and check commissions: amount = basis × rate, with the sign of its kind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

KINDS = {
    "initial": _("Abschlussprovision"),
    "renewal": _("Folgeprovision"),
    "clawback": _("Storno"),
    "correction": _("Korrektur"),
    "liability_reserve": _("Stornoreserve"),
}
CENT = Decimal("0.01")
RATE_UNIT = Decimal("0.0001")
LARGEST = Decimal("9999999999.99")


def commission(basis: Decimal, rate: Decimal) -> Decimal:
    """Return `basis` × `rate` per cent in cents; half a cent is rounded away from zero (DIN 1333, § 4.5.1).

    Statements are settled between merchants, who round so; rounding half to even would differ from every file.
    """
    return (basis * rate / 100).quantize(CENT, rounding=ROUND_HALF_UP)


def booked_amount(kind: str, basis: Decimal, rate: Decimal, *, is_release: bool = False) -> Decimal:
    """Return the amount of a new booking with the sign of its kind; `basis` and `rate` are magnitudes.

    A commission is paid (+), a clawback taken back (−). A liability reserve is held back (−), or released (+).
    Raises: Refused for a correction: its amount is a difference, see `correction_of`.
    """
    if kind == "correction":
        raise Refused(
            "statement.correction_has_no_rate",
            _("Eine Korrektur ergibt sich aus dem Posten, den sie berichtigt."),
        )
    size = commission(abs(basis), abs(rate))
    return -size if kind == "clawback" or (kind == "liability_reserve" and not is_release) else size


def correction_of(booked: Decimal, corrected: Decimal, right: Decimal) -> Decimal:
    """Return what a correction must add so that the booking counts `right`; `corrected` is what earlier ones added.

    Raises: Refused when nothing is left to correct.
    """
    difference = right - booked - corrected
    if difference == 0:
        raise Refused(
            "statement.nothing_to_correct",
            _("Der Posten hat schon diesen Betrag. Bitte geben Sie einen anderen ein."),
        )
    return difference


def check_line(kind: str, basis: Decimal, rate: Decimal, amount: Decimal) -> None:
    """Let a line of a file pass. Its amount counts as delivered: files round by part of the premium.

    Raises: Refused with statement.unknown_kind, statement.too_precise or statement.wrong_sign.
    """
    if kind not in KINDS:
        raise Refused("statement.unknown_kind", _("Diese Art von Posten kennt die Abrechnung nicht."))
    fits = (
        basis == basis.quantize(CENT) and rate == rate.quantize(RATE_UNIT) and amount == amount.quantize(CENT)
    )
    if not fits or max(abs(basis), abs(amount)) > LARGEST or not 0 <= rate < 1000:
        raise Refused("statement.too_precise", _("Betrag oder Satz passt nicht in die Abrechnung."))
    if kind == "clawback" and amount > 0:
        raise Refused("statement.wrong_sign", _("Ein Storno kann nicht positiv sein."))


def departs(kind: str, basis: Decimal, rate: Decimal, amount: Decimal) -> bool:
    """Say whether a booking's amount is more than a cent off basis × rate; corrections and lines without rate never."""
    if kind == "correction" or rate == 0:
        return False
    return abs(abs(amount) - commission(abs(basis), rate)) > CENT
