"""Keep C19 and C20: what personal data are, and that only what is needed is stored."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C19",
        section=2,
        kinds=(Kind.STATEMENT,),
        sentence=(
            "Personenbezogene Daten sind alle Angaben, die sich auf einen bestimmten "
            "oder bestimmbaren Menschen beziehen."
        ),
        sentence_en="Personal data are all details that relate to an identified or identifiable human being.",
        implementation="Die Datenliste unter diesem Abschnitt nennt jede dieser Angaben im Portal.",
        implementation_en="The data list below this section names each such detail in the portal.",
        legal_basis="Art. 4 Nr. 1 DSGVO",
    ),
    Clause(
        id="C20",
        section=2,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Wir erheben nur die Daten, die der jeweilige Vorgang wirklich braucht.",
        sentence_en="We collect only the data the transaction at hand really needs.",
        implementation=(
            "Jedes Formularfeld und jede Spalte hat einen Zweck im Datenverzeichnis. "
            "Ungenutzte Spalten meldet das Portal."
        ),
        implementation_en=(
            "Each form field and each column has a purpose in the data catalogue. "
            "The portal reports unused columns."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. c und Art. 25 DSGVO",
    ),
)
