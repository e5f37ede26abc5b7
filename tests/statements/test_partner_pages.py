"""The pages of a partner: months, lines that unfold, the difference, and a question to the department."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from partnerportal.messages.models import Message, Thread
from partnerportal.routing.models import Delivery
from partnerportal.statements import services
from tests.cast import NOW, House
from tests.statements.ledger import NOVEMBER, booking, close, closed_statement, line_id, take_over

pytestmark = pytest.mark.django_db

SignIn = Callable[[Viewer], Client]


@pytest.fixture
def october(house: House) -> str:
    """Return the number of a closed statement of Lindner & Voss with two lines."""
    return closed_statement(
        house, house.lindner, [booking(), booking(kind="initial", basis="684.00", rate="18")]
    )


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_months_stand_with_their_totals_and_a_chart(house: House, sign_in: SignIn, october: str) -> None:
    page = text_of(sign_in(house.lindner), "/abrechnungen")

    assert "Oktober 2026" in page
    assert "160,92\u00a0€" in page
    assert re.search(
        r'<svg class="chart"[^>]*role="img" aria-labelledby="bild"><title id="bild">Provision von', page
    )
    assert page.count("<rect") == 1


def test_an_open_statement_is_not_there_for_the_partner(house: House, sign_in: SignIn) -> None:
    number = take_over(house.lindner, [booking()]).number
    client = sign_in(house.lindner)

    assert "Noch keine Abrechnung" in text_of(client, "/abrechnungen")
    assert client.get(f"/abrechnungen/{number}").status_code == 404
    assert client.get(f"/abrechnungen/{number}/posten/1").status_code == 404


def test_a_line_unfolds_to_contract_basis_rate_and_earlier_lines(
    house: House, sign_in: SignIn, october: str
) -> None:
    november = closed_statement(house, house.lindner, [booking()], month=NOVEMBER)

    page = text_of(sign_in(house.lindner), f"/abrechnungen/{november}")

    assert page.count("<details") >= 1
    for part in ("840,00\u00a0€", "4,5\u00a0%", "37,80\u00a0€", f"/vertraege/{house.contract.id}"):
        assert part in page
    assert f"/abrechnungen/{october}/posten/2" in page
    assert "−123,12\u00a0€ gegenüber Oktober 2026." in page
    assert "Keine Abschlussprovision" in page


def test_what_a_correction_corrects_is_named_once_it_is_closed(
    house: House, sign_in: SignIn, october: str
) -> None:
    clerk = house.contract_clerk
    with acting_as(clerk):
        number = services.add_correction(
            actor=clerk, line_id=line_id(october), right_amount=Decimal(40), now=NOW
        )
    close(clerk, number)
    client = sign_in(house.lindner)

    assert f"/abrechnungen/{october}/posten/1" in text_of(client, f"/abrechnungen/{number}")
    assert "Korrekturen dazu" in text_of(client, f"/abrechnungen/{october}/posten/1")


def test_fifty_lines_are_a_page_and_stay_light(house: House, sign_in: SignIn) -> None:
    lines = [booking(basis=f"{number}.00") for number in range(1, 61)]
    number = closed_statement(house, house.lindner, lines)
    client = sign_in(house.lindner)

    first = client.get(f"/abrechnungen/{number}").content
    rest = text_of(client, f"/abrechnungen/{number}?nach=50")

    assert (first.count(b'<details class="plain"><summary><span'), rest.count("<summary><span")) == (50, 10)
    assert len(gzip.compress(first)) < 12_000


def test_a_question_goes_to_the_department_sealed_and_without_content_in_the_mail(
    house: House, sign_in: SignIn, october: str
) -> None:
    client = sign_in(house.lindner)

    answer = client.post(f"/abrechnungen/{october}/posten/1/unstimmigkeit", {"text": "Der Satz ist falsch."})

    thread = Thread.objects.get()
    assert answer.headers["Location"] == f"/nachrichten/{thread.id}"
    assert (thread.statement_line_id, thread.subject_id) == (line_id(october), house.contract.policyholder_id)
    assert thread.department_id == house.administration.id
    assert b"Satz" not in bytes(Message.objects.get().text)
    assert Delivery.objects.filter(department=house.administration, occasion="thread.opened").count() == 1
    assert "Der Satz ist falsch." in text_of(client, f"/nachrichten/{thread.id}")
    assert "Zur Anfrage" in text_of(client, f"/abrechnungen/{october}/posten/1")


def test_an_empty_question_is_asked_for_again(house: House, sign_in: SignIn, october: str) -> None:
    answer = sign_in(house.lindner).post(f"/abrechnungen/{october}/posten/1/unstimmigkeit", {"text": " "})

    assert answer.status_code == 422
    assert "Bitte schreiben Sie, was an diesem Posten nicht stimmt." in answer.content.decode()
    assert not Thread.objects.exists()


def test_staff_without_the_right_see_nothing_of_statements_anywhere(
    house: House, sign_in: SignIn, october: str
) -> None:
    client = sign_in(house.voss)

    for path in (
        "/abrechnungen",
        f"/abrechnungen/{october}",
        f"/abrechnungen/{october}/posten/1",
        "/nachrichten",
    ):
        assert client.get(path).status_code == 403
    for path in ("/uebersicht", "/vertraege", f"/vertraege/{house.contract.id}"):
        page = text_of(client, path)
        assert "/abrechnungen" not in page
        assert "/nachrichten" not in page
        assert october not in page
    assert "Kein Vertrag gefunden" in client.post("/vertraege/suche", {"q": october}).content.decode()


def test_the_navigation_leads_those_with_the_right_there(house: House, sign_in: SignIn) -> None:
    for viewer, is_there in ((house.lindner, True), (house.contract_clerk, True), (house.clerk, False)):
        page = text_of(sign_in(viewer), "/hilfe")
        assert ('href="/abrechnungen"' in page, 'href="/nachrichten"' in page) == (is_there, is_there)
