"""Every page is German or English as chosen, never half of each, and says so to the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from partnerportal.claims.models import Claim
from partnerportal.claims.services.case import ask_question, take_claim
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from partnerportal.ui.addresses import ADDRESSES
from tests.cast import NOW, House, draft_of, signed_in_client, submitted_claim

READ_ALOUD = ("aria-label", "alt", "title", "placeholder", "data-label")
GERMAN = re.compile(
    r"\b(?:und|oder|nicht|kein|keine|noch|schon|nur|Bitte|der|die|das|den|dem|ist|sind|wird|werden|wir|Sie|Ihr|Ihre|Ihren"
    r"|mit|für|von|vom|zum|zur|auf|bei|aus|seit|bis|über|nach|Antrag|Anträge|Vertrag|Verträge|Rechnung|Rechnungen"
    r"|Beleg|Belege|Entwurf|Entwürfe|Erstattung|Erstattungen|Abteilung|Datei|Dateien|Seite|Seiten|Schritt|Betrag"
    r"|Uhr|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|heute|gestern)\b"
)
# What people typed and what the operator named stays in its language.
DATA = ("Rechnung 1.pdf", settings.CONTROLLER.authority.name)
OPEN_PAGES = ("account_login", "notice:privacy_notice", "notice:imprint", "notice:help")
PARTNER_PAGES = ("claims:overview", "claims:list", "claims:drafts", "claims:new", "claims:drafts_delete_all")
DRAFT_PAGES = ("step_contract", "step_person", "step_receipts", "step_bank", "step_review", "draft_delete")


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def tree_of(response: HttpResponse) -> Element:
    page: Element = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return page


def texts(element: Element) -> Iterator[str]:
    """Return what is read or heard, without the parts marked as German."""
    if element.tag in ("script", "style") or (element.get("lang") == "de" and element.tag != "html"):
        return
    yield from (element.get(name, "") for name in READ_ALOUD)
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def german_left(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    found = []
    for text in texts(tree_of(response)):
        for name in DATA:
            text = text.replace(name, "")
        if GERMAN.search(text):
            found.append(" ".join(text.split()))
    return found


def questioned(house: House) -> Claim:
    claim = submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
        ask_question(actor=house.clerk, claim_id=claim.id, text="Where is page two?", now=NOW)
    return claim


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_an_open_page_in_english_has_no_german_left(db, name):
    assert german_left(in_english(Client()).get(reverse(name))) == []


def test_a_page_that_does_not_exist_says_so_in_english(db):
    response = in_english(Client()).get("/gibt-es-nicht")
    assert response.status_code == 404
    assert [text for text in texts(tree_of(response)) if GERMAN.search(text)] == []


def test_the_lists_of_a_partner_in_english_have_no_german_left(house: House, lindner: Viewer):
    submitted_claim(lindner, house.person)
    draft_of(lindner, house.person)
    browser = in_english(signed_in_client(lindner))
    addresses = [reverse(name) for name in (*PARTNER_PAGES, "contracts:list")]
    addresses += [f"{reverse('claims:list')}?status=erstattet"]
    addresses += [
        reverse("contracts:detail", args=[row.id]) for row in (house.contract, house.ended_contract)
    ]
    assert {address: left for address in addresses if (left := german_left(browser.get(address)))} == {}


def test_every_step_of_a_draft_in_english_has_no_german_left(house: House, lindner: Viewer):
    draft = draft_of(lindner, house.person)
    browser = in_english(signed_in_client(lindner))
    addresses = [reverse(f"claims:{name}", args=[draft.id]) for name in DRAFT_PAGES]
    assert {address: left for address in addresses if (left := german_left(browser.get(address)))} == {}


def test_a_declaration_in_german_is_marked_as_german_on_the_english_page(house: House, lindner: Viewer):
    browser = in_english(signed_in_client(lindner))
    started = browser.post(reverse("claims:new"), {"contract": house.contract.id})
    draft = Claim.objects.get(submitted_at=None)
    assert started.status_code == 302
    browser.post(reverse("claims:step_person", args=[draft.id]), {"person": house.child.id})
    page = browser.get(reverse("claims:step_consent", args=[draft.id]))
    assert german_left(page) == []
    marked = [" ".join(part.itertext()) for part in tree_of(page).iter() if part.get("lang") == "de"]
    assert any("Schweigepflicht" in text for text in marked)


def test_a_claim_with_a_question_in_english_has_no_german_left(house: House, lindner: Viewer, clerk: Viewer):
    claim = questioned(house)
    pages = [(lindner, f"claims:{name}") for name in ("detail", "confirmation", "answer")]
    pages += [(clerk, "desk:case")]
    left = {
        name: german_left(in_english(signed_in_client(viewer)).get(reverse(name, args=[claim.number])))
        for viewer, name in pages
    }
    assert {name: found for name, found in left.items() if found} == {}


def test_the_lists_of_a_department_in_english_have_no_german_left(house: House, clerk: Viewer):
    questioned(house)
    submitted_claim(house.lindner, house.person, amounts=("84.00",))
    browser = in_english(signed_in_client(clerk))
    addresses = [reverse("desk:inbox"), reverse("desk:cases")]
    assert {address: left for address in addresses if (left := german_left(browser.get(address)))} == {}


def test_the_list_of_words_finds_german(house: House, lindner: Viewer):
    assert german_left(signed_in_client(lindner).get(reverse("claims:overview"))) != []


@pytest.mark.parametrize("language", ["de", "en"])
def test_header_and_page_name_the_same_language(db, language):
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(reverse("notice:help"))
    assert response.headers["Content-Language"] == language
    assert tree_of(response).get("lang") == language


def test_without_a_choice_the_page_is_german_whatever_the_browser_prefers(db):
    response = Client().get(reverse("notice:help"), headers={"Accept-Language": "en-GB"})
    assert response.headers["Content-Language"] == "de"


def test_the_switch_keeps_the_page(house: House, lindner: Viewer):
    browser = signed_in_client(lindner)
    here = reverse("contracts:detail", args=[house.contract.id])
    form = next(
        form for form in tree_of(browser.get(here)).iter("form") if form.get("action") == ADDRESSES.language
    )
    fields = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    switched = browser.post(ADDRESSES.language, fields | {"language": "en"}, follow=True)
    assert switched.redirect_chain == [(here, 302)]
    assert tree_of(switched).get("lang") == "en"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Bitte geben Sie Ihre E-Mail-Adresse ein."), ("en", "Please enter your email address.")],
)
def test_an_empty_sign_in_says_what_to_do_in_the_chosen_language(db, language, sentence):
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert sentence in browser.post(reverse("account_login"), {}).content.decode()


def test_every_link_to_change_an_answer_names_it(house: House, lindner: Viewer):
    draft = draft_of(lindner, house.person)
    page = signed_in_client(lindner).get(reverse("claims:step_review", args=[draft.id]))
    links = [" ".join("".join(a.itertext()).split()) for a in tree_of(page).iter("a")]
    changes = [text for text in links if text.startswith("Ändern")]
    assert "Ändern: Bankverbindung" in changes
    assert "Ändern: None" not in changes
