"""Keep C08 and C09: how this notice and the general one fit together."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C08",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence="Diese Erklärung ergänzt die allgemeine Datenschutzerklärung von {operator}.",
        sentence_en="This notice supplements the general privacy notice of {operator}.",
        implementation="Die allgemeine Erklärung ist hier und in den Abschnitten 5 und 7 verlinkt.",
        implementation_en="The general notice is linked here and in sections 5 and 7.",
        legal_basis="Art. 12 Abs. 1 und Art. 13 DSGVO",
    ),
    Clause(
        id="C09",
        section=0,
        kinds=(Kind.STATEMENT,),
        sentence="Regelt diese Erklärung eine Frage nicht, gilt die allgemeine Datenschutzerklärung.",
        sentence_en="Where this notice is silent, the general privacy notice applies.",
        implementation="Der Verweis auf die allgemeine Erklärung steht am Ende dieses Abschnitts.",
        implementation_en="The link to the general notice is at the end of this section.",
        legal_basis="Art. 13 DSGVO",
    ),
)
