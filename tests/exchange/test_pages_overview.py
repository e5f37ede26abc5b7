"""The administrator's first page says what waits in the data exchange; nobody else's pages ask."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from partnerportal.exchange.queries.overview import delivery_state
from tests.architecture.matrix_exchange import delivery, parked
from tests.cast import House, signed_in_client

pytestmark = pytest.mark.django_db


def overview(house: House) -> str:
    page = signed_in_client(house.administrator).get("/verwaltung/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_before_the_first_delivery_the_page_says_so(house: House) -> None:
    assert "Es kam noch keine Datei" in overview(house)


def test_what_waits_is_a_task_and_the_newest_delivery_is_named(house: House) -> None:
    now = datetime.now(UTC)
    first = delivery(house, now)
    delivery(house, now, state="failed")
    parked(first, "4711999999", now)

    page = overview(house)

    assert "Eine Lieferung wartet auf die Übernahme" in page
    assert "Eine Lieferung wurde abgebrochen" in page
    assert "Eine Firma ist noch kein Partner" in page
    assert "Letzte Lieferung" in page


def test_nobody_else_is_told(house: House) -> None:
    delivery(house, datetime.now(UTC))

    for viewer in (house.lindner, house.clerk, house.contract_clerk, house.officer):
        assert delivery_state(viewer=viewer) is None
