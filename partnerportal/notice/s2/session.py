"""Keep C31 to C33: the session ends, nothing stays behind, data are shown in the portal only."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C31",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Eine Sitzung endet mit der Abmeldung oder durch Ablauf: "
            "nach {idle_minutes} Minuten ohne Eingabe, spätestens nach {absolute_hours} Stunden."
        ),
        sentence_en=(
            "A session ends when you log out or when it expires: "
            "after {idle_minutes} minutes without input, after {absolute_hours} hours at the latest."
        ),
        implementation=(
            "Die Sitzung liegt auf dem Server und wird dort gelöscht. "
            "Vor dem Ablauf warnen wir und bieten eine Verlängerung an."
        ),
        implementation_en=(
            "The session is kept on the server and deleted there. "
            "We warn before it ends and offer to extend it."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. e und Art. 32 DSGVO",
    ),
    Clause(
        id="C32",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Danach stehen die verwendeten Daten im Browser nicht mehr zur Verfügung.",
        sentence_en="Afterwards the data used are no longer available in the browser.",
        implementation=(
            "Seiten mit Daten darf der Browser nicht speichern. "
            "Bei der Abmeldung löscht er alles, was er vom Portal hatte."
        ),
        implementation_en=(
            "The browser must not store pages with data. "
            "On logout it deletes everything it had from the portal."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. f und Art. 32 DSGVO",
    ),
    Clause(
        id="C33",
        section=2,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Daten zeigen wir ausschließlich im Portal.",
        sentence_en="We show data in the portal only.",
        implementation=(
            "E-Mails sagen nur, dass es Neues im Portal gibt. Die Seiten laden nichts von fremden Servern."
        ),
        implementation_en=(
            "Mails only say that there is news in the portal. Pages load nothing from other servers."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. f und Art. 32 DSGVO",
    ),
)
