"""Keep C46 to C52: what the journal records, which columns it has, what it is for."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind
from partnerportal.notice.s4.brakes import brakes_guessing
from partnerportal.notice.s4.journal_logins import logs_every_failed_login, logs_every_login
from partnerportal.notice.s4.journal_proofs import (
    keeps_the_latest_transaction,
    stores_account_and_instant,
    stores_the_real_address,
)
from partnerportal.notice.s4.journal_seal import is_sealed_and_read_for_a_reason

_SECURITY = "Art. 6 Abs. 1 Buchst. f und Art. 32 DSGVO"

CLAUSES = (
    Clause(
        id="C46",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Wir protokollieren jede Anmeldung.",
        sentence_en="We log every login.",
        implementation=(
            "Jeder Weg der Anmeldung schreibt eine Zeile. Der Grund eines Sitzungsendes wird nicht behalten."
        ),
        implementation_en="Every way to log in writes a line. The reason a session ended is not kept.",
        legal_basis=_SECURITY,
        proof=logs_every_login,
    ),
    Clause(
        id="C47",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Wir protokollieren jeden fehlgeschlagenen Anmeldeversuch.",
        sentence_en="We log every failed login.",
        implementation=(
            "Unbekannte Namen speichern wir nur als Prüfwert. "
            "Manche tippen dort versehentlich ihr Passwort ein."
        ),
        implementation_en=(
            "Unknown names are stored as a keyed hash only. Some people type their password there by mistake."
        ),
        legal_basis=_SECURITY,
        proof=logs_every_failed_login,
    ),
    Clause(
        id="C48",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Wir protokollieren den jeweils zuletzt ausgelösten Bearbeitungsvorgang.",
        sentence_en="We log the transaction triggered last.",
        implementation="Je Zugang gibt es genau eine Zeile. Der nächste Vorgang überschreibt sie.",
        implementation_en="There is exactly one row per account. The next transaction overwrites it.",
        legal_basis=_SECURITY,
        proof=keeps_the_latest_transaction,
    ),
    Clause(
        id="C49",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Dabei speichern wir die Kennung des Zugangs sowie Datum und Uhrzeit.",
        sentence_en="We store the account’s identifier and the date and time.",
        implementation="Gespeichert ist ein Zeitpunkt in Weltzeit. Angezeigt wird er in Berliner Zeit.",
        implementation_en="An instant in universal time is stored. It is shown in Berlin time.",
        legal_basis=_SECURITY,
        proof=stores_account_and_instant,
    ),
    Clause(
        id="C50",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Auch die IP-Adresse speichern wir dabei.",
        sentence_en="We also store the IP address.",
        implementation=(
            "Sie stammt von der Verbindung selbst oder von einem benannten Vorrechner. "
            "Eine gefälschte Kopfzeile ändert sie nicht."
        ),
        implementation_en=(
            "It comes from the connection itself or from a declared proxy. "
            "A forged header does not change it."
        ),
        legal_basis=_SECURITY,
        proof=stores_the_real_address,
    ),
    Clause(
        id="C51",
        section=4,
        kinds=(Kind.ENFORCED,),
        sentence="Das Protokoll hilft uns, Missbrauch zu verhindern.",
        sentence_en="The journal helps us to prevent misuse.",
        implementation=(
            "Nach Fehlversuchen wächst die Wartezeit, dann folgt eine Sperre. Sie erhalten eine Nachricht."
        ),
        implementation_en=(
            "After failures the delay grows, then the account is locked. You receive a message."
        ),
        legal_basis=_SECURITY,
        proof=brakes_guessing,
    ),
    Clause(
        id="C52",
        section=4,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Das Protokoll macht Vorgänge nachvollziehbar. "
            "Wir löschen seine Einträge nach {journal_days} Tagen."
        ),
        sentence_en="The journal makes events traceable. We delete its entries after {journal_days} days.",
        implementation=(
            "Zeilen lassen sich nur anfügen und sind versiegelt. "
            "Wer das Protokoll liest, nennt einen Grund und wird selbst protokolliert."
        ),
        implementation_en=(
            "Lines can only be added and are sealed. "
            "Whoever reads the journal states a reason and is logged as well."
        ),
        legal_basis=_SECURITY,
        proof=is_sealed_and_read_for_a_reason,
    ),
)
