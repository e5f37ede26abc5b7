"""The description of the interface speaks with the catalogue, and the page that explains it tells the truth."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from partnerportal.api.explanation import CHANGE, CLAIM, examples
from partnerportal.api.openapi import build, document
from partnerportal.api.problems import DETAILS, TITLES
from partnerportal.api.routes import Body, every_operation
from partnerportal.api.schemas.changes import AddressWish
from partnerportal.api.schemas.claims import ClaimIn
from partnerportal.api.schemas.described import described
from partnerportal.kernel.viewer import Viewer
from partnerportal.privacy.catalogue import CATALOGUE
from partnerportal.privacy.entry import CatalogueError
from partnerportal.privacy.vocabulary import Shown, Visibility
from tests.cast import House

PARTNER = {Visibility.OWNER, Visibility.STAFF, Visibility.STAFF_WITHOUT_STATEMENTS, Visibility.SUBJECT}
# What other software sends may be whole; what it reads may not.
SENT = {"AccountIn", "BankAccountWish", "AddressWish", "NameWish", "PersonWish", "ClaimIn", "InvoiceIn"}


def fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield schema, name and description of each field of the interface."""
    for schema, content in build()["components"]["schemas"].items():
        for name, field in content.get("properties", {}).items():
            yield schema, name, field


def is_made_of_others(field: dict[str, Any]) -> bool:
    text = json.dumps(field)
    return "$ref" in text or "ContractState" in text


def test_every_field_says_in_german_what_it_is() -> None:
    silent = [
        f"{schema}.{name}"
        for schema, name, field in fields()
        if not field.get("description") and not is_made_of_others(field) and schema != "Problem"
    ]

    assert len(list(fields())) > 100
    assert silent == []


def test_every_field_from_the_catalogue_is_open_to_partners_and_masked_where_it_says_so() -> None:
    named = [
        (schema, name, field["x-catalogue"]) for schema, name, field in fields() if "x-catalogue" in field
    ]

    assert len(named) > 60
    for schema, name, column in named:
        entry = CATALOGUE.entry_of(column)
        assert entry is not None
        assert set(entry.visible_to) & PARTNER, f"{schema}.{name} shows {column}"
        if entry.shown is Shown.MASKED and schema not in SENT:
            assert schema in {"MaskedAccount"}, f"{schema}.{name} shows {column} in full"


def test_a_field_nobody_may_see_stops_the_interface() -> None:
    for column in ("accounts.Account.password", "claims.Claim.gibt_es_nicht", "claims.Claim.id"):
        with pytest.raises(CatalogueError):
            described(column, "x")


def test_the_description_is_openapi_31_with_examples(client: Client, db: None) -> None:
    answer = client.get("/api/v1/openapi.json")
    described_as = answer.json()

    assert (answer.status_code, answer.content.decode()) == (200, document())
    assert described_as["openapi"].startswith("3.1")
    assert described_as["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    without = [
        f"{schema}.{name}"
        for schema, name, field in fields()
        if "x-catalogue" in field and not field["examples"]
    ]
    assert without == []


def test_every_write_asks_for_a_key_or_is_the_same_when_repeated() -> None:
    for route, method, operation in every_operation():
        parameters = build()["paths"][f"/api/v1/{_braces(route.path)}"][method.lower()].get("parameters", [])
        asks = "Idempotency-Key" in {entry["name"] for entry in parameters}
        assert asks is operation.needs_key
        assert operation.needs_key or method in {"GET", "PUT"} or route.name == "contract_search"


def test_every_problem_has_a_title_and_a_stable_code() -> None:
    assert DETAILS.keys() <= TITLES.keys()
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", code) for code, _sentence in DETAILS.values())


def test_the_calls_of_the_page_name_addresses_and_contents_that_exist() -> None:
    methods = {"-X": "PUT", "-d": "POST", "-F": "POST"}
    for example in examples("https://partner.example"):
        for command in re.split(r"\n(?=curl)", example.command):
            words = shlex.split(command.replace("\\\n", " "))
            method = next((methods[word] for word in words if word in methods), "GET")
            operation = resolve(urlsplit(words[-1]).path).func.route.operations[method]
            assert operation.needs_key is any(word.startswith("Idempotency-Key:") for word in words)
            assert (operation.body is Body.FILES) is ("-F" in words)


def test_the_contents_of_the_page_fit_the_description() -> None:
    assert ClaimIn.model_validate_json(CLAIM).invoices[0].files == [0]
    assert AddressWish.model_validate_json(CHANGE).city == "Husum"


@pytest.mark.django_db
def test_partners_find_the_calls_on_a_page(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    page = sign_in(house.voss).get("/services/schnittstelle").content.decode()

    assert page.count("curl") >= 9
    assert "api/v1/contracts/search" in page
    assert "pp_" not in page


def _braces(path: str) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", path)
