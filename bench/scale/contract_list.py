"""Compare the list of contracts with the same page made by hand: plain psycopg, and the same Jinja2 template.

The floor asks in two statements as the owner of the schema, without row-level security, session, guard and reading
count, and renders the template with the frame the portal itself prepared. Both give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch
from uuid import UUID

import jinja2
import psycopg

from bench import BenchContext, Result
from bench.scale.browser import Broker, median_ms
from partnerportal.contracts.queries.lists import MOST_COUNTED, PAGE_SIZE, ContractRow
from partnerportal.contracts.rules import state_of
from partnerportal.kernel.clock import berlin_date, utc_now

PATH, TEMPLATE = "/vertraege", "contracts/list.html"
GOAL_OF_FLOOR = 0.5
"""The portal answers at least this many pages in the time the floor makes one."""

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM contracts_contract WHERE partner_id = %s LIMIT %s) AS counted"
_CONTRACTS = """
SELECT contract.id, policy_number, tariff, line_of_business, begins_on, ends_on, first_name, last_name
  FROM contracts_contract contract JOIN contracts_policyholder holder ON holder.id = contract.policyholder_id
 WHERE contract.partner_id = %s ORDER BY holder_sort_key, contract.id LIMIT %s
"""
_PERSONS = """
SELECT contract_id, first_name, last_name FROM contracts_insuredperson
 WHERE contract_id = ANY (%s) ORDER BY born_on, id
"""
_TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
_CLOCK = re.compile(r'data-[a-z-]+="20[^"]+"')


def result(context: BenchContext, broker: Broker) -> Result:
    """Return how many lists a second the portal makes, with the floor's as floor.

    Raises: AssertionError when the two pages differ.
    """
    with psycopg.connect(context.conninfo, autocommit=True) as connection:
        page, frame = _page_and_frame(broker)
        by_hand = _by_hand(connection, broker.viewer.partner, frame)
        if _comparable(by_hand()) != _comparable(page):
            raise AssertionError("the floor makes another page than the portal")
        broker.forget_reading()
        portal, floor = median_ms(lambda: broker.get(PATH)), median_ms(by_hand)
    return Result("pages.contract_list", 1000 / portal, "1/s", GOAL_OF_FLOOR * 1000 / floor, 1000 / floor)


def _page_and_frame(broker: Broker) -> tuple[str, tuple[Any, dict[str, Any]]]:
    """Return the portal's page, and the template with all that was rendered into it."""
    seen: list[tuple[Any, dict[str, Any]]] = []
    render = jinja2.Template.render

    def watch(template: jinja2.Template, *values: Any, **more: Any) -> str:
        if template.name == TEMPLATE:
            seen.append((template, dict(*values, **more)))
        return render(template, *values, **more)

    with patch.object(jinja2.Template, "render", watch):
        page = broker.get(PATH)
    return page, seen[0]


def _by_hand(
    connection: psycopg.Connection[Any], partner_id: UUID, frame: tuple[Any, dict[str, Any]]
) -> Callable[[], str]:
    template, values = frame

    def page() -> str:
        today = berlin_date(utc_now())
        connection.execute(_COUNT, [partner_id, MOST_COUNTED + 1]).fetchone()
        contracts = connection.execute(_CONTRACTS, [partner_id, PAGE_SIZE + 1]).fetchall()[:PAGE_SIZE]
        people: dict[UUID, list[tuple[str, str]]] = {row[0]: [] for row in contracts}
        for contract_id, first, last in connection.execute(_PERSONS, [list(people)]):
            people[contract_id].append((first, last))
        rows = [
            ContractRow(
                *row, tuple(first if last == row[7] else f"{first} {last}" for first, last in people[row[0]])
            )
            for row in contracts
        ]
        return str(template.render(values | {"rows": [(row, state_of(row, today)) for row in rows]}))

    return page


def _comparable(page: str) -> str:
    """Return the page without what differs at each request: tokens and the end of the session."""
    return _CLOCK.sub("", _TOKEN.sub("", page))
