"""Write a contract that was read as a line of JSON, and read it back: how firms nobody knows yet wait. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from partnerportal.exchange.rules.portfolio import (
    AccountRead,
    ContractRead,
    HolderRead,
    PersonRead,
    TariffRead,
)


def line_of(contract: ContractRead) -> str:
    """Return the contract as one line."""
    return json.dumps(asdict(contract), ensure_ascii=False, default=date.isoformat)


def key_of(fields: Mapping[str, Any]) -> str:
    """Return which contract a line is about."""
    return str(fields["policy_number_key"])


def contract_of(line: str) -> ContractRead:
    """Return the contract of a line."""
    fields = json.loads(line)
    account = fields.pop("account")
    return ContractRead(
        **{
            **fields,
            "begins_on": date.fromisoformat(fields["begins_on"]),
            "ends_on": _day(fields["ends_on"]),
            "given_on": _day(fields["given_on"]),
            "holder": HolderRead(**fields["holder"]),
            "persons": [_person(person) for person in fields["persons"]],
            "account": AccountRead(**account) if account else None,
        }
    )


def _person(fields: dict[str, Any]) -> PersonRead:
    tariffs = [
        TariffRead(each["tariff"], _day(each["begins_on"]), _day(each["ends_on"]))
        for each in fields["tariffs"]
    ]
    return PersonRead(
        **{**fields, "born_on": date.fromisoformat(fields["born_on"]), "tariffs": tariffs},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
