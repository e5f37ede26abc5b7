"""Every changing address stands in the closed list of transactions, and nothing else does (clause C48)."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from partnerportal.api.routes import every_operation
from partnerportal.journal.transactions import (
    NO_TRANSACTION,
    TRANSACTIONS,
    UndeclaredTransaction,
    transaction_of,
)
from tests.architecture.addresses import addresses, interface_addresses
from tests.architecture.matrix_table import MATRIX, NOT_ALLOWED

ONLY_IN_THE_DEMO = {"accounts:demo_sign_in"}
LIST = "partnerportal/journal/transactions.py"


def changing_routes() -> set[str]:
    """Return the routes that take a POST; the matrix shows that its table tells the truth."""
    of_pages = {name for name, row in MATRIX.items() if row.post != NOT_ALLOWED}
    return of_pages | {
        f"api:{route.name}" for route, _method, operation in every_operation() if operation.changes
    }


def test_every_changing_route_is_in_one_of_the_two_lists():
    missing = changing_routes() - TRANSACTIONS.keys() - NO_TRANSACTION

    assert [f"add {name} to {LIST}" for name in sorted(missing)] == []
    assert TRANSACTIONS.keys() & NO_TRANSACTION == set()


def test_every_listed_route_exists_and_changes_something():
    listed = (TRANSACTIONS.keys() | NO_TRANSACTION) - ONLY_IN_THE_DEMO

    assert listed - {address.name for address in [*addresses(), *interface_addresses()]} == set()
    assert [
        f"{name} takes no POST: remove it from {LIST}" for name in sorted(listed - changing_routes())
    ] == []


def test_the_kinds_are_a_closed_vocabulary():
    for kind in TRANSACTIONS.values():
        assert re.fullmatch(
            r"(account|claim|contract|department|document|journal|partner|statement|thread)(\.[a-z]+){1,2}",
            kind,
        )


def test_a_route_in_neither_list_stops_the_request():
    request = SimpleNamespace(resolver_match=SimpleNamespace(view_name="claims:unheard", kwargs={}))

    with pytest.raises(UndeclaredTransaction, match="claims:unheard"):
        transaction_of(request)  # type: ignore[arg-type]
