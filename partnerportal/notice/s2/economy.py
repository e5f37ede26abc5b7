"""Keep C19 and C20: what personal data are, and that only what is needed is stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.forms_seen import form_fields, undeclared_form_fields
from partnerportal.notice.schema import Column, stored_columns

UNUSED_AFTER = timedelta(days=365)
_BIRTHDAYS = ("created_at", "recorded_at", "stored_at", "arrived_at", "occurred_at")


def asks_only_what_is_needed(context: ProofContext) -> Verdict:
    """Look for form fields and columns without a purpose, and for columns nothing was written to for a year."""
    columns = stored_columns(context)
    fields = list(form_fields())
    findings = [
        *(f"Formularfeld ohne Zweck: {name}." for name in undeclared_form_fields(context.catalogue)),
        *(
            f"Spalte ohne Zweck: {each.field}."
            for each in columns
            if each.field not in context.catalogue.fields
        ),
        *(f"Spalte seit einem Jahr ungenutzt: {field}." for field in _unused(context, columns)),
    ]
    return verdict(
        findings,
        f"{len(fields)} Formularfelder und {len(columns)} Spalten haben einen Zweck, "
        "0 Spalten sind seit einem Jahr ungenutzt.",
    )


def _unused(context: ProofContext, columns: Iterable[Column]) -> list[str]:
    tables: dict[str, list[Column]] = {}
    for column in columns:
        tables.setdefault(column.table, []).append(column)
    return [field for table, members in tables.items() for field in _unused_in(context, table, members)]


def _is_instant(column: Column) -> bool:
    """Say whether the column holds the time of an event: empty, it says that the event did not happen."""
    return column.type.startswith("timestamp")


def _unused_in(context: ProofContext, table: str, members: list[Column]) -> list[str]:
    birthday = next((each.name for each in members if each.name in _BIRTHDAYS), None)
    personal = [each for each in members if context.catalogue.entry_of(each.field) and not _is_instant(each)]
    if birthday is None or not personal:
        return []
    quote = context.connection.ops.quote_name
    counts = ", ".join(f"count(nullif({quote(each.name)}::text, ''))" for each in personal)
    query = f"SELECT min({quote(birthday)}), {counts} FROM {quote(table)}"  # noqa: S608 - names of the schema
    oldest, *filled = context.rows(query)[0]
    if oldest is None or context.now - oldest < UNUSED_AFTER:
        return []
    return [each.field for each, count in zip(personal, filled, strict=True) if count == 0]


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
        proof=asks_only_what_is_needed,
    ),
)
