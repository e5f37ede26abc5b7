"""Keep C03 to C07: what the partner owes, and that nobody sees another partner's rows."""

from __future__ import annotations

from collections.abc import Iterable

from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import ANONYMOUS
from partnerportal.notice.clause import Clause, Evidence, Findings, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.s0.credentials import keeps_credentials_secret
from partnerportal.notice.s0.entrance import asks_before_the_first_page
from partnerportal.notice.s0.foreign_records import visit_foreign_records
from partnerportal.notice.s0.passwords import takes_strong_passwords_only
from partnerportal.notice.s0.reading import limits_reading
from partnerportal.notice.schema import stored_columns, tables_without_policy
from partnerportal.notice.stage import Stage, set_stage

_STRONG_ROLE = """
SELECT count(*) FROM pg_roles
WHERE rolname IN ('portal_web', 'portal_worker') AND (rolsuper OR rolbypassrls)
"""
_READABLE = "SELECT has_table_privilege('portal_web', %s, 'SELECT')"


def shows_no_foreign_row(context: ProofContext) -> Verdict:
    """Look for another partner's rows as a partner: in every table, and at every address that takes a key."""
    stage = set_stage(context)
    tables = [name for name in _partner_tables(context) if context.rows(_READABLE, [name])[0][0]]
    tour = visit_foreign_records(context, stage)
    findings = [
        *(f"Tabelle ohne Zugriffsregel: {table}." for table in tables_without_policy(context)),
        *(["Eine Rolle der Anwendung umgeht die Zugriffsregeln."] if context.number(_STRONG_ROLE) else []),
        *_foreign_rows(context, stage, tables),
        *(f"Adresse verrät einen fremden Datensatz: {name}." for name in sorted(tour.leaking)),
        *(
            []
            if tour.showing_own
            else ["Die Gegenprobe scheitert: keine Adresse zeigt einen eigenen Datensatz."]
        ),
    ]
    return verdict(
        findings,
        f"{len(tables)} Tabellen und {tour.requests} Abrufe fremder Datensätze geprüft: 0 fremde Zeilen sichtbar. "
        f"Gegenprobe: {len(tour.showing_own)} Adressen zeigen eigene.",
    )


def allows_only_what_the_contract_does(context: ProofContext) -> Verdict:
    """Look for foreign rows, and for reading in bulk that nobody stops or sees; both must hold."""
    parts = (shows_no_foreign_row(context), limits_reading(context))
    findings = [sentence for part in parts if isinstance(part, Findings) for sentence in part.sentences]
    return verdict(findings, " ".join(part.text for part in parts if isinstance(part, Evidence)))


def _partner_tables(context: ProofContext) -> list[str]:
    return [column.table for column in stored_columns(context) if column.name == "partner_id"]


def _foreign_rows(context: ProofContext, stage: Stage, tables: Iterable[str]) -> list[str]:
    findings = []
    quote = context.connection.ops.quote_name
    own = stage.near.partner.id
    for table in tables:
        with acting_as(stage.near.viewer):
            if context.number(f"SELECT count(*) FROM {quote(table)} WHERE partner_id <> %s", [own]):  # noqa: S608
                findings.append(f"Partner sieht fremde Zeilen in {table}.")
        with acting_as(ANONYMOUS):
            if context.number(f"SELECT count(*) FROM {quote(table)}"):  # noqa: S608 - a name of the schema
                findings.append(f"Ohne Anmeldung sind Zeilen sichtbar in {table}.")
    return findings


CLAUSES = (
    Clause(
        id="C03",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Auch Sie als Partner halten bei der Nutzung des Portals die Vorschriften des Datenschutzes ein."
        ),
        sentence_en="As a partner you, too, comply with data protection law when you use the portal.",
        implementation=(
            "Vor der ersten Seite mit Daten bestätigen Sie die geltende Fassung der Nutzungsbedingungen. "
            "Wir speichern Fassung und Zeitpunkt."
        ),
        implementation_en=(
            "Before the first page with data you accept the current version of the terms of use. "
            "We store version and time."
        ),
        legal_basis="Art. 5 und 24 DSGVO; Nutzungsbedingungen",
        proof=asks_before_the_first_page,
    ),
    Clause(
        id="C04",
        section=0,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Sie nutzen die Daten im Portal nur so, wie Ihr Vertrag mit {operator} es erlaubt. "
            "Andere als Ihre eigenen Verträge sehen Sie nicht."
        ),
        sentence_en=(
            "You use the data in the portal only as your contract with {operator} allows. "
            "You do not see any contracts but your own."
        ),
        implementation=(
            "Die Datenbank selbst prüft bei jeder Zeile, zu welchem Partner sie gehört. "
            "Ohne angemeldete Person ist jede geschützte Tabelle leer. "
            "Ein Konto erhält am Tag weniger als {reading_stop} Datensätze. "
            "Ab {reading_notice} sieht es der Inhaber."
        ),
        implementation_en=(
            "The database itself checks for every row which partner it belongs to. "
            "Without a signed-in person every protected table is empty. "
            "An account is shown fewer than {reading_stop} records a day. "
            "From {reading_notice} on the owner is told."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. b und f, Art. 25 und 32 DSGVO",
        proof=allows_only_what_the_contract_does,
    ),
    Clause(
        id="C05",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Sie wählen ein sicheres Passwort. "
            "Das Portal nimmt nur Passwörter mit mindestens {password_length} Zeichen an."
        ),
        sentence_en=(
            "You choose a secure password. "
            "The portal accepts only passwords of at least {password_length} characters."
        ),
        implementation=(
            "Das Portal lehnt häufige und bekannt gewordene Passwörter ab. "
            "Gespeichert wird nur ein Prüfwert nach Argon2id."
        ),
        implementation_en=(
            "The portal refuses common and leaked passwords. Only an Argon2id hash is stored."
        ),
        legal_basis="Art. 32 DSGVO",
        proof=takes_strong_passwords_only,
    ),
    Clause(
        id="C06",
        section=0,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Sie halten Ihre Zugangsdaten geheim und geben sie niemandem weiter. "
            "Für jede Person gibt es einen eigenen Zugang."
        ),
        sentence_en=(
            "You keep your credentials secret and do not pass them on. "
            "Each person has an account of their own."
        ),
        implementation=(
            "Inhaber legen für Mitarbeitende eigene Zugänge an. "
            "Passwörter stehen weder in E-Mails noch in Protokollen oder Adressen. "
            "Ein Zugang ist an höchstens {sessions_per_account} Orten zugleich angemeldet. "
            "Ein neues Gerät melden wir der Person."
        ),
        implementation_en=(
            "Owners create separate accounts for their staff. Passwords appear in no mail, log or address. "
            "An account is signed in at {sessions_per_account} places at most. "
            "We tell the person about a new device."
        ),
        legal_basis="Art. 32 DSGVO",
        proof=keeps_credentials_secret,
    ),
    Clause(
        id="C07",
        section=0,
        kinds=(Kind.STATEMENT,),
        sentence=(
            "Verletzen Sie diese Pflichten, tragen Sie die Verantwortung für die Folgen. "
            "Sie stellen {operator} dann von Ansprüchen Dritter frei."
        ),
        sentence_en=(
            "If you breach these duties, you are responsible for the consequences. "
            "You then indemnify {operator} against claims of third parties."
        ),
        implementation="Derselbe Satz steht in den Nutzungsbedingungen.",
        implementation_en="The same sentence is part of the terms of use.",
        legal_basis="Nutzungsbedingungen",
    ),
)
