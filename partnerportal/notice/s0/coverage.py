"""Keep C01 and C02: the notice names everything that is stored, each on a legal basis."""

from __future__ import annotations

from partnerportal.notice.browsing import cookies_of_a_visit, rendered_notice
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.forms_seen import undeclared_form_fields
from partnerportal.notice.schema import Column, stored_columns
from partnerportal.notice.sealing import plain_values
from partnerportal.notice.stage import set_stage
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.vocabulary import Basis, Category, Place, Protection

_ALLOWED_BASES = {
    Category.USAGE: frozenset({Basis.ANONYMOUS}),
    Category.ACCESS_LOG: frozenset({Basis.LEGITIMATE_INTEREST, Basis.CONTRACT}),
    Category.CONSENT: frozenset({Basis.LEGAL_DUTY, Basis.CONSENT}),
}
_OTHERWISE = frozenset(Basis) - {Basis.ANONYMOUS}


def names_everything(context: ProofContext) -> Verdict:
    """Compare schema, forms, cookies and the rendered notice with the catalogue."""
    columns = stored_columns(context)
    cookies = cookies_of_a_visit(context, set_stage(context).near.owner)
    page = rendered_notice(context)
    titles = {entry.title for entry in context.catalogue.entries}
    findings = [
        *(
            f"Spalte ohne Eintrag: {each.field}."
            for each in columns
            if each.field not in context.catalogue.fields
        ),
        *(f"Formularfeld ohne Eintrag: {name}." for name in undeclared_form_fields(context.catalogue)),
        *(f"Cookie ohne Eintrag: {name}." for name in sorted(cookies - context.catalogue.cookie_names)),
        *(f"Eintrag fehlt in der Erklärung: {title}." for title in sorted(titles) if title not in page),
    ]
    return verdict(
        findings,
        f"{len(columns)} Spalten und {len(cookies)} Cookies sind erklärt, "
        f"{len(titles)} Angaben stehen im Text.",
    )


def stands_on_a_legal_basis(context: ProofContext) -> Verdict:
    """Look up the legal basis of every stored column, and how health data really lie in the database."""
    columns = stored_columns(context)
    findings, personal = [], 0
    for column in columns:
        entry = context.catalogue.entry_of(column.field)
        if entry is not None:
            personal += 1
            findings += _against_the_law(context, entry, column)
        elif context.catalogue.technical_reason(column.field) is None:
            findings.append(f"{column.field}: keine Rechtsgrundlage.")
    return verdict(
        findings, f"{personal} personenbezogene Spalten haben eine zulässige Rechtsgrundlage, 0 haben keine."
    )


def _against_the_law(context: ProofContext, entry: Entry, column: Column) -> list[str]:
    allowed = _ALLOWED_BASES.get(entry.category, _OTHERWISE)
    findings = []
    if not entry.bases or not allowed.issuperset(entry.bases):
        findings.append(f"{entry.field}: Rechtsgrundlage fehlt oder ist unzulässig.")
    if entry.category is Category.HEALTH and entry.article_nine is None:
        findings.append(f"{entry.field}: keine Grundlage nach Art. 9 Abs. 2 DSGVO.")
    is_sealed = entry.protection is Protection.ENCRYPTED and entry.place is Place.COLUMN
    if is_sealed and column.type == "jsonb":
        findings += plain_values(context, [column])[1]
    elif is_sealed and column.type != "bytea":
        findings.append(f"{entry.field}: laut Eintrag verschlüsselt, gespeichert als {column.type}.")
    return findings


CLAUSES = (
    Clause(
        id="C01",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Diese Erklärung beschreibt, welche personenbezogenen Daten das Partnerportal verarbeitet. "
            "Sie nennt für alle diese Daten Art, Umfang und Zweck der Verarbeitung."
        ),
        sentence_en=(
            "This notice describes which personal data the partner portal processes. "
            "It names the kind, extent and purpose of processing for all of them."
        ),
        implementation=(
            "Der Text und die Datenliste entstehen aus demselben Verzeichnis wie die Datenbank. "
            "Ein Feld ohne Eintrag verhindert den Start des Portals."
        ),
        implementation_en=(
            "The text and the data list come from the same catalogue as the database. "
            "A field without an entry stops the portal from starting."
        ),
        legal_basis="Art. 12, 13 und 14 DSGVO",
        proof=names_everything,
    ),
    Clause(
        id="C02",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Wir verarbeiten personenbezogene Daten nur, soweit die Datenschutz-Grundverordnung "
            "und das Bundesdatenschutzgesetz dies erlauben."
        ),
        sentence_en=(
            "We process personal data only as far as the General Data Protection Regulation "
            "and the German Federal Data Protection Act allow."
        ),
        implementation=(
            "Jedes Feld trägt einen Zweck und eine Rechtsgrundlage aus einer geschlossenen Liste. "
            "Gesundheitsdaten brauchen zusätzlich eine Grundlage nach Art. 9 Abs. 2 DSGVO."
        ),
        implementation_en=(
            "Each field carries a purpose and a legal basis from a closed list. "
            "Health data also need a basis under Art. 9(2) GDPR."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. a, Art. 6 und 9 DSGVO; BDSG",
        proof=stands_on_a_legal_basis,
    ),
)
