"""Every operation of the interface × every member of the cast × own, foreign and unknown things.

An operation without a row fails. Software of somebody without the right is refused like one without the scope, and a
foreign thing is answered like one that does not exist, byte for byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from partnerportal.accounts.models import ApiToken
from partnerportal.api.openapi import build
from partnerportal.api.routes import ROUTES, Body, Operation, every_operation
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import ask_for_change
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from partnerportal.partners.models import Partner
from tests.api.software import ROOT, Software
from tests.architecture.addresses import interface_addresses
from tests.cast import NOW, AccountMaker, House, signed_in_client, submitted_claim
from tests.statements.ledger import closed_statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

THIS_FILE = "tests/api/test_matrix.py"
FORBIDDEN, NOT_FOUND = 403, 404
ALL, CONTRACTS, CLAIMS, STATEMENTS = (
    frozenset({"lindner", "petersen", "voss"}),
    frozenset({"lindner", "petersen", "voss"}),
    frozenset({"lindner", "petersen", "voss"}),
    frozenset({"lindner", "petersen"}),
)


@dataclass(frozen=True)
class Row:
    """Say whose software is let in, the answer for a thing of its own, and what the address names."""

    guests: frozenset[str]
    answer: int
    names: str = ""
    content: str = ""


MATRIX: dict[tuple[str, str], Row] = {
    ("GET", "contracts"): Row(CONTRACTS, 200),
    ("POST", "contract_search"): Row(CONTRACTS, 200, content="search"),
    ("GET", "contract"): Row(CONTRACTS, 200, "contract_id"),
    ("GET", "contract_persons"): Row(CONTRACTS, 200, "contract_id"),
    ("GET", "contract_changes"): Row(CONTRACTS, 200, "contract_id"),
    ("POST", "changes"): Row(CONTRACTS, 422, content="nothing"),
    ("GET", "change"): Row(CONTRACTS, 200, "change_id"),
    ("GET", "claims"): Row(CLAIMS, 200),
    ("POST", "claims"): Row(CLAIMS, 422, content="nothing"),
    ("GET", "claim"): Row(CLAIMS, 200, "number"),
    ("GET", "statements"): Row(STATEMENTS, 200),
    ("GET", "statement"): Row(STATEMENTS, 200, "statement"),
    ("GET", "documents"): Row(ALL, 200),
    ("GET", "document"): Row(ALL, 200, "document"),
    ("PUT", "acknowledgement"): Row(ALL, 204, "document"),
}


@dataclass(frozen=True)
class Thing:
    """Something an address can name, and whose software reaches it."""

    label: str
    value: object
    open_to: frozenset[str]


Things = dict[str, list[Thing]]
LINDNER, PETERSEN, NOBODY = frozenset({"lindner", "voss"}), frozenset({"petersen"}), frozenset()


@pytest.fixture
def software(house: House, things: Things) -> dict[str, Software]:
    """Give a token to everybody who can have one; the novice may see nothing and has one from better days."""
    firm = Partner.objects.get(id=house.lindner.partner)
    novice = AccountMaker("!")("neu@lindner-voss.example", "Nele", "Neumann", "staff", partner=firm)
    found = {name: Software(getattr(house, name)) for name in ("lindner", "petersen", "voss")}
    ApiToken.objects.filter(account_id=house.voss.account).update(
        scopes="claims:read claims:write contracts:change contracts:read statements:read"
    )
    return {**found, "novice": _of_better_days(novice)}


def _of_better_days(novice: Viewer) -> Software:
    able = Viewer(
        **{name: getattr(novice, name) for name in Viewer.__slots__}
        | {"may_see_contracts": True, "may_see_claims": True, "may_see_statements": True}
    )
    return Software(able)


@pytest.fixture
def things(house: House) -> Things:
    """Make one of everything for both firms."""
    own, foreign = (
        submitted_claim(house.lindner, house.person),
        submitted_claim(house.petersen, house.foreign_person),
    )
    statements = [closed_statement(house, viewer) for viewer in (house.lindner, house.petersen)]
    changes = [_change(house.lindner, house.contract.id), _change(house.petersen, house.foreign_contract.id)]
    owner_only = frozenset({"lindner"})
    return {
        "": [Thing("", "", ALL)],
        "contract_id": _three(house.contract.id, house.foreign_contract.id, uuid4()),
        "change_id": _three(*changes, uuid4()),
        "number": [
            *_three(own.number, foreign.number, "EA-2026-999999-1"),
            Thing("no number", "Antrag", NOBODY),
        ],
        "statement": [
            Thing("own", statements[0], owner_only),
            Thing("foreign", statements[1], PETERSEN),
            Thing("unknown", "AB-2020-01-0001", NOBODY),
        ],
        "document": [
            *_three(f"receipt-{own.number}", f"receipt-{foreign.number}", "receipt-EA-2026-999999-1"),
            Thing("own statement", f"statement-{statements[0]}", owner_only),
            Thing("foreign statement", f"statement-{statements[1]}", PETERSEN),
            Thing("no name", "brief", NOBODY),
        ],
    }


def _three(own: object, foreign: object, unknown: object) -> list[Thing]:
    return [
        Thing("own", own, LINDNER),
        Thing("foreign", foreign, PETERSEN),
        Thing("unknown", unknown, NOBODY),
    ]


def _change(viewer: Viewer, contract_id: Any) -> object:
    wished = {"street": "Am Deich 3", "postal_code": "25813", "city": "Husum"}
    with acting_as(viewer):
        return ask_for_change(
            actor=viewer, contract_id=contract_id, kind=Kind.ADDRESS, wished=wished, now=NOW
        )


def ask(software: Software, method: str, name: str, value: object) -> HttpResponse:
    """Send a request and undo what it did."""
    route = ROUTES[name]
    path = route.path.partition("<")[0] + str(value) + route.path.partition(">")[2]
    row, operation = MATRIX[method, name], route.operations[method]
    with transaction.atomic():
        answer = _sent(software, method, path, row, operation)
        transaction.set_rollback(True)
    return answer


def _sent(software: Software, method: str, path: str, row: Row, operation: Operation) -> HttpResponse:
    if method == "GET":
        return software.get(path)
    if method == "PUT":
        return software.put(path)
    if operation.body is Body.FILES:
        file = SimpleUploadedFile("Notiz.txt", b"kein Beleg")
        return software.send(path, {"claim": json.dumps({}), "files": [file]})
    return software.post(path, {"text": "Brandt"} if row.content == "search" else {})


def wrong_answers(software: dict[str, Software], things: Things, method: str, name: str) -> Iterator[str]:
    """Yield a line for each answer that is not the expected one."""
    row = MATRIX[method, name]
    for member, client in software.items():
        refusals: dict[tuple[int, bytes], str] = {}
        for thing in things[row.names]:
            answer = ask(client, method, name, thing.value)
            wanted = (
                FORBIDDEN
                if member not in row.guests
                else row.answer
                if member in thing.open_to
                else NOT_FOUND
            )
            if answer.status_code != wanted:
                yield f"{method} {name} by {member}, {thing.label}: {answer.status_code}, not {wanted}"
            if answer.status_code in {FORBIDDEN, NOT_FOUND}:
                refusals[answer.status_code, answer.content] = thing.label
        if len(refusals) > 1:
            yield f"{method} {name} by {member}: refusals differ for {sorted(refusals.values())}"


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    operations = {(method, route.name) for route, method, _operation in every_operation()}

    assert sorted(operations ^ MATRIX.keys()) == [], f"put them right in {THIS_FILE}"


def test_every_address_of_the_interface_is_behind_the_door_and_answered() -> None:
    from partnerportal.api.interface import interface

    answered = {pattern.name for pattern in interface().urls[0]} - {"api-root"}

    assert {address.name.removeprefix("api:") for address in interface_addresses()} == set(ROUTES) == answered


def test_what_stands_behind_the_question_mark_is_what_is_described() -> None:
    described = build()["paths"]
    for route, method, operation in every_operation():
        path = ROOT + re.sub(r"<\w+:(\w+)>", r"{\1}", route.path)
        parameters = described[path][method.lower()].get("parameters", [])
        assert {entry["name"] for entry in parameters if entry["in"] == "query"} == operation.parameters


def test_everybodys_software_gets_exactly_what_the_matrix_says(
    software: dict[str, Software], things: Things
) -> None:
    found = [line for method, name in MATRIX for line in wrong_answers(software, things, method, name)]

    assert not found, "\n".join(found)


def test_nothing_opens_without_a_token_or_with_a_session(house: House, things: Things) -> None:
    nobody = Software(house.lindner, token="")
    browsers = [signed_in_client(viewer) for viewer in (house.lindner, house.clerk, house.administrator)]
    for client in (Client(), *browsers):
        nobody.client = client
        for method, name in MATRIX:
            answer = ask(nobody, method, name, things[MATRIX[method, name].names][0].value)
            assert (answer.status_code, answer.json()["code"]) == (401, "token.missing")


def test_nobody_of_the_operator_has_a_token(house: House) -> None:
    for viewer in (house.clerk, house.contract_clerk, house.officer, house.administrator):
        answer = signed_in_client(viewer).get("/services/api-zugang/neu")
        assert answer.status_code == 403
    assert Client().get(f"{ROOT}contracts").status_code == 401
