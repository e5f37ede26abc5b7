"""What fits the description, and what does not, is answered as the description says and never with a defect."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from partnerportal.api.routes import every_operation
from tests.api.software import Software
from tests.api.test_matrix import Things, things
from tests.cast import House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

__all__ = ["things"]  # a fixture
EXAMPLES = 12
# Data that fits its description can still be refused: nobody knows a made-up contract.
NOT_ASKED = {"positive_data_acceptance"}


@pytest.fixture
def software(house: House, things: Things, settings: Any) -> Iterator[Software]:
    """Return software that may everything, in a world with one of everything; the log would only fill up."""
    settings.READING_STOP = 10**9
    logging.disable(logging.CRITICAL)
    yield Software(house.lindner)
    logging.disable(logging.NOTSET)


@pytest.fixture
def described(db: None) -> Iterator[Any]:
    """Load the description as other software does; the test's own connection stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def named(things: Things, path: str) -> dict[str, str]:
    """Return what the address of an operation can name of the software's own."""
    own = {kind: str(found[0].value) for kind, found in things.items() if kind}
    number = own["statement"] if "/statements/" in path else own["number"]
    return {"contract_id": own["contract_id"], "change_id": own["change_id"], "number": number} | {
        "document": own["document"]
    }


def checked(operation: Any, software: Software, own: dict[str, str] | None, mode: GenerationMode) -> None:
    """Send made-up requests of an operation; with `own`, about things that exist."""
    checks = [
        check
        for name, check in schemathesis.checks.CHECKS._items.items()  # type: ignore[attr-defined]
        if name not in NOT_ASKED
    ]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers_as_described(case: Any) -> None:
        if own is not None and case.path_parameters:
            case.path_parameters = {name: own[name] for name in case.path_parameters}
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {software.token}"}, checks=checks)
            transaction.set_rollback(True)

    answers_as_described()


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_described(
    described: Any, software: Software, things: Things, mode: GenerationMode
) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == len(list(every_operation()))

    for operation in operations:
        checked(operation, software, None, mode)
        if "{" in operation.path and mode is GenerationMode.POSITIVE:
            checked(operation, software, named(things, operation.path), mode)
