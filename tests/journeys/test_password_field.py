"""A password can be shown and hidden again, and a word tells how strong a new one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitors

pytestmark = pytest.mark.journey


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """Return the page with every component, where a new password is asked for too."""
    broker = visitors.at_desk()
    broker.sign_in("Katrin Lindner")
    broker.page.goto("/demo/bausteine")
    return broker.page


def test_one_click_shows_the_password_and_the_next_hides_it(visitors: Visitors) -> None:
    page = visitors.at_desk().page
    page.goto("/anmelden")
    field, button = (
        page.get_by_label("Passwort", exact=True),
        page.get_by_role("button", name="Passwort anzeigen"),
    )
    field.fill("Vier Möwen über Husum 1905")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_value("Vier Möwen über Husum 1905")


def test_a_shown_password_is_hidden_again_before_the_form_goes_off(visitors: Visitors) -> None:
    page = visitors.at_desk().page
    page.goto("/anmelden")
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_label("E-Mail-Adresse").fill("niemand@nirgends.example")
    field = page.get_by_label("Passwort", exact=True)
    field.fill("Vier Möwen über Husum 1905")
    page.get_by_role("button", name="Passwort anzeigen").click()
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(field).to_have_attribute("type", "password")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Möwe", "zu kurz"),
        ("aaaaaaaaaaaaaaaa", "leicht zu erraten"),
        ("abcabcabcabcabc", "leicht zu erraten"),
        ("1234567890123456", "leicht zu erraten"),
        ("Clínica Vier Möwen über Husum", "leicht zu erraten"),  # what the form itself shows
        ("Vier Möwen 19", "mittel"),
        ("Vier Möwen über Hu", "stark"),
        ("Vier Möwen über Husum 1905", "sehr stark"),
    ],
)
def test_a_word_tells_how_strong_a_new_password_is(page: Page, typed: str, word: str) -> None:
    page.get_by_label("Neues Passwort").fill(typed)
    expect(page.locator("[data-strength]")).to_have_text(f"Stärke: {word}")


def test_an_emptied_field_says_nothing_about_strength(page: Page) -> None:
    page.get_by_label("Neues Passwort").fill("Vier Möwen")
    page.get_by_label("Neues Passwort").fill("")
    expect(page.locator("[data-strength]")).to_be_empty()


def test_without_script_there_is_neither_button_nor_meter(visitors: Visitors) -> None:
    page = visitors.at_desk(java_script_enabled=False).page
    page.goto("/anmelden")
    expect(page.get_by_label("Passwort", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Passwort anzeigen")).to_be_hidden()
