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

# Open to every account, because they are about the session and the account itself: no record is shown there.
WITHOUT_DATA = {"removal:own", "accounts:session_extend", "accounts:appearance", "accounts:terms_accept"}


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
        if opened_to_partners(address) and address.name not in WITHOUT_DATA
        for method in ("get", "post")
        if getattr(MATRIX[address.name], method) != NOT_ALLOWED
    ]

    uncounted = [
        f"{method.upper()} {address.name}" for address, method in asked if not counted(world, address, method)
    ]

    assert len(asked) > 40
    assert uncounted == []


def test_only_addresses_for_every_account_show_no_data() -> None:
    for_everybody = {address.name for address in addresses() if is_for_everybody(address)}

    assert for_everybody == WITHOUT_DATA


def is_for_everybody(address: Address) -> bool:
    guard = getattr(address.view, "guard", None)
    return isinstance(guard, dict) and guard["roles"] == frozenset(Role)
