"""Keep what the law asks beyond the text: health data, breaches, the record, no automated decision."""

from __future__ import annotations

from partnerportal.notice.attempt import refusal
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.folder import different_names
from partnerportal.notice.schema import stored_columns
from partnerportal.notice.stage import give_consent, set_stage, submitted_claim

DECLARATIONS = ("health_consent", "release_from_secrecy")
_WITHOUT_BOTH = """
SELECT count(*) FROM claims_claim AS claim
WHERE claim.state <> 'draft' AND (
    SELECT count(DISTINCT consent.kind) FROM contracts_consent AS consent
    WHERE consent.insured_person_id = claim.insured_person_id
      AND consent.recorded_at <= claim.submitted_at
      AND (consent.withdrawn_at IS NULL OR consent.withdrawn_at > claim.submitted_at)
) < 2
"""


def refuses_health_data_without_consent(context: ProofContext) -> Verdict:
    """Try to submit a claim with no declaration, with either one, and with both; then look at the stored ones."""
    attempts = ((), DECLARATIONS[:1], DECLARATIONS[1:])
    findings = [
        f"Die Datenbank nimmt einen Antrag mit {len(given)} von 2 Erklärungen an."
        for given in attempts
        if _submits(context, given)
    ]
    if not _submits(context, DECLARATIONS):
        findings.append("Die Datenbank weist auch einen Antrag mit beiden Erklärungen ab.")
    if without := context.number(_WITHOUT_BOTH):
        findings.append(f"{without} abgesandte Anträge haben nicht beide Erklärungen.")
    return verdict(
        findings, f"{len(attempts)} Versuche ohne beide Erklärungen abgewiesen, 0 solche Anträge gespeichert."
    )


def matches_the_record(context: ProofContext) -> Verdict:
    """Build the derived documents afresh, compare them, and look for each stored field in the record."""
    wanted = context.fresh_documents()
    findings = [f"Weicht ab: docs/derived/{name}." for name in different_names(context.derived_dir, wanted)]
    path = context.derived_dir / "verzeichnis-von-verarbeitungstaetigkeiten.md"
    record = path.read_text(encoding="utf-8") if path.exists() else ""
    personal = [
        each for each in stored_columns(context) if context.catalogue.technical_reason(each.field) is None
    ]
    findings += [
        f"Fehlt im Verzeichnis: {each.field}." for each in personal if f"`{each.field}`" not in record
    ]
    return verdict(
        findings,
        f"{len(wanted)} Dokumente stimmen überein, {len(personal)} gespeicherte Felder stehen im Verzeichnis.",
    )


def _submits(context: ProofContext, declarations: tuple[str, ...]) -> bool:
    stage = set_stage(context)

    def submit() -> None:
        for kind in declarations:
            give_consent(stage.near, kind, context.now)
        submitted_claim(stage.near, stage.department, context.now)

    return refusal(context, submit) is None


CLAUSES = (
    Clause(
        id="C74",
        section=10,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Gesundheitsdaten verarbeiten wir nur mit ausdrücklicher Einwilligung der versicherten Person. "
            "Außerdem brauchen wir ihre Entbindung von der Schweigepflicht."
        ),
        sentence_en=(
            "We process health data only with the explicit consent of the insured person. "
            "We also need their release from the duty of secrecy."
        ),
        implementation=(
            "Ohne beide Erklärungen lässt sich kein Antrag absenden. "
            "Gespeichert sind Wortlaut, Zeitpunkt und Weg der Erklärung."
        ),
        implementation_en=(
            "Without both declarations no claim can be sent. "
            "Wording, time and manner of the declaration are stored."
        ),
        legal_basis="Art. 9 Abs. 2 Buchst. a DSGVO; § 203 StGB",
        proof=refuses_health_data_without_consent,
    ),
    Clause(
        id="C75",
        section=10,
        kinds=(Kind.OBSERVED,),
        sentence="Eine Verletzung des Datenschutzes prüfen und melden wir innerhalb von 72 Stunden.",
        sentence_en="We assess and report a personal data breach within 72 hours.",
        implementation="Jeder Vorfall hat eine laufende Frist. Ohne Entscheidung wird der Nachweis rot.",
        implementation_en="Each incident has a running clock. Without a decision the proof turns red.",
        legal_basis="Art. 33 und 34 DSGVO",
    ),
    Clause(
        id="C76",
        section=10,
        kinds=(Kind.ENFORCED,),
        sentence="Unser Verzeichnis der Verarbeitungstätigkeiten stimmt jederzeit mit dem Portal überein.",
        sentence_en="Our record of processing activities matches the portal at all times.",
        implementation="Das Verzeichnis entsteht aus dem Datenverzeichnis. Jede Abweichung wird rot.",
        implementation_en="The record is built from the data catalogue. Any difference turns red.",
        legal_basis="Art. 30 DSGVO",
        proof=matches_the_record,
    ),
    Clause(
        id="C77",
        section=10,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Über Ihre Anträge entscheidet immer ein Mensch. "
            "Ergebnisse einer automatischen Prüfung sind nur Vorschläge."
        ),
        sentence_en=(
            "A human being always decides on your claims. Results of automated checks are proposals only."
        ),
        implementation="Die Datenbank nimmt eine Entscheidung nur mit der entscheidenden Person an.",
        implementation_en="The database accepts a decision only with the person who made it.",
        legal_basis="Art. 22 DSGVO",
    ),
)
