"""Prove C23: a statement is seen by its firm's owners and staff with the right, stays, and leaves unaltered."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerportal.accounts.queries import viewer_of
from partnerportal.database.context import acting_as
from partnerportal.exchange.agreement import SETTLEMENT, agreement
from partnerportal.kernel.viewer import Viewer
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.listing import listing_of
from partnerportal.notice.stage import Stage, closed_statement, made_up_account, set_stage, signed_in

FOUND, FORBIDDEN = 200, 403
_ROWS = "SELECT (SELECT count(*) FROM statements_statement) + (SELECT count(*) FROM statements_statementline)"


def keeps_statements_within_the_firm(context: ProofContext) -> Verdict:
    """Ask for statements as owner, as another firm and as staff without the right; alter one; compare all forms."""
    listing = listing_of(context, "C23")
    stage = set_stage(context)
    own, foreign = closed_statement(stage.near, context.now), closed_statement(stage.far, context.now)
    with acting_as(SETTLEMENT):
        agreed = agreement(viewer=SETTLEMENT)
    findings = [
        *listing.findings,
        *_shown(context, stage, own, foreign),
        *_hidden_from_staff(context, stage, own),
        *_alterable(context, own),
        *agreed.findings,
    ]
    return verdict(
        findings,
        f"{listing.evidence} Andere Partner und Mitarbeitende ohne das Recht sehen keine Abrechnung. "
        f"{agreed.evidence}",
    )


def _shown(context: ProofContext, stage: Stage, own: Any, foreign: Any) -> list[str]:
    browser = signed_in(context, stage.near.owner)
    missing = browser.get(_page(f"{foreign.number}9"))
    other = browser.get(_page(foreign.number))
    findings = []
    if browser.get(_page(own.number)).status_code != FOUND:
        findings.append("Der Inhaber sieht die Abrechnung seiner Firma nicht.")
    if other.status_code == FOUND or other.content != missing.content:
        findings.append("Die Abrechnung eines anderen Partners ist zu sehen oder zu erkennen.")
    if _visible(context, stage.near.viewer) != own.line_count + 1:
        findings.append("Die Datenbank zeigt dem Inhaber andere Abrechnungen als die seiner Firma.")
    return findings


def _hidden_from_staff(context: ProofContext, stage: Stage, own: Any) -> list[str]:
    staff = made_up_account(context.now, role="staff", partner=stage.near.partner, may_see_statements=False)
    browser = signed_in(context, staff)
    pages = (reverse("statements:list"), reverse("statements:book_extract"), _page(own.number))
    findings = [
        f"Mitarbeitende ohne das Recht sehen {path.rpartition('/AB-')[0] or path}."
        for path in pages
        if browser.get(path).status_code != FORBIDDEN
    ]
    if _visible(context, viewer_of(staff)):
        findings.append("Die Datenbank zeigt Abrechnungen auch ohne das Recht.")
    return findings


def _alterable(context: ProofContext, statement: Any) -> list[str]:
    """Try to change what is closed, as the owner of the schema."""
    tried = {
        "Der Betrag": "UPDATE statements_statementline SET amount = amount + 1 WHERE statement_id = %s",
        "Ein Posten": "DELETE FROM statements_statementline WHERE statement_id = %s",
        "Die Summe": "UPDATE statements_statement SET total = total + 1 WHERE id = %s",
    }
    return [
        f"{what} einer abgeschlossenen Abrechnung lässt sich ändern."
        for what, statement_text in tried.items()
        if _is_let(context, statement_text, statement.id)
    ]


def _is_let(context: ProofContext, statement: str, key: object) -> bool:
    try:
        with transaction.atomic():
            context.execute(statement, [key])
    except IntegrityError:
        return False
    return True


def _visible(context: ProofContext, viewer: Viewer) -> int:
    with acting_as(viewer):
        return context.number(_ROWS)


def _page(number: str) -> str:
    return reverse("statements:statement", args=[number])
