"""Keep C21 to C29: the list of data, item by item, equal to the schema and to the catalogue."""

from __future__ import annotations

from partnerportal.notice.browsing import rendered_notice
from partnerportal.notice.clause import Clause, Kind, Proof, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.listing import listing_of
from partnerportal.notice.s2.bank_account import keeps_bank_data_covered
from partnerportal.notice.s2.statements import keeps_statements_within_the_firm
from partnerportal.notice.schema import stored_columns
from partnerportal.notice.sealing import plain_files, plain_values
from partnerportal.privacy.vocabulary import Place

_LISTED = "Art. 13 Abs. 1 Buchst. c und Art. 14 Abs. 1 Buchst. d DSGVO"


def lists_fields_of(clause_id: str) -> Proof:
    """Return the proof that the clause's fields are stored, listed, and seen by the named roles only."""

    def lists_fields(context: ProofContext) -> Verdict:
        listing = listing_of(context, clause_id)
        return verdict(listing.findings, listing.evidence)

    return lists_fields


def keeps_documents_sealed(context: ProofContext) -> Verdict:
    """Look for documents in plain text, in the database and in the data folder."""
    listing = listing_of(context, "C28")
    checked, findings = plain_values(context, listing.fields)
    files, readable = plain_files(context.data_dir)
    if readable:
        findings.append(f"{readable} Dateien im Datenordner sind unverschlüsselt.")
    return verdict(
        [*listing.findings, *findings],
        f"{listing.evidence} {checked} Werte und {files} Dateien geprüft, 0 liegen im Klartext.",
    )


def lists_everything(context: ProofContext) -> Verdict:
    """Compare the list in the rendered notice with the schema, in both directions."""
    page = rendered_notice(context)
    stored = {column.field for column in stored_columns(context)}
    entries = context.catalogue.entries
    findings = [
        *(f"Fehlt in der Liste: {each.title}." for each in entries if each.title not in page),
        *(
            f"In der Liste, aber nicht gespeichert: {each.field}."
            for each in entries
            if each.place is Place.COLUMN and each.field not in stored
        ),
        *(
            f"Gespeichert, aber nicht in der Liste: {field}."
            for field in sorted(stored - context.catalogue.fields)
        ),
    ]
    return verdict(findings, f"Die Liste nennt alle {len(entries)} gespeicherten Angaben und keine weitere.")


CLAUSES = (
    Clause(
        id="C21",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Wir verarbeiten die Versicherungsnummer.",
        sentence_en="We process the insurance number.",
        implementation="Sie dient der Verwaltung des Vertrags. Partner und zuständige Abteilung sehen sie.",
        implementation_en="It serves to administer the contract. The partner and the department see it.",
        legal_basis=_LISTED,
        proof=lists_fields_of("C21"),
    ),
    Clause(
        id="C22",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Wir verarbeiten Name, Vorname und Anschrift des Partners und seiner Personen.",
        sentence_en="We process last name, first name and address of the partner and of its persons.",
        implementation="Die Angaben ordnen Zugang und Abrechnung der richtigen Firma zu.",
        implementation_en="These details tie access and settlement to the right firm.",
        legal_basis=_LISTED,
        proof=lists_fields_of("C22"),
    ),
    Clause(
        id="C23",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Wir verarbeiten die Abrechnungen des Partners.",
        sentence_en="We process the partner’s statements.",
        implementation=(
            "In der Firma sehen nur Inhaber und berechtigte Mitarbeitende die Abrechnungen, "
            "bei uns die Abteilung, die abrechnet."
        ),
        implementation_en=(
            "In the firm only owners and staff with the right see its statements, in the house the department that "
            "settles them."
        ),
        legal_basis=_LISTED,
        proof=keeps_statements_within_the_firm,
    ),
    Clause(
        id="C24",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Vom Versicherungsnehmer verarbeiten wir Anrede, Vorname und Nachname.",
        sentence_en="Of the policyholder we process salutation, first name and last name.",
        implementation="Die Angaben gehören zum Vertrag und werden mit ihm gelöscht.",
        implementation_en="These details belong to the contract and are deleted with it.",
        legal_basis=_LISTED,
        proof=lists_fields_of("C24"),
    ),
    Clause(
        id="C25",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Von der versicherten Person verarbeiten wir Anrede, Vorname und Nachname.",
        sentence_en="Of the insured person we process salutation, first name and last name.",
        implementation="Die Angaben ordnen einen Erstattungsantrag der richtigen Person zu.",
        implementation_en="These details tie a claim to the right person.",
        legal_basis=_LISTED,
        proof=lists_fields_of("C25"),
    ),
    Clause(
        id="C26",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Von der versicherten Person verarbeiten wir das Geburtsdatum.",
        sentence_en="Of the insured person we process the date of birth.",
        implementation="Es verhindert Verwechslungen. Nur Partner und Leistungsabteilung sehen es.",
        implementation_en="It prevents mix-ups. Only the partner and the benefits department see it.",
        legal_basis=_LISTED,
        proof=lists_fields_of("C26"),
    ),
    Clause(
        id="C27",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Zum Konto verarbeiten wir Kontoinhaber, BIC, IBAN und Name des Instituts.",
        sentence_en="Of the bank account we process holder, BIC, IBAN and name of the institution.",
        implementation=(
            "Kontodaten sind verschlüsselt und verdeckt. Das Anzeigen wird vermerkt, "
            "eine Änderung prüfen zwei Personen."
        ),
        implementation_en=(
            "Bank data are encrypted and covered. Looking at them is noted, two persons check a change."
        ),
        legal_basis=_LISTED,
        proof=keeps_bank_data_covered,
    ),
    Clause(
        id="C28",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Wir verarbeiten Unterlagen, die zur Erfüllung des Vertrags nötig sind, etwa Rechnungen.",
        sentence_en="We process documents needed to perform the contract, such as invoices.",
        implementation=(
            "Jede Datei wird geprüft, bereinigt und verschlüsselt. Sie ist nur im Portal zu sehen."
        ),
        implementation_en="Each file is inspected, cleaned and encrypted. It is shown in the portal only.",
        legal_basis=f"{_LISTED}; bei Gesundheitsdaten Art. 9 Abs. 2 Buchst. a DSGVO",
        proof=keeps_documents_sealed,
    ),
    Clause(
        id="C29",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Diese Liste ist vollständig. Im Einzelfall dürfen wir weniger verarbeiten.",
        sentence_en="This list is complete. In a given case the law may allow us less.",
        implementation="Die Liste ist das Datenverzeichnis selbst. Sie wird nicht von Hand gepflegt.",
        implementation_en="The list is the data catalogue itself. It is not kept by hand.",
        legal_basis=_LISTED,
        proof=lists_everything,
    ),
)
