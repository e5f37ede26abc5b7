"""Keep section 9: the rights of the persons and where to turn."""

from __future__ import annotations

from partnerportal.notice.browsing import rendered_notice
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.controller import Contact, Operator


def names_the_contacts(context: ProofContext) -> Verdict:
    """Compare the controller file with the page: every contact is there and complete."""
    page = rendered_notice(context)
    parties: dict[str, Operator | Contact] = {
        "Verantwortlicher": context.controller.operator,
        "Datenschutz": context.controller.officer,
        "Aufsichtsbehörde": context.controller.authority,
    }
    findings = []
    for role, party in parties.items():
        address = party.address
        for name, value in (
            ("Name", party.name),
            ("Straße", address.street),
            ("Ort", f"{address.postal_code} {address.city}"),
            ("Telefon", party.phone),
            ("E-Mail", party.email),
        ):
            if not value.strip():
                findings.append(f"{role}: {name} fehlt in der Betreiberdatei.")
            elif value not in page:
                findings.append(f"{role}: {name} fehlt in der Erklärung.")
    return verdict(findings, f"{len(parties)} Kontakte stehen vollständig in der Erklärung.")


CLAUSES = (
    Clause(
        id="C65",
        section=9,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Sie können Auskunft über alle Daten verlangen, die wir zu Ihrer Person speichern.",
        sentence_en="You may demand access to all data we store about you.",
        implementation=(
            "Das Datenverzeichnis findet jede Zeile zu Ihrer Person. Daraus entsteht das Auskunftspaket."
        ),
        implementation_en="The data catalogue finds every row about you. The access package is made from it.",
        legal_basis="Art. 15 DSGVO",
    ),
    Clause(
        id="C66",
        section=9,
        kinds=(Kind.OBSERVED,),
        sentence="Sie können verlangen, dass wir unrichtige Daten berichtigen.",
        sentence_en="You may demand that we rectify inaccurate data.",
        implementation="Ihr Vorschlag wird geprüft und übernommen. Empfänger der Daten erfahren davon.",
        implementation_en="Your proposal is checked and carried over. Recipients of the data are told.",
        legal_basis="Art. 16 und 19 DSGVO",
    ),
    Clause(
        id="C67",
        section=9,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Sie können die Löschung Ihrer Daten verlangen, soweit keine Pflicht zur Aufbewahrung besteht."
        ),
        sentence_en="You may demand erasure of your data unless we are obliged to keep them.",
        implementation="Wir entscheiden je Löschklasse und nennen bei einer Ablehnung die Vorschrift.",
        implementation_en="We decide per deletion class and name the provision when we refuse.",
        legal_basis="Art. 17 DSGVO; § 35 BDSG",
    ),
    Clause(
        id="C68",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence="Sie können verlangen, dass wir die Verarbeitung Ihrer Daten einschränken.",
        sentence_en="You may demand that we restrict the processing of your data.",
        implementation=(
            "Eingeschränkte Daten sieht nur die oder der Datenschutzbeauftragte. Änderungen sind gesperrt."
        ),
        implementation_en="Only the data protection officer sees restricted data. Changes are blocked.",
        legal_basis="Art. 18 DSGVO",
    ),
    Clause(
        id="C69",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Sie können die von Ihnen bereitgestellten Daten in einem maschinenlesbaren Format erhalten."
        ),
        sentence_en="You may receive the data you provided in a machine-readable format.",
        implementation="Das Paket enthält JSON mit Schema, CSV und Ihre Dateien im Original.",
        implementation_en="The package contains JSON with its schema, CSV and your original files.",
        legal_basis="Art. 20 DSGVO",
    ),
    Clause(
        id="C70",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence="Der Werbung können Sie jederzeit ohne Begründung widersprechen.",
        sentence_en="You may object to direct marketing at any time without giving a reason.",
        implementation="Das Portal betreibt keine Werbung. Ihren Widerspruch speichern wir trotzdem sofort.",
        implementation_en="The portal does no marketing. We store your objection at once all the same.",
        legal_basis="Art. 21 Abs. 2 und 3 DSGVO",
    ),
    Clause(
        id="C71",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Einer Verarbeitung aus berechtigtem Interesse können Sie aus persönlichen Gründen widersprechen."
        ),
        sentence_en="You may object to processing for legitimate interests on grounds of your own situation.",
        implementation="Bis zur Entscheidung ruht der betroffene Zweck für Ihre Person.",
        implementation_en="The purpose is suspended for you until we have decided.",
        legal_basis="Art. 21 Abs. 1 DSGVO",
    ),
    Clause(
        id="C72",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Sie können sich bei der oder dem Datenschutzbeauftragten beschweren. "
            "Ebenso steht Ihnen die Aufsichtsbehörde offen: {authority}, {authority_address}."
        ),
        sentence_en=(
            "You may complain to the data protection officer. "
            "You may also turn to the supervisory authority: {authority}, {authority_address}."
        ),
        implementation="Beschwerden gehen nur an die oder den Datenschutzbeauftragten, an keine Abteilung.",
        implementation_en="Complaints go to the data protection officer only, not to a department.",
        legal_basis="Art. 38 Abs. 4 und Art. 77 DSGVO",
    ),
    Clause(
        id="C73",
        section=9,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Verantwortlich ist {operator}, {operator_address}, Telefon {operator_phone}. "
            "Fragen zum Datenschutz beantwortet {officer}, {officer_email}, Telefon {officer_phone}."
        ),
        sentence_en=(
            "The controller is {operator}, {operator_address}, phone {operator_phone}. "
            "Questions on data protection are answered by {officer}, {officer_email}, phone {officer_phone}."
        ),
        implementation=(
            "Anschrift und Kontakt stehen in einer Betreiberdatei. "
            "Fehlt dort eine Angabe, startet das Portal nicht."
        ),
        implementation_en=(
            "Address and contact are in one controller file. "
            "If a detail is missing, the portal does not start."
        ),
        legal_basis="Art. 13 Abs. 1 Buchst. a und b DSGVO",
        proof=names_the_contacts,
    ),
)
