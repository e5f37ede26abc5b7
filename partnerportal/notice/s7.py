"""Keep section 7: processors and third parties."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C58",
        section=7,
        kinds=(Kind.ENFORCED, Kind.ATTESTED),
        sentence=(
            "Dienstleister, die {operator} beauftragt, können Daten weiterverarbeiten. "
            "Sie sind vertraglich an unsere Weisungen gebunden."
        ),
        sentence_en=(
            "Service providers engaged by {operator} may process data further. "
            "They are bound by contract to our instructions."
        ),
        implementation=(
            "Ein Verzeichnis führt jeden Auftragsverarbeiter mit Vertrag, Gegenstand und Laufzeit."
        ),
        implementation_en="A register lists every processor with contract, subject and term.",
        legal_basis="Art. 28 DSGVO",
    ),
    Clause(
        id="C59",
        section=7,
        kinds=(Kind.STATEMENT,),
        sentence="Für Dritte gilt außerdem die allgemeine Datenschutzerklärung von {operator}.",
        sentence_en="For third parties the general privacy notice of {operator} applies as well.",
        implementation="Die allgemeine Erklärung ist unter diesem Abschnitt verlinkt.",
        implementation_en="The general notice is linked below this section.",
        legal_basis="Art. 13 Abs. 1 Buchst. e DSGVO",
    ),
)
