"""Measure whether the time of an answer tells who has an account (issue 4, point 2).

A stranger asks about pairs of names, one that exists and one that does not, in random order; 200 pairs per page. Two
figures per page. First the median of the differences within the pairs, beside what chance alone makes of two unknown
names; the goal is 1 ms, or three times chance where the machine is too busy for that. Then how often an answer about
a known name took longer than one about an unknown name: 0.5 is a coin toss, and with 200 answers each chance stays
below 0.59 in 998 of 1000 runs. Measured inside the process, without a network: from outside the noise is larger by
far, so what cannot be told here cannot be told there with as many tries.
"""

from __future__ import annotations

import logging
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from bench import BenchContext, Result
from partnerportal.accounts.models import Account
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.clock import utc_now

TRIES = 200
WARM_UP = 10
SEED = 34  # of the order; the same in each run
GOAL_TOLD = 0.59  # half plus three standard deviations of the Mann-Whitney statistic for 200 against 200
GOAL_MS = 1.0
PERSON = {
    "first_name": "Jörn", "last_name": "Müller", "born_on_day": "14", "born_on_month": "3", "born_on_year": "1978",
    "street": "Domstraße 12", "postal_code": "50668", "city": "Köln",
}  # fmt: skip
FIRM = {"intermediary_number": "4711000001", "register_number": "D-NNG4-M0RVQ-48"}

Page = Callable[[Client, str], float]


@dataclass
class Times:
    """Hold how long the answers about known and about unknown names took, in milliseconds."""

    known: list[float] = field(default_factory=list)
    unknown: list[float] = field(default_factory=list)

    @property
    def difference_ms(self) -> float:
        """Return the median of the differences within the pairs."""
        return _median_difference(self.known, self.unknown)

    @property
    def by_chance_ms(self) -> float:
        """Return the same for pairs of unknown names that were asked about one after the other."""
        return _median_difference(self.unknown[::2], self.unknown[1::2])

    @property
    def told(self) -> float:
        """Return how well one answer tells known from unknown, whichever is the slower: 0.5 not at all, 1 always."""
        slower = sum((one > other) + (one == other) / 2 for one in self.known for other in self.unknown)
        share = slower / (len(self.known) * len(self.unknown))
        return max(share, 1 - share)


def _median_difference(ones: list[float], others: list[float]) -> float:
    return abs(statistics.median(one - other for one, other in zip(ones, others, strict=True)))


def results(context: BenchContext) -> list[Result]:
    """Return the figures of signing in, of asking for a new password, and of registering."""
    pages: dict[str, Page] = {"sign_in": _sign_in, "password_forgotten": _forget, "registration": _register}
    logging.disable(logging.CRITICAL)  # the log of the requests would fill the screen
    try:
        return [figure for name, page in pages.items() for figure in _figures(name, _times(page))]
    finally:
        logging.disable(logging.NOTSET)


def _figures(name: str, times: Times) -> Iterator[Result]:
    yield Result(
        f"enumeration.{name}.median_difference",
        times.difference_ms,
        "ms",
        max(GOAL_MS, 3 * times.by_chance_ms),
        times.by_chance_ms,
        at_most=True,
    )
    yield Result(f"enumeration.{name}.told_by_time", times.told, "share", GOAL_TOLD, 0.5, at_most=True)


def _times(page: Page) -> Times:
    """Ask about each name once: nobody is braked, and nothing is remembered from the time before."""
    accounts = _accounts(TRIES + WARM_UP)
    strangers = [f"{uuid4().hex}@bench.example" for _name in accounts]
    networks = (f"198.18.{number // 250}.{number % 250 + 1}" for number in count())
    for name in (*accounts[TRIES:], *strangers[TRIES:]):
        page(_browser(next(networks)), name)
    times, order = Times(), random.Random(SEED)  # noqa: S311 - an order, not a secret
    for pair in zip(accounts[:TRIES], strangers[:TRIES], strict=True):
        columns = list(zip(pair, (times.known, times.unknown), strict=True))
        order.shuffle(columns)
        for name, column in columns:
            column.append(page(_browser(next(networks)), name))
    return times


def _accounts(number: int) -> list[str]:
    password = make_password(uuid4().hex)
    names = [f"{uuid4().hex}@bench.example" for _one in range(number)]
    Account.objects.bulk_create(
        Account(email=name, first_name="Probe", last_name="Messung", role="administrator", password=password,
                created_at=utc_now())
        for name in names
    )  # fmt: skip
    return names


def _browser(network: str) -> Client:
    return Client(headers={"host": settings.ALLOWED_HOSTS[0]}, REMOTE_ADDR=network)


def _sign_in(browser: Client, name: str) -> float:
    return _timed(browser, "/anmelden", {"login": name, "password": "ein-falsches-Probewort"}, wanted=200)


def _forget(browser: Client, name: str) -> float:
    return _timed(browser, "/passwort-vergessen", {"email": name}, wanted=302)


def _register(browser: Client, name: str) -> float:
    """Fill in everything unmeasured, and measure the sending: there the portal looks whom it knows."""
    browser.post("/registrieren/angaben", {**PERSON, "email": name})
    browser.post("/registrieren/buero", FIRM)
    browser.post("/registrieren/bedingungen", {"terms": TERMS_VERSION, "notice": NOTICE_VERSION})
    return _timed(browser, "/registrieren/pruefen", {}, wanted=302)


def _timed(browser: Client, path: str, typed: dict[str, str], *, wanted: int) -> float:
    """Return how long the answer took, in milliseconds. Raises: RuntimeError when it is another answer."""
    began = time.perf_counter()
    answer = browser.post(path, typed)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != wanted:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return took
