"""Decide what a clerk may decide on an invoice, and say the reasons in plain German."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partnerportal.kernel.clock import plus_months
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

DAYS_TO_ANSWER = 14
OUTCOMES = ("full", "part", "refused")


@dataclass(frozen=True, slots=True)
class Reason:
    """Give a reason its short label for the clerk and its sentence for the partner."""

    code: str
    label: str
    sentence: str
    for_outcomes: frozenset[str]


_PART = frozenset({"part"})
_REFUSED = frozenset({"refused"})
_BOTH = _PART | _REFUSED

REASONS: tuple[Reason, ...] = (
    Reason(
        "deductible", _("Selbstbehalt"), _("Der Betrag fällt unter den vereinbarten Selbstbehalt."), _BOTH
    ),
    Reason(
        "limit_reached",
        _("Höchstbetrag erreicht"),
        _("Der Höchstbetrag des Tarifs ist erreicht."),
        _BOTH,
    ),
    Reason(
        "fee_schedule",
        _("Gebührenordnung überschritten"),
        _("Der Betrag übersteigt die Sätze der Gebührenordnung."),
        _PART,
    ),
    Reason("not_covered", _("Nicht versichert"), _("Diese Leistung ist im Tarif nicht versichert."), _BOTH),
    Reason(
        "before_begin",
        _("Vor Vertragsbeginn"),
        _("Die Behandlung begann vor dem Beginn des Vertrags."),
        _REFUSED,
    ),
    Reason(
        "after_end", _("Nach Vertragsende"), _("Die Behandlung lag nach dem Ende des Vertrags."), _REFUSED
    ),
    Reason(
        "waiting_period", _("Wartezeit"), _("Die Wartezeit des Tarifs war noch nicht abgelaufen."), _REFUSED
    ),
    Reason("duplicate", _("Doppelt eingereicht"), _("Diese Rechnung haben wir bereits erstattet."), _REFUSED),
    Reason(
        "illegible",
        _("Original fehlt oder unlesbar"),
        _("Der Beleg ist nicht vollständig oder nicht lesbar."),
        _REFUSED,
    ),
    Reason(
        "not_necessary",
        _("Notwendigkeit nicht erkennbar"),
        _("Aus den Unterlagen geht die medizinische Notwendigkeit nicht hervor."),
        _BOTH,
    ),
    Reason(
        "other_insurer",
        _("Anderer Träger zahlt"),
        _("Für diesen Betrag ist ein anderer Kostenträger zuständig."),
        _BOTH,
    ),
)
REASON_BY_CODE = {reason.code: reason for reason in REASONS}


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold a checked decision on one invoice."""

    outcome: str
    paid_amount: Decimal
    reason: str


def decide(*, outcome: str, invoice_amount: Decimal, paid_amount: Decimal | None, reason: str) -> Decision:
    """Return the decision, complete and consistent.

    Raises: Refused when the amount does not fit the outcome, or the reason is missing or does not fit it.
    """
    if outcome not in OUTCOMES:
        raise Refused("decision.outcome", _("Bitte wählen Sie, ob wir voll, teilweise oder nicht erstatten."))
    if outcome == "full":
        return Decision(outcome, invoice_amount, "")
    if reason not in REASON_BY_CODE or outcome not in REASON_BY_CODE[reason].for_outcomes:
        raise Refused("decision.reason", _("Bitte wählen Sie einen Grund, der zu dieser Entscheidung passt."))
    if outcome == "refused":
        return Decision(outcome, Decimal("0.00"), reason)
    if paid_amount is None or not 0 < paid_amount < invoice_amount:
        raise Refused(
            "decision.amount",
            _(
                "Bei teilweiser Erstattung liegt der Betrag zwischen null und der Rechnungssumme. Bitte prüfen Sie ihn."
            ),
        )
    return Decision(outcome, paid_amount, reason)


def answer_due_on(asked_on: date) -> date:
    """Return the day until which the partner should answer: 14 days, moved off a weekend (as in § 193 BGB).

    Public holidays differ from Land to Land and are not looked at.
    """
    due = asked_on + timedelta(days=DAYS_TO_ANSWER)
    return due + timedelta(days={5: 2, 6: 1}.get(due.weekday(), 0))


def decision_due_on(submitted_on: date) -> date:
    """Return the day by which the department should have decided: one month after the claim (§ 14 (2) VVG).

    Afterwards the insured person may ask for a part payment in advance.
    """
    return plus_months(submitted_on, 1)
