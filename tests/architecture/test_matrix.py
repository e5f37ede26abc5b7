"""Every address × every member of the cast × own, foreign and unknown things, made from the table of addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.architecture.addresses import Address, addresses
from tests.architecture.matrix_table import MATRIX, NOT_ALLOWED, THIS_FILE, Row
from tests.architecture.matrix_world import NOBODY, Thing, World, build_world
from tests.cast import House, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KINDS = {
    "factor_id": "factor",
    "handle": "session",
    "recovery_id": "recovery",
    "service": "service",
    "registration_id": "registration",
    "contract_id": "contract",
    "draft_id": "draft",
    "number": "claim",
    "document_id": "document",
    "account_id": "account",
    "invitation_id": "invitation",
    "partner_id": "partner",
    "department_id": "department",
    "change_id": "change",
    "token_id": "token",
    "statement_number": "statement",
    "thread_id": "thread",
    "request_id": "change_request",
    "guard_id": "guard",
    "run_id": "run",
    "conflict_id": "conflict",
    "parked_id": "parked",
}
METHODS = ("get", "post")


@pytest.fixture
def world(house: House) -> Iterator[World]:
    """Build the world once for a sweep; thousands of refusals would only fill the log of the test."""
    built = build_world(house)
    logging.disable(logging.CRITICAL)
    yield built
    logging.disable(logging.NOTSET)


def ask(client: Client, method: str, path: str, body: dict[str, object] | None = None) -> HttpResponse:
    """Send one request, read the whole answer, and undo what it did."""
    with transaction.atomic():
        answer = client.get(path) if method == "get" else client.post(path, body or {})
        if answer.streaming:
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return answer


def things_for(address: Address, world: World) -> list[Thing]:
    """Return what the address can name; mixed parts only where it names more than one thing."""
    if "token" in address.parameters:
        return world.things[address.name]
    kind = next((KINDS[name] for name in address.parameters if name in KINDS), "")
    names = set(address.parameters) - {"page"}
    return [thing for thing in world.things[kind] if len(names) > 1 or not thing.is_mixed]


def reaches(address: Address, member: str, thing: Thing) -> bool:
    """Say whether the thing is the member's own; a colleague does not reach an unsent file of an answer, and an open
    statement has no file yet."""
    is_unsent_file = address.name == "claims:answer_attachment_remove"
    has_no_file = address.name == "statements:download" and thing.label == "still open"
    return member in thing.open_to and not (is_unsent_file and member == "voss") and not has_no_file


def sign_in_page(path: str) -> str:
    return f"/anmelden?{urlencode({'next': path})}"


def wrong_answers(world: World, address: Address, row: Row, method: str, member: str) -> Iterator[str]:
    """Yield a line for each answer that is not the expected one."""
    things = things_for(address, world)
    is_guest = member in row.guests
    if not is_guest or not row.looks(method):
        things = [things[0], things[-1]] if len(things) > 1 else things
    refusals: dict[tuple[object, ...], str] = {}
    for thing in things:
        path = address.path(thing.values)
        answer = ask(world.browser(member), method, path, row.body())
        wanted = expected(address, row, method, member, thing)
        if answer.status_code != wanted:
            yield f"{method.upper()} {address.name} by {member}, {thing.label}: {answer.status_code}, not {wanted}"
        if member == "stranger" and not is_guest and answer.headers.get("Location") != sign_in_page(path):
            yield f"{method.upper()} {address.name}: a stranger is not sent to the sign-in page"
        if answer.status_code in {403, 404}:
            refusals[seen_by_the_member(answer)] = thing.label
    # A service that is off looks at no thing; its page is a whole one, with a form token of its own in each answer.
    if len(refusals) > 1 and not getattr(address.view, "service", None):
        yield f"{method.upper()} {address.name} by {member}: refusals differ for {sorted(refusals.values())}"


def expected(address: Address, row: Row, method: str, member: str, thing: Thing) -> int:
    if member not in row.guests:
        return 302 if member == "stranger" else 403
    if not row.looks(method) or reaches(address, member, thing):
        return row.expected(method, member)
    return 404


def seen_by_the_member(answer: HttpResponse) -> tuple[object, ...]:
    """Return everything that reaches the browser."""
    cookies = {name: morsel.OutputString() for name, morsel in answer.cookies.items()}
    return answer.status_code, tuple(answer.headers.items()), tuple(cookies.items()), answer.content


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    names = {address.name for address in addresses()}

    assert [f"{name} has no row: add it to {THIS_FILE}" for name in sorted(names - MATRIX.keys())] == []
    assert [f"{name} is no route: remove it from {THIS_FILE}" for name in sorted(MATRIX.keys() - names)] == []


@pytest.mark.parametrize("method", METHODS)
def test_everybody_gets_exactly_what_the_matrix_says(world: World, method: str) -> None:
    found = [
        line
        for address in addresses()
        for member in world.viewers
        for line in wrong_answers(world, address, MATRIX[address.name], method, member)
    ]

    assert not found, "\n".join(["answers differ from tests/architecture/matrix_table.py:", *found])


def test_a_foreign_thing_answers_like_an_address_that_does_not_exist(world: World) -> None:
    paths = {
        address.path(thing.values)
        for address in addresses()
        if MATRIX[address.name].looks("get")
        for thing in things_for(address, world)
        if "petersen" not in thing.open_to and thing.open_to != NOBODY
    }
    answers = {
        seen_by_the_member(ask(world.browser("petersen"), "get", path)) for path in [*paths, "/gibt-es-nicht"]
    }

    guarded = {answer for answer in answers if answer[0] == 404}
    assert len(paths) >= 20
    assert len(guarded) == 1


def test_no_form_is_taken_without_its_token(world: World) -> None:
    found = []
    for address in addresses():
        for member in ("stranger", "lindner", "clerk"):
            client = world.browser(member)
            client.handler.enforce_csrf_checks = True
            answer = ask(client, "post", address.path(things_for(address, world)[0].values))
            if answer.status_code != 403:
                found.append(f"{address.name} by {member}: {answer.status_code}")

    assert [row for row in MATRIX.values() if row.post != NOT_ALLOWED]
    assert found == []


def test_the_doors_of_the_demo_do_not_exist_elsewhere(house: House) -> None:
    for client in (Client(), signed_in_client(house.lindner), signed_in_client(house.administrator)):
        for path in ("/demo/anmelden", "/demo/post", "/demo/bausteine"):
            assert client.get(path).status_code == client.post(path).status_code == 404
