"""Other software asks for a change of a contract as a person does."""

from __future__ import annotations

from typing import Any

import pytest

from partnerportal.contracts.models import ChangeRequest
from tests.api.software import Software
from tests.cast import House

pytestmark = pytest.mark.django_db

KEY = "3f0c2a7e-2222-4a44-9d5b-2f6d1f0a7c11"


def address(house: House, **changes: Any) -> dict[str, Any]:
    wished = {"street": "Am Deich 3", "postal_code": "25813", "city": "Husum"}
    return {"kind": "address", "contract_id": str(house.contract.id), **wished, **changes}


def test_a_wish_reaches_the_department_once(house: House) -> None:
    software = Software(house.lindner)

    first, again = (software.post("changes", address(house), key=KEY) for _each in range(2))

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.status_code == 201
    assert ChangeRequest.objects.get().kind == "address"
    shown = software.get(first.json()["href"].removeprefix("/api/v1/")).json()
    assert (shown["state"], shown["kind"]) == ("open", "address")
    assert software.get(f"contracts/{house.contract.id}/changes").json()["items"] == [shown]


def test_a_new_account_is_never_shown_again(house: House) -> None:
    software = Software(house.lindner)
    account = {"holder": "Jonas Brandt", "iban": "DE89 3704 0044 0532 0130 00"}
    wish = {"kind": "bank_account", "contract_id": str(house.contract.id), **account}

    created = software.post("changes", wish)
    shown = software.get(created.json()["href"].removeprefix("/api/v1/"))

    assert created.status_code == 201
    assert b"0532" not in shown.content


def test_a_person_of_the_contract_can_be_put_right(house: House) -> None:
    software = Software(house.lindner)
    wish = {
        "kind": "insured_person",
        "contract_id": str(house.contract.id),
        "insured_person_id": str(house.child.id),
        "salutation": "Herr",
        "first_name": "Jonas",
        "last_name": "Brandt",
        "born_on": "1998-03-15",
    }

    assert software.post("changes", {**wish, "born_on": "2090-01-01"}).json()["code"] == "change.born_on"
    assert software.post("changes", wish).status_code == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contract_id": "00000000-0000-4000-8000-000000000000"}, "change.unknown"),
        ({"street": "Lindenweg 7", "postal_code": "50667", "city": "Köln"}, "change.nothing_new"),
        ({"street": ""}, "request.invalid"),
        ({"kind": "religion"}, "request.invalid"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(house: House, changes: dict[str, Any], code: str) -> None:
    answer = Software(house.lindner).post("changes", address(house, **changes))

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not ChangeRequest.objects.exists()


def test_reading_contracts_is_not_enough_to_change_them(house: House) -> None:
    answer = Software(house.lindner, "contracts:read").post("changes", address(house))

    assert (answer.status_code, answer.json()["code"]) == (403, "token.scope")
