"""A partner answers a question with text and files; nothing typed or chosen is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerportal.claims.models import Attachment, Claim, ClaimEvent
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.documents.queries import rows_for
from partnerportal.journal.models import LatestTransaction
from partnerportal.routing.models import Delivery
from tests.cast import House, signed_in_client
from tests.claims.cases import QUESTION, many_claims, questioned_claim, taken_claim
from tests.claims.test_partner_pages import page_of, queries_of, words_of
from tests.claims.walk import receipt
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db

TYPED = "Das Original liegt bei.\nDer Arzt hat nachgetragen, was fehlte."
JSON = {"Accept": "application/json"}


def address_of(claim: Claim, page: str = "") -> str:
    return f"/erstattungen/{claim.number}/rueckfrage{page}"


def no_receipt() -> SimpleUploadedFile:
    return SimpleUploadedFile("Rechnung.pdf", b"MZ this is a program")


def test_the_question_is_shown_with_its_deadline(house: House) -> None:
    claim = questioned_claim(house, house.lindner)
    words = words_of(page_of(signed_in_client(house.voss), address_of(claim)))
    assert QUESTION in words
    assert "Bitte antworten Sie bis 8. Dezember 2026" in words


def test_an_answer_with_text_and_files_reaches_the_department_at_once(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    answer = client.post(address_of(claim), {"text": TYPED, "files": [receipt("A.pdf"), receipt("B.pdf")]})
    assert answer["Location"] == f"/erstattungen/{claim.number}#h-fragen"
    claim.refresh_from_db()
    assert claim.state == "in_review"
    attached = Attachment.objects.filter(information_request__isnull=False)
    assert {row.department_id for row in attached} == {house.benefits.id}
    with acting_as(house.clerk):
        names = {
            row.name
            for row in rows_for(viewer=house.clerk, document_ids=[row.document_id for row in attached])
        }
    assert names == {"A.pdf", "B.pdf"}
    assert ClaimEvent.objects.filter(claim=claim, kind="claim.question.answered").count() == 1
    assert Delivery.objects.filter(occasion="claim.question.answered", department=house.benefits).exists()
    assert LatestTransaction.objects.get().kind == "claim.question.answered"
    page = page_of(client, f"/erstattungen/{claim.number}")
    assert TYPED in page
    assert "Weiter in Prüfung" in page


def test_an_empty_answer_is_refused_with_the_next_step(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    page = client.post(address_of(claim), {"text": "  "}).content.decode()
    assert "Bitte schreiben Sie eine Antwort oder fügen Sie eine Datei hinzu." in page
    assert 'href="#id_text"' in page
    assert Claim.objects.get(id=claim.id).state == "question"


def test_an_answer_that_changed_nothing_is_no_transaction(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    before = set(LatestTransaction.objects.values_list("kind", "occurred_at"))
    for sent in ({"text": ""}, {"upload": "files"}, {"remove": "unsinn"}):
        assert client.post(address_of(claim), sent).status_code == 422
    assert set(LatestTransaction.objects.values_list("kind", "occurred_at")) == before


def test_a_refused_file_keeps_the_text_and_the_other_file(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    page = client.post(
        address_of(claim), {"text": TYPED, "files": [no_receipt(), receipt("Original.pdf")]}
    ).content.decode()
    assert TYPED in page
    assert "Original.pdf" in page
    assert 'class="file bad" id="problem-0"' in page
    assert Claim.objects.get(id=claim.id).state == "question"
    assert client.post(address_of(claim), {"text": ""}).status_code == 302


def test_without_a_script_files_are_added_and_removed_by_buttons(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    sent = {"text": TYPED, "upload": "files", "files": [receipt("Erst.pdf")]}
    assert "Erst.pdf" in client.post(address_of(claim), sent).content.decode()
    attachment = Attachment.objects.get(information_request__isnull=False)
    page = client.post(address_of(claim), {"text": TYPED, "remove": str(attachment.id)}).content.decode()
    assert "Erst.pdf" not in page
    assert TYPED in page
    assert not Document.objects.filter(id=attachment.document_id).exists()


def test_the_script_uploads_and_removes_one_file_at_a_time(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    added = client.post(address_of(claim, "/dateien"), {"files": receipt("Foto.pdf")}, headers=JSON)
    assert added.status_code == 201
    assert added.json()["name"] == "Foto.pdf"
    refused = client.post(address_of(claim, "/dateien"), {"files": no_receipt()}, headers=JSON)
    assert refused.status_code == 422
    assert refused.json()["sentence"]
    assert client.post(added.json()["remove_url"], headers=JSON).status_code == 204
    assert not Attachment.objects.filter(information_request__isnull=False).exists()
    assert client.post(added.json()["remove_url"], headers=JSON).status_code == 404


def test_until_it_is_sent_only_its_author_sees_a_file(house: House) -> None:
    claim = questioned_claim(house, house.lindner)
    added = signed_in_client(house.lindner).post(
        address_of(claim, "/dateien"), {"files": receipt("Foto.pdf")}
    )
    colleague = signed_in_client(house.voss)
    assert "Foto.pdf" not in page_of(colleague, address_of(claim))
    assert colleague.get(added.json()["url"]).status_code == 404
    assert colleague.post(added.json()["remove_url"]).status_code == 404
    assert signed_in_client(house.clerk).get(added.json()["url"]).status_code == 404


@pytest.mark.parametrize("page", ["", "/dateien"])
def test_nobody_answers_for_another_house(house: House, page: str) -> None:
    claim = questioned_claim(house, house.lindner)
    sent = {"text": TYPED, "files": SimpleUploadedFile("A.pdf", pdf())}
    assert signed_in_client(house.petersen).post(address_of(claim, page), sent).status_code == 404
    assert Claim.objects.get(id=claim.id).state == "question"


def test_when_a_colleague_was_quicker_the_text_is_still_there(house: House) -> None:
    claim = questioned_claim(house, house.lindner)
    signed_in_client(house.voss).post(address_of(claim), {"text": "Ist erledigt."})
    page = signed_in_client(house.lindner).post(address_of(claim), {"text": TYPED}).content.decode()
    assert "Diese Rückfrage ist schon beantwortet." in page
    assert TYPED in page
    assert "Antwort senden" not in page
    late = signed_in_client(house.lindner).post(address_of(claim, "/dateien"), {"files": receipt()})
    assert (late.status_code, late.json()["code"]) == (422, "answer.nothing_open")


def test_a_file_a_quicker_colleague_left_behind_is_not_shown_as_sent(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    client.post(address_of(claim, "/dateien"), {"files": receipt("Foto.pdf")})
    signed_in_client(house.voss).post(address_of(claim), {"text": "Ist erledigt."})
    assert "Foto.pdf" not in page_of(client, f"/erstattungen/{claim.number}")


def test_sending_twice_answers_once(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    for _click in range(2):
        client.post(address_of(claim), {"text": TYPED})
    assert ClaimEvent.objects.filter(claim=claim, kind="claim.question.answered").count() == 1


def test_without_an_open_question_the_address_leads_to_the_claim(house: House) -> None:
    claim = taken_claim(house, house.lindner)
    answer = signed_in_client(house.lindner).get(address_of(claim))
    assert answer["Location"] == f"/erstattungen/{claim.number}"


def test_answering_where_nothing_was_ever_asked_leads_to_the_claim(house: House) -> None:
    claim = taken_claim(house, house.lindner)
    answer = signed_in_client(house.lindner).post(address_of(claim), {"text": TYPED})
    assert answer["Location"] == f"/erstattungen/{claim.number}"


def test_the_page_asks_the_database_a_fixed_number_of_times(house: House) -> None:
    claim, client = questioned_claim(house, house.lindner), signed_in_client(house.lindner)
    few = queries_of(client, address_of(claim))
    client.post(address_of(claim), {"upload": "files", "files": [receipt("A.pdf"), receipt("B.pdf")]})
    many_claims(house, house.lindner, 20)
    assert queries_of(client, address_of(claim)) == few == 22
