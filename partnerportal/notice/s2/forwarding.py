"""Keep C30: what arrived and is stored is with the department at once."""

from __future__ import annotations

from datetime import timedelta

from partnerportal.notice.attempt import refusal
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import give_consent, set_stage, submitted_claim

DELIVERED_WITHIN = timedelta(minutes=5)
SLOWEST_SECONDS = 1.0
FORWARDED = "claim_is_forwarded"
_NOT_FORWARDED = """
SELECT count(*) FROM claims_claim AS claim
WHERE claim.state <> 'draft' AND NOT EXISTS (SELECT FROM routing_inboxentry WHERE claim_id = claim.id)
"""
_LATE = "SELECT count(*) FROM routing_delivery WHERE delivered_at IS NULL AND created_at < %s"
_SLOWEST = """
SELECT count(*), coalesce(percentile_cont(0.99) WITHIN GROUP (
    ORDER BY extract(epoch FROM entry.arrived_at - claim.submitted_at)), 0)
FROM claims_claim AS claim JOIN routing_inboxentry AS entry ON entry.claim_id = claim.id
"""


def forwards_at_once(context: ProofContext) -> Verdict:
    """Try to submit a claim past the inbox; then compare when real ones were sent and when they had arrived.

    Both instants are written by one transaction, so a difference means that somebody forwarded afterwards.
    """
    findings = []
    if _may_stay_behind(context):
        findings.append("Die Datenbank nimmt einen abgesandten Antrag ohne Eintrag im Eingang an.")
    if behind := context.number(_NOT_FORWARDED):
        findings.append(f"{behind} abgesandte Anträge sind nicht weitergeleitet.")
    if late := context.number(_LATE, [context.now - DELIVERED_WITHIN]):
        findings.append(f"{late} Zustellungen sind seit über 5 Minuten offen.")
    forwarded, slowest = context.rows(_SLOWEST)[0]
    if slowest > SLOWEST_SECONDS:
        findings.append(
            f"Die Weiterleitung dauerte bis zu {slowest * 1000:.0f} Millisekunden (99 von 100 Anträgen)."
        )
    return verdict(
        findings,
        f"Ein Antrag ohne Eingang wurde abgewiesen. {forwarded} Anträge sind weitergeleitet, 0 nicht, "
        f"99 von 100 mit einem um höchstens {slowest * 1000:.0f} Millisekunden späteren Zeitstempel.",
    )


def _may_stay_behind(context: ProofContext) -> bool:
    stage = set_stage(context)

    def submit() -> None:
        for kind in ("health_consent", "release_from_secrecy"):
            give_consent(stage.near, kind, context.now)
        submitted_claim(stage.near, stage.department, context.now, forwarded=False)

    # By name: a claim refused for another reason would prove nothing.
    return refusal(context, submit) != FORWARDED


CLAUSES = (
    Clause(
        id="C30",
        section=2,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Eingegangene und gespeicherte Daten leiten wir "
            "unmittelbar an die bearbeitenden Abteilungen weiter."
        ),
        sentence_en="We forward data that have arrived and are stored to the processing departments at once.",
        implementation=(
            "Antrag, Eintrag im Eingang und Weiterleitung entstehen in einem einzigen Schritt der Datenbank. "
            "Einen abgesandten Antrag ohne Eingang nimmt die Datenbank nicht an."
        ),
        implementation_en=(
            "Claim, inbox entry and delivery are written in one single database transaction. "
            "The database refuses a submitted claim without an inbox entry."
        ),
        legal_basis="Art. 6 Abs. 1 Buchst. b DSGVO",
        proof=forwards_at_once,
    ),
)
