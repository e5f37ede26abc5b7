"""A decision asks the database as often among a hundred registrations and firms as among one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerportal.kernel.viewer import Viewer
from tests.accounts.registering import waiting_registration
from tests.architecture.matrix_registrations import more_registrations
from tests.cast import NOW, House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MORE = 12


def cost(client: Client, path: str, body: dict[str, object]) -> int:
    """Return the statements of a POST that is undone again; a redirect says that it did something."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(path, body)
        assert answer.status_code == 302, answer.content.decode()
        transaction.set_rollback(True)
    return len(captured)


def costs(house: House, client: Client, registration_id: UUID) -> dict[str, int]:
    """Return the statements of each thing an administrator can decide."""
    address = f"/verwaltung/registrierungen/{registration_id}"
    bodies: dict[str, dict[str, object]] = {
        "freigeben": {"partner": "other", "number": "4711000002"},
        "rueckfrage": {"question": "Seit wann?"},
        "ablehnen": {"reason": "Nicht im Verzeichnis."},
    }
    return {word: cost(client, f"{address}/{word}", body) for word, body in bodies.items()}


def test_decisions_cost_the_same_among_many(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    found = waiting_registration()
    client = sign_in(house.administrator)
    costs(house, client, found.id)
    few = costs(house, client, found.id)
    more_registrations(house, MORE, NOW)

    assert costs(house, client, found.id) == few
    assert max(few.values()) <= 50
