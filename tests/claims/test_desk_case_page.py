"""The page of a case: everything to decide by, and every step a clerk takes in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerportal.claims.models import Claim, Invoice, Payee
from partnerportal.claims.services import case
from partnerportal.contracts.models import Consent
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House
from tests.claims.desk_claims import sent_claims

SignIn = Callable[[Viewer], Client]
WHOLE_IBAN = "DE02 1203 0000 0000 2020 51"


@pytest.fixture
def claim(house: House) -> Claim:
    return sent_claims(house, 1, invoices=2, pages=3)[0]


@pytest.fixture
def browser(house: House, sign_in: SignIn) -> Client:
    return sign_in(house.clerk)


@pytest.fixture
def taken(house: House, claim: Claim) -> Claim:
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
    return claim


def invoices(claim: Claim) -> list[Invoice]:
    return list(Invoice.objects.filter(claim=claim).order_by("position"))


def decide(browser: Client, claim: Claim, position: int, **values: str) -> object:
    invoice = invoices(claim)[position - 1]
    data = {f"r{position}-{name}": value for name, value in values.items()}
    return browser.post(f"/faelle/{claim.number}/rechnungen/{invoice.id}", data)


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_page_shows_receipts_beside_the_data(browser: Client, claim: Claim) -> None:
    page = text_of(browser.get(f"/faelle/{claim.number}"))
    assert len(re.findall(r"<img [^>]*/seiten/\d\?breite=800", page)) == 6
    for shown in (
        "Amelie Brandt",
        "RK-2048-771-305",
        "Praxis Dr. Sommer",
        "101,10",
        "§\u00a014 Abs.\u00a02 VVG",
    ):
        assert shown in page


def test_a_case_nobody_has_taken_belongs_to_the_inbox(browser: Client, claim: Claim) -> None:
    current = re.compile(r'href="([^"]+)" aria-current="page"')
    assert set(current.findall(text_of(browser.get(f"/faelle/{claim.number}")))) == {"/eingang"}
    browser.post(f"/faelle/{claim.number}/uebernehmen")
    assert set(current.findall(text_of(browser.get(f"/faelle/{claim.number}")))) == {"/faelle"}


def test_only_the_clerk_of_the_case_sees_the_whole_iban(
    house: House, sign_in: SignIn, browser: Client, claim: Claim
) -> None:
    assert WHOLE_IBAN not in text_of(browser.get(f"/faelle/{claim.number}"))
    browser.post(f"/faelle/{claim.number}/uebernehmen")
    assert WHOLE_IBAN in text_of(browser.get(f"/faelle/{claim.number}"))
    assert WHOLE_IBAN not in text_of(sign_in(house.second_clerk).get(f"/faelle/{claim.number}"))


def test_a_foreign_number_answers_byte_for_byte_like_a_missing_one(
    house: House, sign_in: SignIn, claim: Claim
) -> None:
    other = sign_in(house.contract_clerk)
    foreign, missing = (other.get(f"/faelle/{number}") for number in (claim.number, "EA-2026-000777-0"))
    assert foreign.status_code == missing.status_code == 404
    assert without_times(foreign.content) == without_times(missing.content)


@pytest.mark.parametrize("action", ["uebernehmen", "rueckfrage", "rueckfrage/zuruecknehmen", "abschliessen"])
def test_nothing_is_done_to_a_foreign_case(house: House, sign_in: SignIn, claim: Claim, action: str) -> None:
    other = sign_in(house.contract_clerk)
    answered = other.post(f"/faelle/{claim.number}/{action}", {"text": "Wann?"})
    assert answered.status_code == 404
    claim.refresh_from_db()
    assert claim.state == "submitted"


def test_a_partner_cannot_open_a_case(house: House, sign_in: SignIn, claim: Claim) -> None:
    partner = sign_in(house.lindner)
    assert partner.get(f"/faelle/{claim.number}").status_code == 403
    assert partner.post(f"/faelle/{claim.number}/uebernehmen").status_code == 403


def test_a_colleague_who_was_quicker_is_named_and_nothing_changes(
    house: House, sign_in: SignIn, taken: Claim
) -> None:
    answered = sign_in(house.second_clerk).post(f"/faelle/{taken.number}/uebernehmen")
    assert answered.status_code == 409
    assert "Diesen Antrag bearbeitet schon jemand aus Ihrer Abteilung." in text_of(answered)
    assert "Dilara Aydın" in text_of(answered)


def test_a_colleagues_case_can_be_read_but_not_worked_on(house: House, sign_in: SignIn, taken: Claim) -> None:
    page = text_of(sign_in(house.second_clerk).get(f"/faelle/{taken.number}"))
    assert "Entscheidung speichern" not in page
    assert "Rückfrage senden" not in page


def test_the_clerk_asks_and_the_partner_sees_the_state(browser: Client, taken: Claim) -> None:
    answered = browser.post(f"/faelle/{taken.number}/rueckfrage", {"text": "Wann war die Behandlung?"})
    assert answered.headers["Location"] == f"/faelle/{taken.number}#rueckfragen"
    page = text_of(browser.get(f"/faelle/{taken.number}"))
    assert "Wann war die Behandlung?" in page
    assert "Rückfrage senden" not in page
    browser.post(f"/faelle/{taken.number}/rueckfrage/zuruecknehmen")
    assert "Zurückgenommen am" in text_of(browser.get(f"/faelle/{taken.number}"))


def test_the_partner_reads_that_a_question_was_taken_back(
    sign_in: SignIn, house: House, browser: Client, taken: Claim
) -> None:
    browser.post(f"/faelle/{taken.number}/rueckfrage", {"text": "Wann war die Behandlung?"})
    browser.post(f"/faelle/{taken.number}/rueckfrage/zuruecknehmen")
    page = text_of(sign_in(house.lindner).get(f"/erstattungen/{taken.number}"))
    assert "Von der Abteilung zurückgenommen" in page
    assert "Ihre Antwort" not in page


def test_an_empty_question_gets_its_sentence(browser: Client, taken: Claim) -> None:
    answered = browser.post(f"/faelle/{taken.number}/rueckfrage", {"text": " "})
    assert answered.status_code == 422
    assert '<a href="#id_text">Bitte schreiben Sie, was Sie vom Partner wissen möchten.</a>' in text_of(
        answered
    )


def test_too_long_a_question_stays_in_the_field(browser: Client, taken: Claim) -> None:
    answered = browser.post(f"/faelle/{taken.number}/rueckfrage", {"text": "Wann? " * 400})
    assert "Bitte kürzen Sie die Frage auf 2.000 Zeichen." in text_of(answered)
    assert text_of(answered).count("Wann? ") >= 399


def test_the_clerk_decides_each_invoice_and_closes(browser: Client, taken: Claim) -> None:
    answered = decide(browser, taken, 1, outcome="part", paid_amount="80,50", reason="deductible", note="§ 4")
    assert answered.headers["Location"].endswith("#rechnung-1")  # type: ignore[attr-defined]
    decide(browser, taken, 2, outcome="refused", reason="duplicate")
    page = text_of(browser.get(f"/faelle/{taken.number}"))
    assert "80,50\u00a0€" in page
    assert "Diese Rechnung haben wir bereits erstattet." in page
    assert "Fall abschließen" in page
    browser.post(f"/faelle/{taken.number}/abschliessen")
    taken.refresh_from_db()
    assert taken.state == "closed"
    page = text_of(browser.get(f"/faelle/{taken.number}"))
    assert "Fall abschließen" not in page
    assert "Die Frist endet spätestens am 31. Dezember" in page


@pytest.mark.parametrize(
    ("values", "anchor", "sentence"),
    [
        ({}, "r1-outcome", "Bitte wählen Sie, ob wir voll, teilweise oder nicht erstatten."),
        (
            {"outcome": "refused"},
            "r1-reason",
            "Bitte wählen Sie einen Grund, der zu dieser Entscheidung passt.",
        ),
        ({"outcome": "part", "paid_amount": "x", "reason": "deductible"}, "r1-paid_amount", "Diesen Betrag"),
        (
            {"outcome": "part", "paid_amount": "900", "reason": "deductible"},
            "r1-paid_amount",
            "Bei teilweiser",
        ),
    ],
)
def test_an_inconsistent_decision_gets_its_sentence_and_keeps_what_was_typed(
    browser: Client, taken: Claim, values: dict[str, str], anchor: str, sentence: str
) -> None:
    answered = decide(browser, taken, 1, note="Mit Bedacht", **values)
    page = text_of(answered)
    assert answered.status_code == 422  # type: ignore[attr-defined]
    assert f'<a href="#id_{anchor}">{sentence}' in page
    assert "Mit Bedacht" in page
    assert invoices(taken)[0].outcome is None


def test_closing_too_early_is_explained(browser: Client, taken: Claim) -> None:
    answered = browser.post(f"/faelle/{taken.number}/abschliessen")
    assert answered.status_code == 409
    assert "Bitte entscheiden Sie zuerst über jede Rechnung." in text_of(answered)


def test_an_invoice_of_another_case_is_not_found_here(house: House, browser: Client, taken: Claim) -> None:
    other = sent_claims(house, 1)[0]
    foreign = invoices(other)[0]
    answered = browser.post(f"/faelle/{taken.number}/rechnungen/{foreign.id}", {"r1-outcome": "full"})
    assert answered.status_code == 404


def test_the_address_of_an_action_leads_to_the_case(browser: Client, taken: Claim) -> None:
    for action in ("uebernehmen", "rueckfrage", "abschliessen", f"rechnungen/{invoices(taken)[0].id}"):
        answered = browser.get(f"/faelle/{taken.number}/{action}")
        assert (answered.status_code, answered.headers["Location"]) == (302, f"/faelle/{taken.number}")


def test_what_stands_out_is_said_with_a_link_to_the_other_claim(
    house: House, browser: Client, taken: Claim
) -> None:
    twin = sent_claims(house, 1)[0]
    Invoice.objects.filter(claim=twin).update(
        amount=invoices(taken)[0].amount, issued_on=invoices(taken)[0].issued_on
    )
    Payee.objects.filter(claim=taken).update(is_from_contract=False)
    connection.check_constraints()  # now, while the consents of the day of sending are there
    Consent.objects.update(withdrawn_at=NOW)
    page = text_of(browser.get(f"/faelle/{taken.number}"))
    assert f'href="/faelle/{twin.number}"' in page
    assert "auf ein anderes Konto als im Vertrag" in page
    assert "Die Einwilligung wurde widerrufen." in page


def test_one_filled_button_a_page(house: House, browser: Client, claim: Claim) -> None:
    def filled() -> list[str]:
        return re.findall(r'<button class="btn"[^>]*>([^<]+)', without_session_box(browser.get(page).content))

    page = f"/faelle/{claim.number}"
    assert filled() == ["Übernehmen"]
    browser.post(f"{page}/uebernehmen")
    assert filled() == ["Entscheidung speichern"]
    decide(browser, claim, 1, outcome="full")
    decide(browser, claim, 2, outcome="full")
    assert filled() == ["Fall abschließen"]


def test_the_number_of_queries_does_not_grow_with_the_case(house: House, browser: Client) -> None:
    counted = []
    for size in (1, 4):
        claim = sent_claims(house, 1, invoices=size, pages=size)[0]
        with acting_as(house.clerk):
            case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/faelle/{claim.number}").status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] <= 25


def without_session_box(content: bytes) -> str:
    return content.decode().split('<main class="main"')[1].split("</main>")[0]


def without_times(content: bytes) -> bytes:
    """Cut out what differs on every page: form tokens and the seconds left in the session."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content)
    page = re.sub(rb'name="next" value="[^"]+"', b"", page)
    return re.sub(rb'(?:data-session|value)="\d+"', b"", page)
