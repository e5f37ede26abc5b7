"""Compare each page with a small and with a large portfolio: none may grow with it."""

from __future__ import annotations

from collections.abc import Callable

from bench import Result
from bench.scale.browser import Broker, median_ms
from partnerportal.contracts.models import Contract
from partnerportal.statements.models import Statement

MOST_GROWTH = 1.1
"""A page takes at most this many times as long with the large portfolio."""

Page = Callable[[], str]


def times(broker: Broker) -> dict[str, float]:
    """Return the median time of each page of a partner, in milliseconds."""
    return {name: _time(broker, page) for name, page in pages_of(broker).items()}


def _time(broker: Broker, page: Page) -> float:
    broker.forget_reading()
    return median_ms(page)


def growth(before: dict[str, float], after: dict[str, float]) -> list[Result]:
    """Return a figure for each page: milliseconds with the large portfolio, those with the small one as floor."""
    return [
        Result(f"growth.{name}", after[name], "ms", MOST_GROWTH * small, small, at_most=True)
        for name, small in before.items()
    ]


def pages_of(broker: Broker) -> dict[str, Page]:
    """Return how to ask for each page, by its name."""
    contract = _some_contract(broker)
    person = contract.insured_persons.order_by("id")[0]
    statement = Statement.objects.filter(partner_id=broker.viewer.partner).order_by("-month")[0]

    def found(text: str) -> Page:
        return lambda: broker.post("/vertraege/suche", {"q": text})

    return {
        "overview": lambda: broker.get("/uebersicht"),
        "contracts": lambda: broker.get("/vertraege"),
        "search_number": found(contract.policy_number),
        "search_name": found(contract.policyholder.last_name),
        "search_birth_date": found(f"{person.born_on:%d.%m.%Y}"),
        "contract": lambda: broker.get(f"/vertraege/{contract.id}"),
        "claims": lambda: broker.get("/erstattungen"),
        "statements": lambda: broker.get("/abrechnungen"),
        "statement": lambda: broker.get(f"/abrechnungen/{statement.number}"),
    }


def _some_contract(broker: Broker) -> Contract:
    """Return a contract of a person, from the middle of the list."""
    contracts = Contract.objects.filter(partner_id=broker.viewer.partner).exclude(policyholder__first_name="")
    contracts = contracts.select_related("policyholder").order_by("holder_sort_key", "id")
    return contracts[contracts.count() // 2]
