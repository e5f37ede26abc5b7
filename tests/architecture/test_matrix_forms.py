"""A foreign id in a form or behind a question mark answers like one that does not exist, and changes nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from partnerportal.claims.models import Attachment, Claim
from partnerportal.claims.services.drafts import begin_draft
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from tests.architecture.matrix_world import World, build_world
from tests.cast import House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Request = Callable[[Client, UUID], HttpResponse]
# Fresh in every answer: the masked form token, and the seconds the session has left.
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|data-session="\d+"|value="\d+" aria-labelledby'
)


@pytest.fixture
def world(house: House) -> Iterator[World]:
    built = build_world(house)
    logging.disable(logging.CRITICAL)
    yield built
    logging.disable(logging.NOTSET)


def what_hangs_together() -> list[object]:
    """Return which claim has which contract, person and files."""
    claims = Claim.objects.order_by("id").values_list("id", "contract_id", "insured_person_id", "state")
    files = Attachment.objects.order_by("id").values_list("id", "claim_id", "document_id")
    return [*claims, *files, *Document.objects.order_by("id").values_list("id", "department_id")]


def seen(request: Request, client: Client, named: UUID) -> tuple[int, str]:
    """Return status and page without the id itself, and undo what the request did."""
    before = what_hangs_together()
    with transaction.atomic():
        answer = request(client, named)
        assert what_hangs_together() == before
        transaction.set_rollback(True)
    text = answer.content.decode() + answer.headers.get("Location", "")
    return answer.status_code, CHANGING.sub("", text.replace(str(named), "ID"))


def posting(path: str, name: str, **more: str) -> Request:
    return lambda client, named: client.post(path, {name: str(named), **more})


def asking(path: str, name: str) -> Request:
    return lambda client, named: client.get(path, {name: str(named)})


def requests_of(world: World, house: House) -> dict[str, tuple[Request, UUID]]:
    """Return what Katrin Lindner could send by hand, each with an id that is not hers."""
    draft = f"/erstattungen/entwuerfe/{world.things['draft'][0].values['draft_id']}"
    claim = f"/erstattungen/{world.things['claim'][0].values['number']}"
    theirs = {
        name: UUID(str(world.things["claim"][1].values[name])) for name in ("invoice_id", "attachment_id")
    }
    contract = house.foreign_contract.id
    # Without files contract and person may still change; with files everything is refused for that reason.
    with acting_as(house.lindner):
        fresh_id = begin_draft(actor=house.lindner, contract_id=house.contract.id, now=datetime.now(UTC))
    fresh = f"/erstattungen/entwuerfe/{fresh_id}"
    colleague = next(thing for thing in world.things["draft"] if "voss" in thing.open_to)
    colleagues_file = UUID(str(colleague.values["attachment_id"]))
    return {
        "begin with a contract": (posting("/erstattungen/neu", "contract"), contract),
        "offer a contract": (asking("/erstattungen/neu", "vertrag"), contract),
        "list claims of a contract": (asking("/erstattungen", "vertrag"), contract),
        "go on behind a contract": (asking("/erstattungen/neu", "nach"), contract),
        "change the contract": (posting(f"{fresh}/vertrag", "contract"), contract),
        "choose a person": (posting(f"{fresh}/person", "person"), house.foreign_person.id),
        "remove a partner's file from a draft": (
            posting(f"{draft}/belege", "remove"),
            theirs["attachment_id"],
        ),
        "remove a colleague's file from a draft": (posting(f"{draft}/belege", "remove"), colleagues_file),
        "keep a person while typing": (
            posting(f"{draft}/zwischenstand", "person", step="person"),
            house.foreign_person.id,
        ),
        "remove a file from an answer": (posting(f"{claim}/rueckfrage", "remove"), theirs["attachment_id"]),
    }


def test_a_foreign_id_is_an_unknown_id(world: World, house: House) -> None:
    found = []
    for what, (request, foreign) in requests_of(world, house).items():
        client = world.browser("lindner")
        answers = seen(request, client, foreign), seen(request, client, uuid4())
        if answers[0] != answers[1] or answers[0][0] >= 500:
            found.append(f"{what}: {answers[0][0]} for a foreign id, {answers[1][0]} for an unknown one")

    assert found == []


def test_nobody_is_led_out_of_the_portal(world: World) -> None:
    for path in ("/sprache", "/darstellung", "/sitzung/verlaengern"):
        for target in ("https://boese.example/", "//boese.example", "javascript:alert(1)"):
            answer = world.browser("lindner").post(
                path, {"next": target, "language": "de", "appearance": "auto"}
            )
            assert answer.headers["Location"] == "/"
