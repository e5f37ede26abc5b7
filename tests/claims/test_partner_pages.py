"""A partner follows its claims from sending to the decision, and sees nobody else's."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerportal.claims.models import Claim
from partnerportal.claims.queries import open_task_count, rows_of_contract
from partnerportal.database.context import acting_as
from tests.cast import IBAN, House, signed_in_client
from tests.claims.cases import close, decide, many_claims, questioned_claim, sent_claim, taken_claim

pytestmark = pytest.mark.django_db

PAGES = ("", "/rueckfrage", "/eingangsbestaetigung.pdf")


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words_of(page: str) -> str:
    """Return the page's words as people read them."""
    text = re.sub(r"<(script|style|template).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(text.replace("\u00a0", " ").split())


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_shows_the_newest_claim_first_with_person_state_and_amount(house: House) -> None:
    old, new = many_claims(house, house.lindner, 8)[7], sent_claim(house, house.lindner)
    Claim.objects.filter(id=new.id).update(submitted_at=old.submitted_at.replace(year=2027))
    words = words_of(page_of(signed_in_client(house.voss), "/erstattungen"))
    assert words.index(new.number) < words.index(old.number)
    assert "Amelie Brandt" in words
    assert "Weitergeleitet" in words
    assert "184,20 €" in words


def test_filters_count_and_show_each_group(house: House) -> None:
    question = questioned_claim(house, house.lindner)
    paid, refused = taken_claim(house, house.lindner), taken_claim(house, house.lindner)
    decide(house, paid, "part", paid="20.00", reason="deductible")
    decide(house, refused, "refused", reason="not_covered")
    client = signed_in_client(house.lindner)
    words = words_of(page_of(client, "/erstattungen"))
    assert "Alle 3 Rückfrage 1 Erstattet 1 Abgelehnt 1" in words
    for status, claim, word in (
        ("rueckfrage", question, "Rückfrage"),
        ("erstattet", paid, "Teilweise erstattet"),
        ("abgelehnt", refused, "Abgelehnt"),
    ):
        words = words_of(page_of(client, f"/erstattungen?status={status}"))
        assert claim.number in words
        assert word in words
        assert sum(one.number in words for one in (question, paid, refused)) == 1


def test_the_list_goes_on_page_by_page_without_gap_or_repetition(house: House) -> None:
    claims = many_claims(house, house.lindner, 120)
    client, address, seen = signed_in_client(house.lindner), "/erstattungen", []
    for _page in range(3):
        page = page_of(client, address)
        seen += re.findall(r'href="/erstattungen/(EA-[0-9-]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert address == ""
    assert sorted(seen) == sorted(claim.number for claim in claims)


def test_a_made_up_place_in_the_list_answers_404(house: House) -> None:
    assert signed_in_client(house.lindner).get("/erstattungen?nach=WyIyMDI2Il0:x:y").status_code == 404


def test_the_list_of_a_contract_shows_its_claims_only(house: House) -> None:
    claim = sent_claim(house, house.lindner)
    client = signed_in_client(house.lindner)
    assert claim.number in page_of(client, f"/erstattungen?vertrag={house.contract.id}")
    foreign = page_of(client, f"/erstattungen?vertrag={house.foreign_contract.id}")
    assert claim.number not in foreign
    assert "RK-3000" not in foreign
    assert client.get("/erstattungen?vertrag=unsinn").status_code == 404


def test_a_contract_lists_its_five_newest_claims(house: House) -> None:
    claims = many_claims(house, house.lindner, 9)
    with acting_as(house.lindner):
        rows = rows_of_contract(viewer=house.lindner, contract_id=house.contract.id)
    assert [row.submitted_at for row in rows] == [claim.submitted_at for claim in claims[:5]]
    with acting_as(house.petersen):
        assert rows_of_contract(viewer=house.petersen, contract_id=house.contract.id) == ()


def test_only_open_questions_of_the_own_house_count_as_tasks(house: House) -> None:
    questioned_claim(house, house.lindner)
    taken_claim(house, house.lindner)
    with acting_as(house.voss):
        assert open_task_count(viewer=house.voss) == 1
    with acting_as(house.petersen):
        assert open_task_count(viewer=house.petersen) == 0


def test_a_sent_claim_tells_where_it_is_and_who_sees_it(house: House) -> None:
    claim = sent_claim(house, house.lindner)
    page = page_of(signed_in_client(house.voss), f"/erstattungen/{claim.number}")
    words = words_of(page)
    for expected in (
        "Amelie Brandt, 184,20 €",
        "Weitergeleitet an die Abteilung Leistung",
        "Wartet auf Bearbeitung",
        "Rechnung 0.pdf",
        "Praxis Dr. Sommer",
        "noch keine Entscheidung",
        "Sie, Ihr Büro und die Leistungsabteilung.",
        "Die Frist beträgt 6 Jahre.",
        "A. B.",
    ):
        assert expected in words, expected
    assert IBAN not in page.replace(" ", "")
    assert "1203" not in words
    assert "Kreditbank" not in words


def test_a_decision_is_told_with_amount_and_reason_in_plain_german(house: House) -> None:
    claim = taken_claim(house, house.lindner)
    decide(house, claim, "part", paid="150.00", reason="fee_schedule", note="Ziffer 34 nur einmal.")
    close(house, claim)
    words = words_of(page_of(signed_in_client(house.lindner), f"/erstattungen/{claim.number}"))
    assert "150,00 € von 184,20 €" in words
    assert "Gebührenordnung" in words
    assert "Ziffer 34 nur einmal." in words
    assert "Erstattet werden 150,00 €" in words
    assert "Die Frist endet spätestens am 31. Dezember 2032." in words


def test_a_refused_claim_says_so(house: House) -> None:
    claim = taken_claim(house, house.lindner)
    decide(house, claim, "refused", reason="not_covered")
    words = words_of(page_of(signed_in_client(house.lindner), f"/erstattungen/{claim.number}"))
    assert "Es wird nichts erstattet." in words
    assert "Diese Leistung ist im Tarif nicht versichert." in words


def test_the_acknowledgement_names_what_arrived(house: House) -> None:
    claim = sent_claim(house, house.lindner, files=2)
    answer = signed_in_client(house.lindner).get(f"/erstattungen/{claim.number}/eingangsbestaetigung.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="Eingangsbestaetigung-{claim.number}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    for expected in (claim.number, "Amelie Brandt", "Rechnung 1.pdf", "Lindner & Voss Makler", "184,20"):
        assert expected in text, expected


def test_the_acknowledgement_stays_the_same_whatever_happens_later(house: House) -> None:
    claim, client = taken_claim(house, house.lindner), signed_in_client(house.lindner)
    address = f"/erstattungen/{claim.number}/eingangsbestaetigung.pdf"
    before = client.get(address).content
    decide(house, claim)
    assert client.get(address).content == before


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_claim_answers_byte_for_byte_like_a_missing_one(house: House, page: str) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.petersen)
    foreign = client.get(f"/erstattungen/{claim.number}{page}")
    missing = client.get(f"/erstattungen/EA-2026-999999-1{page}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_staff_without_the_right_to_claims_opens_none(house: House) -> None:
    claim = sent_claim(house, house.lindner)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_account SET may_see_claims = false WHERE id = %s", [house.voss.account_id]
        )
    client = signed_in_client(house.voss)
    for page in PAGES:
        assert client.get(f"/erstattungen/{claim.number}{page}").status_code == 403
    assert client.get("/erstattungen").status_code == 403


def test_the_list_asks_the_database_as_often_for_many_claims_as_for_few(house: House) -> None:
    client = signed_in_client(house.lindner)
    many_claims(house, house.lindner, 2)
    few = queries_of(client, "/erstattungen")
    many_claims(house, house.lindner, 45, first_number=600)
    assert queries_of(client, "/erstattungen") == few == 16


def test_a_claim_asks_the_database_as_often_for_many_files_as_for_one(house: House) -> None:
    client = signed_in_client(house.lindner)
    small, large = sent_claim(house, house.lindner), sent_claim(house, house.lindner, invoices=3, files=3)
    few = queries_of(client, f"/erstattungen/{small.number}")
    assert queries_of(client, f"/erstattungen/{large.number}") == few == 22
