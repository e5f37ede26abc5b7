"""Measure the journal under load: login lines written by several connections while another one seals (issue 4)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg
from django.db import connection

from bench import BenchContext, Result
from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key
from partnerportal.journal.sealing import seal
from partnerportal.journal.services import record_login
from partnerportal.journal.verification import verify
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import Frontier, SigningKey, leaf_hash
from partnerportal.kernel.viewer import GATE, WORKER

WRITERS = 8
SECONDS = 6.0
GOAL_PER_SECOND = 200
GOAL_P99_MS = 50
GOAL_VERIFIED_PER_SECOND = 2_000
SEAL_EVERY_SECONDS = 0.5  # a hundred and twenty times as often as in production
_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%journal_entry%'
  AND pid <> pg_backend_pid()
"""


@dataclass
class Load:
    """Hold what one run of the writers showed: the duration of each write in seconds, and who waited for a lock."""

    seconds: float
    durations: list[float] = field(default_factory=list)
    most_waiting: int = 0

    @property
    def per_second(self) -> float:
        """Return the lines written per second."""
        return len(self.durations) / self.seconds

    @property
    def p99_ms(self) -> float:
        """Return the time within which 99 of 100 writes were done, in milliseconds."""
        return sorted(self.durations)[int(len(self.durations) * 0.99)] * 1000


def results(context: BenchContext) -> list[Result]:
    """Return the journal's figures. Raises: RuntimeError when the journal does not verify afterwards."""
    raw = _load(lambda stop: _raw_writer(context, stop))
    alone = _load(_writer)
    key = SigningKey.generate()
    sealing = _seconds_of(lambda: _seal(key))
    with _watched(context) as waiting, _sealer(key) as sealed:
        busy = _load(_writer)
    sealed.append(_seal(key))
    lines = len(alone.durations) + sum(sealed)
    verifying = _seconds_of(lambda: _verify(key))
    floor = _hashes_per_second()
    return [
        Result(
            "journal.logins_written_while_sealing", busy.per_second, "1/s", GOAL_PER_SECOND, raw.per_second
        ),
        Result("journal.write_p99_while_sealing", busy.p99_ms, "ms", GOAL_P99_MS, alone.p99_ms, at_most=True),
        Result("journal.writers_waiting_for_a_lock", waiting[0], "count", 0, at_most=True),
        Result(
            "journal.sealed_meanwhile", sum(sealed) / busy.seconds, "1/s", GOAL_PER_SECOND, busy.per_second
        ),
        Result("journal.sealed_in_one_go", len(alone.durations) / sealing, "1/s", GOAL_PER_SECOND, floor),
        Result("journal.verified", lines / verifying, "1/s", GOAL_VERIFIED_PER_SECOND, floor),
    ]


def _load(writer: Callable[[threading.Event], list[float]]) -> Load:
    """Let the writers write for some seconds, side by side."""
    stop = threading.Event()
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(writer, stop) for _ in range(WRITERS)]
        stop.wait(SECONDS)
        stop.set()
        durations = [duration for each in running for duration in each.result()]
    return Load(time.perf_counter() - began, durations)


def _writer(stop: threading.Event) -> list[float]:
    """Write logins the way the portal does: one transaction of the gate each."""
    durations = []
    while not stop.is_set():
        began = time.perf_counter()
        with acting_as(GATE):
            record_login(account_id=uuid4(), now=utc_now(), ip="2001:db8::7")
        durations.append(time.perf_counter() - began)
    connection.close()
    return durations


def _raw_writer(context: BenchContext, stop: threading.Event) -> list[float]:
    """Write the same values with the driver alone: the floor."""
    durations = []
    with psycopg.connect(context.conninfo, autocommit=True) as raw:
        raw.execute(
            "CREATE TABLE IF NOT EXISTS bench_floor (at timestamptz, account uuid, ip inet, mac bytea)"
        )
        while not stop.is_set():
            began = time.perf_counter()
            _insert(raw, uuid4())
            durations.append(time.perf_counter() - began)
    return durations


def _insert(raw: psycopg.Connection, account: UUID) -> None:
    values = (utc_now(), account, "2001:db8::7", account.bytes * 2)
    raw.execute("INSERT INTO bench_floor VALUES (%s, %s, %s, %s)", values)


@contextmanager
def _sealer(key: SigningKey) -> Iterator[list[int]]:
    """Seal over and over beside the block; the list holds how many lines each time."""
    stop, sealed = threading.Event(), list[int]()

    def work() -> None:
        while not stop.wait(SEAL_EVERY_SECONDS):
            sealed.append(_seal(key))
        connection.close()

    with _running(work, stop):
        yield sealed


@contextmanager
def _watched(context: BenchContext) -> Iterator[list[int]]:
    """Look twenty times a second how many writers wait for a lock; the list's first element is the most."""
    stop, most = threading.Event(), [0]

    def watch() -> None:
        with psycopg.connect(context.conninfo, autocommit=True) as watching:
            while not stop.wait(0.05):
                row = watching.execute(_WAITING).fetchone()
                most[0] = max(most[0], row[0] if row else 0)

    with _running(watch, stop):
        yield most


@contextmanager
def _running(work: Callable[[], None], stop: threading.Event) -> Iterator[None]:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(work)
        try:
            yield
        finally:
            stop.set()
        running.result()


def _seal(key: SigningKey) -> int:
    with acting_as(WORKER):
        return seal(now=utc_now(), key=key).lines


def _verify(key: SigningKey) -> None:
    with acting_as(WORKER):
        result = verify(now=utc_now(), mac_key=index_key(), trusted={key.public})
    if result.first_break is not None:
        raise RuntimeError(result.first_break.english)


def _hashes_per_second(count: int = 50_000) -> float:
    """Return how many leaves this machine puts into a tree that lies in memory."""
    frontier = Frontier()

    def grow() -> None:
        for number in range(count):
            frontier.append(leaf_hash(number.to_bytes(128, "big")))

    return count / _seconds_of(grow)


def _seconds_of(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
