"""Keep what the law asks beyond the text: health data, breaches, the record, no automated decision."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

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
