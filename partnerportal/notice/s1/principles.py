"""State section 1: principles, legal bases and the two purposes of the portal."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind
from partnerportal.notice.s1.contracts import makes_contracts_easier
from partnerportal.notice.s1.upkeep import adapts_its_measures, is_state_of_the_art

CLAUSES = (
    Clause(
        id="C10",
        section=1,
        kinds=(Kind.OBSERVED, Kind.ATTESTED),
        sentence=(
            "Unsere Sicherheitstechnik entspricht dem Stand der Technik. Wir halten sie laufend aktuell."
        ),
        sentence_en="Our security technology is state of the art. We keep it up to date.",
        implementation=(
            "Das Portal vergleicht Python, PostgreSQL und Django mit dem Ende ihrer Pflege. "
            "Lädt der Betreiber eine Liste bekannter Schwachstellen, vergleicht es auch damit. "
            "Eine Schwachstelle bleibt höchstens {advisory_days} Tage offen. "
            "Einmal im Jahr prüft eine unabhängige Stelle das Ganze."
        ),
        implementation_en=(
            "The portal compares Python, PostgreSQL and Django with the end of their support. "
            "Where the operator loads a list of known weaknesses, it compares with that, too. "
            "A weakness stays open for {advisory_days} days at most. "
            "Once a year an independent body reviews it all."
        ),
        legal_basis="Art. 25 und 32 DSGVO",
        proof=is_state_of_the_art,
    ),
    Clause(
        id="C11",
        section=1,
        kinds=(Kind.ATTESTED,),
        sentence="Wir passen unsere Sicherheitskonzepte fortlaufend an.",
        sentence_en="We continually adapt our security concepts.",
        implementation=(
            "Ein Verzeichnis führt alle technischen und organisatorischen Maßnahmen. "
            "Es nennt für jede den Zuständigen und den Tag der nächsten Prüfung."
        ),
        implementation_en=(
            "A register lists all technical and organisational measures. "
            "It names who is responsible for each and the day of the next review."
        ),
        legal_basis="Art. 24 Abs. 1 und Art. 32 Abs. 1 Buchst. d DSGVO",
        proof=adapts_its_measures,
    ),
    Clause(
        id="C12",
        section=1,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Wir schützen Ihre Daten vor Diebstahl und Missbrauch.",
        sentence_en="We protect your data against theft and misuse.",
        implementation=(
            "Bankdaten und Unterlagen sind je Person mit eigenem Schlüssel verschlüsselt. "
            "Das Zugangsprotokoll lässt sich nicht unbemerkt ändern."
        ),
        implementation_en=(
            "Bank data and documents are encrypted with a key per person. "
            "The access journal cannot be altered unnoticed."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. f und Art. 32 DSGVO",
    ),
    Clause(
        id="C13",
        section=1,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Wo wir eine Einwilligung brauchen, erteilen Sie sie ausdrücklich und freiwillig. "
            "Sie können sie jederzeit für die Zukunft widerrufen."
        ),
        sentence_en=(
            "Where we need consent, you give it explicitly and freely. "
            "You may withdraw it at any time for the future."
        ),
        implementation=(
            "Jede Einwilligung gilt für einen Zweck und ist nie vorangekreuzt. "
            "Der Widerruf ist so einfach wie die Erteilung."
        ),
        implementation_en=(
            "Each consent covers one purpose and is never ticked in advance. "
            "Withdrawing is as easy as consenting."
        ),
        legal_basis="Art. 6 Abs. 1 Buchst. a und Art. 7 DSGVO",
    ),
    Clause(
        id="C14",
        section=1,
        kinds=(Kind.ENFORCED,),
        sentence="Im Übrigen verarbeiten wir Daten, soweit ein Vertrag oder seine Anbahnung es erfordert.",
        sentence_en="Otherwise we process data as far as a contract or its preparation requires.",
        implementation="Jedes dieser Felder nennt im Datenverzeichnis den Vertragszweck.",
        implementation_en="Each of these fields names its contract purpose in the data catalogue.",
        legal_basis="Art. 6 Abs. 1 Buchst. b DSGVO",
    ),
    Clause(
        id="C15",
        section=1,
        kinds=(Kind.ENFORCED, Kind.ATTESTED),
        sentence=(
            "Manche Daten verarbeiten wir aus berechtigtem Interesse. "
            "Das gilt nur, wenn Ihre Interessen nicht überwiegen."
        ),
        sentence_en=(
            "We process some data for legitimate interests. "
            "We do so only where your interests do not override them."
        ),
        implementation=(
            "Zu jedem dieser Zwecke liegt eine datierte Abwägung vor. "
            "Den Widerspruch nehmen wir im Portal entgegen."
        ),
        implementation_en=(
            "For each of these purposes there is a dated balancing of interests. "
            "You can object in the portal."
        ),
        legal_basis="Art. 6 Abs. 1 Buchst. f und Art. 21 DSGVO",
    ),
    Clause(
        id="C16",
        section=1,
        kinds=(Kind.OBSERVED,),
        sentence="Das Portal soll Ihnen das Einreichen von Erstattungsanträgen erleichtern.",
        sentence_en="The portal is meant to make it easier for you to submit reimbursement claims.",
        implementation=(
            "Ein Antrag hat fünf Schritte. Bekannte Angaben sind ausgefüllt, nichts wird zweimal gefragt."
        ),
        implementation_en="A claim has five steps. Known details are filled in, nothing is asked twice.",
        legal_basis="Art. 6 Abs. 1 Buchst. b DSGVO",
    ),
    Clause(
        id="C17",
        section=1,
        kinds=(Kind.OBSERVED,),
        sentence="Das Portal soll Ihnen die Verwaltung der Verträge erleichtern.",
        sentence_en="The portal is meant to make it easier for you to administer contracts.",
        implementation="Sie suchen Verträge, sehen Einzelheiten und lassen Angaben ändern.",
        implementation_en="You search contracts, see details and have details changed.",
        legal_basis="Art. 6 Abs. 1 Buchst. b DSGVO",
        proof=makes_contracts_easier,
    ),
    Clause(
        id="C18",
        section=1,
        kinds=(Kind.ENFORCED,),
        sentence="Für diese beiden Zwecke gelten die genannten Rechtsgrundlagen.",
        sentence_en="The legal bases named above apply to these two purposes.",
        implementation="Das Datenverzeichnis nennt bei beiden Zwecken dieselben Rechtsgrundlagen.",
        implementation_en="The data catalogue names the same legal bases for both purposes.",
        legal_basis="Art. 6 Abs. 1 Buchst. a, b und f DSGVO",
    ),
)
