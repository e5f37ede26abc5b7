"""Measure the portal with a million contracts beside ten thousand, in one run (issue 5, section 6).

First a portfolio of 100 partners with 10,000 contracts, the largest with 1,000; then 2,000 partners with as many as
PORTAL_BENCH_CONTRACTS says (1,000,000 when not set), the largest with a tenth. The same pages are asked for by the
owner of the largest partner of each.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass

import psycopg

from bench import BenchContext, Result
from bench.scale import contract_list, memory, pages, search, statements
from bench.scale.browser import Broker, broker_of
from partnerportal.config.seed import crowd
from partnerportal.kernel.clock import utc_now

SMALL = crowd.Size(partners=100, contracts=10_000, seed=1)
PARTNERS = 2000
CONTRACTS = 1_000_000
CONTRACTS_VARIABLE = "PORTAL_BENCH_CONTRACTS"
GOAL_SEED_PER_SECOND = 2_000


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold a portfolio: its largest partner's owner, and how long it took to write (seconds)."""

    broker: Broker
    size: crowd.Size
    seconds: float


def results(context: BenchContext) -> list[Result]:
    """Return the figures of pages, search, statements and memory. Raises: AssertionError for a page that fails."""
    logging.disable(logging.CRITICAL)  # the log of the requests would fill the screen
    try:
        small = _filled(context, SMALL)
        before = pages.times(small.broker)
        large = _filled(context, crowd.Size(PARTNERS, _contracts(), seed=2))
        after = pages.times(large.broker)
        return [
            _seed_speed(large),
            *pages.growth(before, after),
            contract_list.result(context, large.broker),
            *search.results(context, large.broker),
            *statements.results(large.broker),
            memory.result(context, large.broker),
        ]
    finally:
        logging.disable(logging.NOTSET)


def _contracts() -> int:
    return int(os.environ.get(CONTRACTS_VARIABLE, CONTRACTS))


def _filled(context: BenchContext, size: crowd.Size) -> Filled:
    began = time.perf_counter()
    crowd.fill(size, now=utc_now())
    seconds = time.perf_counter() - began
    with psycopg.connect(context.conninfo, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return Filled(broker_of(size), size, seconds)


def _seed_speed(filled: Filled) -> Result:
    speed = filled.size.contracts / filled.seconds
    return Result("scale.contracts_seeded", speed, "1/s", GOAL_SEED_PER_SECOND)
