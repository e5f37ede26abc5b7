"""Check what every field of section 2 owes: stored, with a purpose, in the notice, seen by the named roles only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from partnerportal.accounts.queries import viewer_of
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import ANONYMOUS, Role, Viewer
from partnerportal.notice.browsing import rendered_notice
from partnerportal.notice.context import ProofContext
from partnerportal.notice.schema import Column, stored_columns
from partnerportal.notice.stage import Stage, set_stage
from partnerportal.privacy.derive_visibility import viewer_roles
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.vocabulary import Place, Shown


@dataclass(frozen=True, slots=True)
class Listing:
    """Carry what was found about the fields of one clause."""

    fields: tuple[Column, ...]
    findings: list[str]
    evidence: str


def listing_of(context: ProofContext, clause_id: str) -> Listing:
    """Check the fields the clause names."""
    entries = context.catalogue.of_clause(clause_id)
    stored = {column.field: column for column in stored_columns(context)}
    present = tuple(stored[entry.field] for entry in entries if entry.field in stored)
    findings = [
        *([] if entries else [f"{clause_id}: kein Feld im Datenverzeichnis."]),
        *_not_listed(entries, stored, rendered_notice(context)),
        *_seen_by_others(context, entries, stored),
    ]
    return Listing(
        present,
        findings,
        f"{len(entries)} Felder sind gespeichert, gelistet und nur für genannte Rollen sichtbar.",
    )


def _not_listed(entries: Iterable[Entry], stored: dict[str, Column], page: str) -> list[str]:
    findings = []
    for entry in entries:
        if entry.place is Place.COLUMN and entry.field not in stored:
            findings.append(f"{entry.field}: nicht in der Datenbank.")
        if not entry.purposes:
            findings.append(f"{entry.field}: ohne Zweck gespeichert.")
        if entry.title not in page:
            findings.append(f"{entry.field}: fehlt in der Erklärung.")
    return findings


def _seen_by_others(context: ProofContext, entries: Iterable[Entry], stored: dict[str, Column]) -> list[str]:
    readers = _roles_that_read(
        context, {stored[each.field].table for each in entries if each.field in stored}
    )
    return [
        f"{entry.field}: sichtbar für {role.value}, vom Eintrag nicht genannt."
        for entry in entries
        if entry.shown is not Shown.HIDDEN and entry.field in stored
        for role in sorted(readers[stored[entry.field].table] - viewer_roles(entry.field, context.catalogue))
    ]


def _roles_that_read(context: ProofContext, tables: Iterable[str]) -> dict[str, set[Role]]:
    viewers = _people(set_stage(context))
    quote = context.connection.ops.quote_name
    readers: dict[str, set[Role]] = {}
    for table in tables:
        query = f"SELECT count(*) FROM (SELECT FROM {quote(table)} LIMIT 1) AS any_row"  # noqa: S608 - a schema name
        readers[table] = set()
        for viewer in viewers:
            with acting_as(viewer):
                if _may_select(context, table) and context.number(query):
                    readers[table].add(viewer.role)
    return readers


def _may_select(context: ProofContext, table: str) -> bool:
    return bool(context.rows("SELECT has_table_privilege(%s, 'SELECT')", [table])[0][0])


def _people(stage: Stage) -> tuple[Viewer, ...]:
    owner = stage.near.viewer
    return (
        owner,
        replace(owner, role=Role.STAFF),
        viewer_of(stage.clerk),
        Viewer(role=Role.OFFICER, account_id=uuid4()),
        Viewer(role=Role.ADMINISTRATOR, account_id=uuid4()),
        ANONYMOUS,
    )
