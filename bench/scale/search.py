"""Time the search in the database: by number, name and birth date, with and without row-level security."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection

from bench import BenchContext, Result
from bench.scale.browser import Broker
from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.contracts.queries import search
from partnerportal.database.context import acting_as

TERMS = 100
GOAL_P95_MS = 10.0
MOST_TIMES_RAW = 2.0

Asked = list[tuple[str, Any]]


def results(context: BenchContext, broker: Broker) -> list[Result]:
    """Return two figures for each kind: the time in the database within which 95 of 100 searches are done,
    and the sum of all beside the same statements sent by plain psycopg as the owner of the schema."""
    return [
        figure for kind, terms in _terms(broker).items() for figure in _figures(context, broker, kind, terms)
    ]


def _figures(context: BenchContext, broker: Broker, kind: str, terms: list[str]) -> Iterator[Result]:
    durations, asked = [], []
    for text in (*terms[:5], *terms):
        seconds, statements = _searched(broker, text)
        durations.append(seconds * 1000)
        asked.append(statements)
    durations, asked = durations[5:], asked[5:]
    raw = _raw_ms(context, asked)
    yield Result(f"search.{kind}.p95", _p95(durations), "ms", GOAL_P95_MS, _p95(raw), at_most=True)
    floor = sum(raw)
    yield Result(f"search.{kind}.sum", sum(durations), "ms", MOST_TIMES_RAW * floor, floor, at_most=True)


def _searched(broker: Broker, text: str) -> tuple[float, Asked]:
    """Return the seconds spent in the database, and what it was asked."""
    spent, asked = [0.0], []

    def watch(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        began = time.perf_counter()
        try:
            return execute(statement, parameters, many, context)
        finally:
            spent[0] += time.perf_counter() - began
            asked.append((statement, parameters))

    with acting_as(broker.viewer), connection.execute_wrapper(watch):
        search(viewer=broker.viewer, text=text)
    return spent[0], [(statement, each) for statement, each in asked if statement.startswith("SELECT")]


def _raw_ms(context: BenchContext, asked: list[Asked]) -> list[float]:
    with psycopg.connect(context.conninfo) as raw:
        return [_time_ms(raw, statements) for statements in (*asked[:5], *asked)][5:]


def _time_ms(raw: psycopg.Connection[Any], statements: Asked) -> float:
    began = time.perf_counter()
    for statement, parameters in statements:
        raw.execute(statement, parameters).fetchall()  # type: ignore[call-overload]
    return (time.perf_counter() - began) * 1000


def _p95(durations: list[float]) -> float:
    return statistics.quantiles(durations, n=20)[-1]


def _terms(broker: Broker) -> dict[str, list[str]]:
    """Return what is searched for: a hundred numbers, names and birth dates from all over the portfolio."""
    own = Contract.objects.filter(partner_id=broker.viewer.partner).order_by("id")[:TERMS]
    born = InsuredPerson.objects.filter(partner_id=broker.viewer.partner).order_by("id")[:TERMS]
    return {
        "number": [contract.policy_number for contract in own],
        "name": [contract.policyholder.last_name for contract in own.select_related("policyholder")],
        "birth_date": [f"{person.born_on:%d.%m.%Y}" for person in born],
    }
