"""Ask every address that takes a key for another partner's record, and compare with one that does not exist."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client

from partnerportal.kernel.identifiers import claim_number
from partnerportal.notice.address_table import Address
from partnerportal.notice.browsing import data_addresses
from partnerportal.notice.context import ProofContext
from partnerportal.notice.software_trial import software_addresses, software_of
from partnerportal.notice.stage import Party, Stage, draft_claim, signed_in, submitted_claim

METHODS = ("get", "post")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass(slots=True)
class Tour:
    """Collect what the addresses answered: names of those that leak, and of those that show one's own."""

    requests: int = 0
    leaking: set[str] = field(default_factory=set)
    showing_own: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Keys:
    """Hold the keys of one partner's records."""

    ids: tuple[Any, ...]
    number: str


def visit_foreign_records(context: ProofContext, stage: Stage) -> Tour:
    """Ask as the near partner, and as its software, for records of the far one; for its own as a control."""
    client, software = signed_in(context, stage.near.owner), software_of(context, stage.near.owner)
    own, foreign = _keys(context, stage, stage.near), _keys(context, stage, stage.far)
    nowhere = Keys(ids=(uuid4(),), number=claim_number(context.now.year, 999_999))
    tour = Tour()
    for address in data_addresses():
        if address.parameters:
            _ask(client, address, own, foreign, nowhere, tour)
    for address in software_addresses():
        if address.parameters:
            _ask(software, address, own, foreign, nowhere, tour)
    return tour


def _keys(context: ProofContext, stage: Stage, party: Party) -> Keys:
    claim = submitted_claim(party, stage.department, context.now)
    draft = draft_claim(party, context.now)
    ids = (party.contract.id, party.insured_person.id, claim.id, draft.id, party.document.id)
    return Keys(ids=ids, number=claim.number)


def _ask(client: Client, address: Address, own: Keys, foreign: Keys, nowhere: Keys, tour: Tour) -> None:
    if any(client.get(path).status_code == 200 for path in _paths(address, own)):
        tour.showing_own.add(address.name)
    (missing_path,) = _paths(address, nowhere)
    for method in METHODS:
        missing = getattr(client, method)(missing_path)
        for path in _paths(address, foreign):
            answer = getattr(client, method)(path)
            tour.requests += 1
            if (
                answer.status_code != missing.status_code
                or _body(answer, path) != _body(missing, missing_path)
                or answer.status_code == 200
            ):
                tour.leaking.add(address.name)


def _body(answer: Any, path: str) -> bytes:
    """Return the page without the tokens of its forms and without the address that was asked for itself."""
    return _TOKEN.sub(b"", answer.getvalue()).replace(path.encode(), b"")


def _paths(address: Address, keys: Keys) -> list[str]:
    if "document" in address.parameters:
        return [address.path({"str": f"receipt-{keys.number}"})]
    if "uuid" in address.parameters.values():
        return [
            address.path({"uuid": each, "str": keys.number, "int": 1, "slug": "probe"}) for each in keys.ids
        ]
    return [address.path({"str": keys.number, "int": 1, "slug": "probe"})]
