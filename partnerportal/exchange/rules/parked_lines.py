"""Write what was read as a line of JSON, and read it back: how firms nobody knows yet wait. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from partnerportal.exchange.rules.portfolio import (
    AccountRead,
    ContractRead,
    HolderRead,
    LineRead,
    PersonRead,
    TariffRead,
)


def line_of(read: ContractRead | LineRead) -> str:
    """Return the contract or booking as one line."""
    return json.dumps(asdict(read), ensure_ascii=False, default=str)


def read_line(line: str) -> ContractRead | LineRead:
    """Return the contract or booking of a line."""
    fields = json.loads(line)
    return _booking(fields) if "booked_on" in fields else _contract(fields)


def merged(earlier: Iterable[str], later: Iterable[str]) -> list[str]:
    """Return what waits after another file: of a contract the later data, of equal bookings as many as one file has."""
    contracts: dict[str, str] = {}
    bookings: Counter[str] = Counter()
    for lines in (earlier, later):
        booked: Counter[str] = Counter()
        for line in lines:
            fields = json.loads(line)
            if "booked_on" in fields:
                booked[json.dumps(fields | {"line": 0}, ensure_ascii=False)] += 1
            else:
                contracts[fields["policy_number_key"]] = line
        bookings |= booked
    return [*contracts.values(), *bookings.elements()]


def _booking(fields: dict[str, Any]) -> LineRead:
    days = {name: date.fromisoformat(fields[name]) for name in ("booked_on", "month")}
    amounts = {name: Decimal(fields[name]) for name in ("basis", "rate", "amount")}
    return LineRead(**{**fields, **days, **amounts})


def _contract(fields: dict[str, Any]) -> ContractRead:
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
