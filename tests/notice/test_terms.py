"""Terms and notice have versions that stand for exactly one text, and the terms say what the clauses promise."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import Any

import pytest

from partnerportal.accounts.terms import NOTICE, TERMS, Edition
from partnerportal.accounts.terms.text import PARTS, german_text, terms_in
from partnerportal.notice import registry
from partnerportal.notice.context import ProofContext
from partnerportal.notice.derived import documents
from partnerportal.notice.typography import NBSP
from partnerportal.notice.wording import words

EDITIONS = "partnerportal/accounts/terms/editions.py"
OF_THE_NOTICE = ("datenschutzerklaerung.md", "datenliste.md", "cookies.md")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def notice_text() -> str:
    """Return everything the notice says, for the reference controller."""
    derived = documents()
    return "\n".join(derived[name] for name in OF_THE_NOTICE)


@pytest.mark.parametrize(
    ("edition", "text"), [(TERMS, german_text), (NOTICE, notice_text)], ids=["terms", "notice"]
)
def test_a_version_stands_for_one_text(edition: Edition, text: Any, db: None) -> None:
    assert edition.digest == digest(text()), (
        f"the text changed: give it a new version and digest in {EDITIONS} "
        "(while nothing is in production, the digest alone)"
    )


@pytest.mark.parametrize("edition", [TERMS, NOTICE])
def test_a_version_fits_where_accounts_keep_it(edition: Edition) -> None:
    assert re.fullmatch(r"20\d\d-\d\d[a-z]?", edition.version)


@pytest.mark.parametrize("clause_id", ["C03", "C04", "C06", "C07"])
def test_the_terms_repeat_what_the_notice_says_about_the_partners_duties(clause_id: str) -> None:
    first_sentence, _, _ = registry.clause(clause_id).sentence.partition(". ")

    assert first_sentence in german_text()


def test_the_terms_repeat_the_indemnity_word_for_word() -> None:
    assert registry.clause("C07").sentence in german_text()


def test_every_passage_is_there_in_both_languages(settings: Any) -> None:
    filled = words(settings.CONTROLLER)
    german, english = terms_in("de", filled), terms_in("en", filled)

    assert [(part.slug, len(part.passages)) for part in german] == [
        (part.slug, len(part.passages)) for part in english
    ]
    assert all("{" not in passage for part in (*german, *english) for passage in part.passages)


def test_sentences_of_the_terms_are_short() -> None:
    sentences = [
        sentence
        for part in PARTS
        for passage in part.passages
        for sentence in re.split(r"(?<=[.!?]) ", passage.german)
    ]

    assert {sentence for sentence in sentences if len(sentence.split()) > 15} == set()


def test_everybody_may_read_the_terms_with_their_version(context: ProofContext, settings: Any) -> None:
    client = context.client()

    page = unescape(client.get("/nutzungsbedingungen").content.decode()).replace(NBSP, " ")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/nutzungsbedingungen").content.decode()

    assert f"Fassung {TERMS.version}" in page
    assert f"Sie stellen {settings.CONTROLLER.operator.name} dann von Ansprüchen Dritter frei." in page
    assert "at least 12 characters" in english.replace(NBSP, " ")


@pytest.mark.parametrize("path", ["/nutzungsbedingungen", "/barrierefreiheit", "/datenschutzerklaerung"])
def test_the_legal_pages_are_linked_from_the_sign_in_page(context: ProofContext, path: str) -> None:
    page = context.client().get("/anmelden").content.decode()

    assert f'href="{path}"' in page
