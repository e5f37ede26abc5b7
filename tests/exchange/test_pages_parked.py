"""Contracts of a firm nobody knows yet wait; once the firm is a partner, one button takes them over."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from partnerportal.partners.models import Partner
from tests.architecture.matrix_exchange import delivery, parked
from tests.cast import House, signed_in_client

pytestmark = pytest.mark.django_db

PAGE, NUMBER = "/verwaltung/datenaustausch/geparkt", "4711999999"


@pytest.fixture
def administrator(house: House) -> Client:
    """Return Uwe Lange's browser."""
    return signed_in_client(house.administrator)


def text_of(client: Client, path: str = PAGE) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(path).content.decode()))


def test_without_parked_firms_the_page_says_what_would_be_here(administrator: Client) -> None:
    assert "Keine Firma ist geparkt" in text_of(administrator)


def test_an_unknown_firm_leads_to_the_register_with_its_number(house: House, administrator: Client) -> None:
    now = datetime.now(UTC)
    firm = parked(delivery(house, now, state="done"), NUMBER, now)

    assert f"{NUMBER} seit" in text_of(administrator)
    form = administrator.get(f"/verwaltung/partner/neu?nummer={NUMBER}").content.decode()
    assert f'value="{NUMBER}"' in form
    early = administrator.post(f"{PAGE}/{firm.id}/uebernehmen")
    assert early.status_code == 409
    assert "noch keinen Partner" in early.content.decode()


def test_a_firm_that_is_a_partner_by_now_gets_its_contracts(house: House, administrator: Client) -> None:
    now = datetime.now(UTC)
    firm = parked(delivery(house, now, state="done"), NUMBER, now)
    Partner.objects.create(
        name="Neu & Gut", intermediary_number=NUMBER, street="Hafen 1", postal_code="20457", city="Hamburg"
    )

    assert "Ist jetzt Partner" in text_of(administrator)
    assert administrator.post(f"{PAGE}/{firm.id}/uebernehmen").status_code == 302
    assert "werden jetzt übernommen" in text_of(administrator, f"{PAGE}?erledigt=geparkt")
