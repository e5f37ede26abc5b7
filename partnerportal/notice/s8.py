"""Keep section 8: how long data stay and how they go."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C60",
        section=8,
        kinds=(Kind.ENFORCED,),
        sentence="Wir bewahren Daten so lange auf, wie gesetzliche Fristen es verlangen.",
        sentence_en="We keep data for as long as statutory periods require.",
        implementation=(
            "Jede Löschklasse hat Frist, Startzeitpunkt und Rechtsquelle. Vorher wird nichts gelöscht."
        ),
        implementation_en=(
            "Each deletion class has a period, a start event and a source. Nothing goes earlier."
        ),
        legal_basis="Art. 6 Abs. 1 Buchst. c DSGVO; § 257 HGB; § 147 AO",
    ),
    Clause(
        id="C61",
        section=8,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Nach Ablauf der Frist löschen wir die Daten routinemäßig.",
        sentence_en="When the period has passed, we delete the data as a matter of routine.",
        implementation="Ein täglicher Lauf löscht Zeilen, Dateien, Schlüssel, Suchspalten und Exporte.",
        implementation_en="A daily run deletes rows, files, keys, search columns and exports.",
        legal_basis="Art. 5 Abs. 1 Buchst. e und Art. 17 DSGVO",
    ),
    Clause(
        id="C62",
        section=8,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Alle anderen Daten löschen wir, sobald ihr Zweck entfällt. "
            "Die Frist beginnt etwa mit dem Ende des Vertrags."
        ),
        sentence_en=(
            "We delete all other data once their purpose ends. "
            "The period starts, for example, when the contract ends."
        ),
        implementation=(
            "Startzeitpunkte sind Tatsachen in der Datenbank: Vertragsende, Abschluss, Kontolöschung."
        ),
        implementation_en=(
            "Start events are facts in the database: end of contract, closure, account removal."
        ),
        legal_basis="Art. 17 Abs. 1 Buchst. a DSGVO",
    ),
    Clause(
        id="C63",
        section=8,
        kinds=(Kind.ENFORCED,),
        sentence=("Ihre Entwürfe bleiben gespeichert, bis Sie sie löschen oder Ihr Zugang entfernt wird."),
        sentence_en="Your drafts stay stored until you delete them or your account is removed.",
        implementation="Jeder Entwurf hat eine Schaltfläche zum Löschen. Sonst rührt ihn niemand an.",
        implementation_en="Each draft has a delete button. Nothing else touches it.",
        legal_basis="Art. 5 Abs. 1 Buchst. e und Art. 17 DSGVO",
    ),
    Clause(
        id="C64",
        section=8,
        kinds=(Kind.ENFORCED,),
        sentence="Eine Löschung ist endgültig.",
        sentence_en="Deletion is final.",
        implementation=(
            "Mit dem Schlüssel einer Person werden alle Kopien unlesbar. "
            "Nach einer Wiederherstellung wiederholt das Portal alle Löschungen."
        ),
        implementation_en=(
            "Destroying a person’s key makes all copies unreadable. "
            "After a restore the portal repeats all deletions."
        ),
        legal_basis="Art. 17 DSGVO",
    ),
)
