"""Ask the database what a staged file would change, and let it take that over (ADR 20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from partnerportal.contracts.rules import holder_sort_key_of, search_text_of
from partnerportal.exchange.rules.portfolio import Finding
from partnerportal.exchange.rules.result import Counts
from partnerportal.exchange.services.staging import copy_into

_NOTE = """
INSERT INTO exchange_importfinding (run_id, kind, line, satzart, field, value_kind, reason, contract_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, NULL)
"""
_NOTE_CHANGES = """
INSERT INTO exchange_importfinding (run_id, kind, line, satzart, field, value_kind, reason, contract_id)
SELECT %s, 'changed', line, satzart, field, '', 'differs', NULL FROM pg_temp.staged_change ORDER BY line
"""
_NOTE_MISSING = """
INSERT INTO exchange_importfinding (run_id, kind, line, satzart, field, value_kind, reason, contract_id)
SELECT %s, 'missing', NULL, satzart, field, '', 'not_in_delivery', contract_id FROM exchange_missing(%s)
"""
_COUNT_CONTRACTS = """
SELECT count(*) FILTER (WHERE NOT is_known),
       count(*) FILTER (WHERE is_known AND n IN (SELECT n FROM pg_temp.staged_change WHERE p IS NULL)),
       count(*) FROM pg_temp.staged_contract
"""
_COUNT_PERSONS = """
SELECT count(*) FILTER (WHERE NOT is_known),
       count(*) FILTER (WHERE is_known AND (n, p) IN (SELECT n, p FROM pg_temp.staged_change WHERE p IS NOT NULL)),
       count(*) FROM pg_temp.staged_person
"""


def compare() -> list[Finding]:
    """Match people, find changes, hold back what is guarded; return what the comparison rejected."""
    _call("exchange_match_people()")
    _call("exchange_find_changes()")
    _call("exchange_hold_guarded()")
    rows = _rows("SELECT line, field, reason FROM pg_temp.staged_refusal ORDER BY line")
    return [Finding(line, "", field, "rejected", reason, "code") for line, field, reason in rows]


def counted() -> tuple[Counts, Counts]:
    """Return how many contracts and persons are new, changed and unchanged."""
    return _counts(_COUNT_CONTRACTS), _counts(_COUNT_PERSONS)


def count_missing(today: date) -> int:
    """Return how much a full delivery lacks: contracts that run, and people in contracts it has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_missing(%s)", [today])
        return int(cursor.fetchone()[0])


def note_findings(*, run_id: UUID, findings: Iterable[Finding], missing_on: date | None) -> None:
    """Store what was found, in place of an earlier try's.

    `missing_on` is today for a full delivery, None for a partial one.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM exchange_importfinding WHERE run_id = %s", [run_id])
        cursor.executemany(
            _NOTE,
            [
                (run_id, each.kind, each.line, each.satzart, each.field, each.value_kind, each.reason)
                for each in findings
            ],
        )
        cursor.execute(
            _NOTE_CHANGES,
            [run_id],
        )
        if missing_on is not None:
            cursor.execute(_NOTE_MISSING, [run_id, missing_on])


def take_over(*, run_id: UUID, now: datetime) -> None:
    """Write what is new or differs; rows that are the same are not touched."""
    copy_into("staged_search", "n holder_sort_key search_text", list(_names_elsewhere()))
    _call("exchange_put_search()")
    _call("exchange_take_contracts()")
    _call("exchange_take_people(%s)", now)
    _call("exchange_take_history(%s, %s)", run_id, now)


def _names_elsewhere() -> Iterator[tuple[int, str, str]]:
    """Return what contracts are found by whose names stand only in part in the file."""
    for n, first_name, last_name, people in _rows("SELECT * FROM exchange_names_elsewhere()"):
        names = [f"{first_name} {last_name}".strip(), *people]
        yield n, holder_sort_key_of(last_name=last_name, first_name=first_name), search_text_of(names=names)


def _counts(query: str) -> Counts:
    ((created, updated, total),) = _rows(query)
    return Counts(created, updated, total - created - updated)


def _call(function: str, *arguments: UUID | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", arguments)


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
