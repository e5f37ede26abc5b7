"""Whatever address shows a partner data, its answer is counted (clause C04)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from partnerportal.accounts.models import ReadingCount
from partnerportal.kernel.viewer import PARTNER_ROLES, Role
from tests.architecture.addresses import Address, addresses
from tests.architecture.matrix_table import MATRIX, NOT_ALLOWED
from tests.architecture.matrix_world import World, build_world
from tests.architecture.test_matrix import things_for
from tests.cast import House

pytestmark = pytest.mark.django_db

# Rooms of the own account: what is open to every role there is about the person who asks, no record is shown.
OWN_ACCOUNT = {"accounts", "removal"}


@pytest.fixture
def world(house: House) -> Iterator[World]:
    """Build the world without filling the log of the test."""
    logging.disable(logging.CRITICAL)
    yield build_world(house)
    logging.disable(logging.NOTSET)


def opened_to_partners(address: Address) -> bool:
    guard = getattr(address.view, "guard", None)
    return isinstance(guard, dict) and not PARTNER_ROLES.isdisjoint(guard["roles"])


def counted(world: World, address: Address, method: str) -> int:
    """Return how many records one answer of the address adds to the count of the owner; undo everything."""
    thing = next(thing for thing in things_for(address, world) if "lindner" in thing.open_to)
    path, browser = address.path(thing.values), world.browser("lindner")
    with transaction.atomic():
        if method == "get":
            browser.get(path)
        else:
            browser.post(path, MATRIX[address.name].body())
        row = ReadingCount.objects.filter(account_id=world.viewers["lindner"].account).first()
        transaction.set_rollback(True)
    return row.records if row else 0


def test_every_answer_of_a_data_address_is_counted(world: World) -> None:
    asked = [
        (address, method)
        for address in addresses()
        if opened_to_partners(address) and not is_for_everybody(address)
        for method in ("get", "post")
        if getattr(MATRIX[address.name], method) != NOT_ALLOWED
    ]

    uncounted = [
        f"{method.upper()} {address.name}" for address, method in asked if not counted(world, address, method)
    ]

    assert len(asked) > 40
    assert uncounted == []


def test_only_pages_about_the_own_account_are_open_to_every_role_and_not_counted() -> None:
    for_everybody = {address.name for address in addresses() if is_for_everybody(address)}

    assert len(for_everybody) > 10
    assert {name.partition(":")[0] for name in for_everybody} == OWN_ACCOUNT


def is_for_everybody(address: Address) -> bool:
    guard = getattr(address.view, "guard", None)
    return isinstance(guard, dict) and guard["roles"] == frozenset(Role)
