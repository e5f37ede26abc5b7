"""Keep C41 to C45: usage is counted, never followed."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind
from partnerportal.notice.s4.recipients import gives_to_listed_recipients_only

CLAUSES = (
    Clause(
        id="C41",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Daten über die Nutzung des Portals speichern wir nur anonym.",
        sentence_en="We store data on the use of the portal only anonymously.",
        implementation=(
            "Wir zählen nach Funktion, Stunde und Ergebnis. Werte unter fünf verschwinden am selben Tag."
        ),
        implementation_en=(
            "We count by function, hour and outcome. Values below five are dropped the same day."
        ),
        legal_basis="Erwägungsgrund 26 DSGVO",
    ),
    Clause(
        id="C42",
        section=4,
        kinds=(Kind.OBSERVED,),
        sentence=(
            "Die Zahlen dienen der Statistik, der technischen Auswertung und der Verbesserung der Server. "
            "Sie zeigen auch Zugriffszeiten und Bedienbarkeit."
        ),
        sentence_en=(
            "The figures serve statistics, technical evaluation and better servers. "
            "They also show times of access and usability."
        ),
        implementation="Fünf Auswertungen stehen auf einer Seite. Weitere gibt es nicht.",
        implementation_en="Five evaluations are on one page. There are no others.",
        legal_basis="Erwägungsgrund 26 DSGVO",
    ),
    Clause(
        id="C43",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Eine Auswertung nach Personen findet nicht statt.",
        sentence_en="There is no evaluation by person.",
        implementation=(
            "Kein Schlüssel verbindet Zähler mit Personen. Das Serverprotokoll enthält keine Adresse."
        ),
        implementation_en="No key joins counters with persons. The server log carries no address.",
        legal_basis="Art. 5 Abs. 1 Buchst. b und c DSGVO",
    ),
    Clause(
        id="C44",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Zu anderen Zwecken und zur Werbung nutzen wir die Daten nicht. "
            "An Dritte geben wir sie nur, wenn ein Gesetz es verlangt."
        ),
        sentence_en=(
            "We do not use the data for other purposes or for advertising. "
            "We give them to third parties only where a law demands it."
        ),
        implementation=(
            "Empfänger stehen in einer geschlossenen Liste. "
            "Eine gesetzliche Auskunft tragen zwei Personen ein."
        ),
        implementation_en="Recipients are on a closed list. A legal disclosure is entered by two persons.",
        legal_basis="Art. 5 Abs. 1 Buchst. b und Art. 6 DSGVO",
        proof=gives_to_listed_recipients_only,
    ),
    Clause(
        id="C45",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Abweichendes kann sich aus Ihrer früheren Auswahl zu Cookies ergeben.",
        sentence_en="Your earlier cookie choices may change this.",
        implementation="Das Portal selbst setzt nur erforderliche Cookies und fragt deshalb nicht nach.",
        implementation_en="The portal itself sets only necessary cookies and therefore does not ask.",
        legal_basis="§ 25 Abs. 2 Nr. 2 TDDDG",
    ),
)
