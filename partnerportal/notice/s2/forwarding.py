"""Keep C30: what arrived and is stored is with the department at once."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

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
    ),
)
