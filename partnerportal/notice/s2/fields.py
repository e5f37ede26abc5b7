"""Keep C21 to C29: the list of data, item by item, equal to the schema and to the catalogue."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

_LISTED = "Art. 13 Abs. 1 Buchst. c und Art. 14 Abs. 1 Buchst. d DSGVO"

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
    ),
    Clause(
        id="C23",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Wir verarbeiten die Abrechnungen des Partners.",
        sentence_en="We process the partner’s statements.",
        implementation="Nur Inhaber und berechtigte Mitarbeitende sehen die Abrechnungen ihrer Firma.",
        implementation_en="Only owners and staff with the right see the statements of their firm.",
        legal_basis=_LISTED,
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
    ),
    Clause(
        id="C27",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Zum Konto verarbeiten wir Kontoinhaber, BIC, IBAN und Name des Instituts.",
        sentence_en="Of the bank account we process holder, BIC, IBAN and name of the institution.",
        implementation=(
            "Kontodaten sind verschlüsselt. Angezeigt werden von der IBAN nur die letzten vier Stellen."
        ),
        implementation_en="Bank data are encrypted. Only the last four characters of the IBAN are shown.",
        legal_basis=_LISTED,
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
    ),
)
