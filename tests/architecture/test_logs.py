"""Nothing in a log line or a job tells who: no name, address, number, path or token (clause C43, security.md "Web")."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerportal.accounts.guards import public
from partnerportal.accounts.models import Account
from partnerportal.config.request_log import JsonFormatter
from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.routing import tasks
from partnerportal.routing.models import Delivery
from tests.architecture.addresses import addresses
from tests.architecture.matrix_table import MATRIX
from tests.architecture.matrix_world import World, build_world
from tests.architecture.test_matrix import things_for
from tests.cast import IBAN, PASSWORD, House

pytestmark = pytest.mark.django_db

# What a line may consist of; a new field is a decision, not an accident.
FIELDS = {"at", "level", "logger", "event", "method", "route", "status", "ms", "reference", "exception"}
FIELDS |= {"place", "delivery", "kind"}
# Numbers of a few digits and words of a closed list, which stand in many a line.
SMALL = {"page", "factor_id", "service", "position", "form_key"}
MEMBERS = ("stranger", "lindner", "clerk")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Collect what the portal's own format makes of every record."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


def personal_values(world: World) -> set[str]:
    """Return what must not be read in any line."""
    values = {IBAN, IBAN[4:], PASSWORD, "127.0.0.1", "192.0.2.1", "Praxis", "Rechnung", "Antwort"}
    values |= set(world.session_keys.values())
    for account in Account.objects.all():
        values |= {account.email, account.first_name, account.last_name, str(account.id)}
    for person in InsuredPerson.objects.all():
        values |= {person.first_name, person.last_name, str(person.born_on)}
    values |= set(Contract.objects.values_list("policy_number", flat=True))
    for things in world.things.values():
        for thing in things:
            values |= {str(value) for name, value in thing.values.items() if name not in SMALL}
    return values


def paths(world: World) -> set[str]:
    """Return the beginnings of all paths that are more than one word."""
    return {f"/{address.pattern.partition('<')[0]}" for address in addresses() if "<" in address.pattern}


def use_everything(world: World) -> int:
    """Open and send every page as several people, also wrongly; return how many requests that was."""
    count = 0
    for address in addresses():
        row, things = MATRIX[address.name], things_for(address, world)
        for member in MEMBERS:
            for thing in {things[0].label: things[0], things[-1].label: things[-1]}.values():
                if member not in row.guests and thing is not things[0]:
                    continue
                with transaction.atomic():
                    client, where = world.browser(member), address.path(thing.values)
                    client.get(where, {"vertrag": str(thing.values.get("contract_id", ""))})
                    client.post(where, {**row.body(), "q": "Brandt"})
                    transaction.set_rollback(True)
                count += 2
    Client().post("/anmelden", {"login": "katrin@niemand.example", "password": PASSWORD})
    Client().get("/erstattungen/EA-2026-000001-7/gibt/es/nicht")
    return count + 2


def deliver_everything() -> None:
    for delivery_id in Delivery.objects.values_list("id", flat=True):
        tasks.deliver_task(delivery_id=str(delivery_id))


@pytest.mark.slow
def test_no_line_tells_who_did_what(house: House, lines: io.StringIO) -> None:
    world = build_world(house)
    count = use_everything(world)
    deliver_everything()

    text = lines.getvalue()
    written = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in written if line["logger"] == "portal.request"]
    assert len(requests) == count
    assert {line["route"] for line in requests} >= MATRIX.keys()
    assert {name for line in written for name in line} <= FIELDS
    assert sorted(value for value in personal_values(world) | paths(world) if value in text) == []


class Defect:
    """A table of addresses whose only view fails while it holds personal data."""

    @staticmethod
    @public
    def fail(request: object, name: str) -> HttpResponse:
        """Fail as a careless line of code would."""
        message = f"no account {IBAN} of {name}"
        raise ValueError(message)

    urlpatterns = [path("defekt/<str:name>", fail, name="defect")]
    handler500 = "partnerportal.config.error_pages.server_error"


def test_a_defect_leaves_its_kind_its_place_and_a_number_nothing_else(
    lines: io.StringIO, house: House
) -> None:
    with override_settings(ROOT_URLCONF=Defect):
        answer = Client(raise_request_exception=False).get("/defekt/Amelie-Brandt?iban=" + IBAN)

    text = lines.getvalue()
    written = [json.loads(line) for line in text.splitlines()]
    (reference,) = (line["reference"] for line in written if "reference" in line)
    assert answer.status_code == 500
    assert reference in answer.content.decode()
    assert any(line.get("exception") == "ValueError" and line["place"] for line in written)
    for secret in (IBAN, "Brandt", "Amelie", "defekt", "no account"):
        assert secret not in text
        assert secret not in answer.content.decode()


def test_a_job_of_the_queue_holds_opaque_ids_only(house: House) -> None:
    build_world(house)
    arguments = list(ProcrastinateJob.objects.values_list("args", flat=True))

    assert len(arguments) >= 4
    for given in arguments:
        assert given.keys() in ({"delivery_id"}, {"letter_id"})
        assert all(str(UUID(value)) == value for value in given.values())


def test_a_line_tells_its_time_in_utc(lines: io.StringIO) -> None:
    logging.getLogger("portal.probe").info("probe")

    at = datetime.fromisoformat(json.loads(lines.getvalue())["at"])

    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)


def test_the_running_portal_uses_this_format() -> None:
    from partnerportal.config import request_log

    kept = logging.getLogger().handlers[:]
    try:
        request_log.configure()
        formats = [handler.formatter for handler in logging.getLogger().handlers]
        assert settings.LOGGING_CONFIG is None
        assert [type(one) for one in formats] == [JsonFormatter]
    finally:
        logging.getLogger().handlers[:] = kept
