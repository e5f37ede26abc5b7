"""Keep section 5: cookies."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C53",
        section=5,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Was Cookies sind, erklärt Nummer 2 der allgemeinen Datenschutzerklärung. "
            "Das Portal setzt nur die Cookies der folgenden Tabelle."
        ),
        sentence_en=(
            "Number 2 of the general privacy notice explains what cookies are. "
            "The portal sets only the cookies in the table below."
        ),
        implementation=(
            "Die Tabelle entsteht aus dem Datenverzeichnis. Alle Cookies sind unbedingt erforderlich, "
            "deshalb gibt es kein Auswahlfenster."
        ),
        implementation_en=(
            "The table comes from the data catalogue. All cookies are strictly necessary, "
            "so there is no banner."
        ),
        legal_basis="§ 25 Abs. 2 Nr. 2 TDDDG; Art. 13 DSGVO",
    ),
)
