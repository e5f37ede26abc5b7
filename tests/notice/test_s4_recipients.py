"""Break clause C44 on purpose and see its proof turn red: exports, connections, disclosures."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as portal_settings

from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from partnerportal.privacy.exports import ANYONE, EXPORTS, HOUSE, Export, Trace
from tests.notice.conftest import Judge

BROKEN_URLS = "tests.notice.stray_exports"


def test_c44_holds_for_every_address(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C44")], context)

    assert outcome.status is Status.PROVEN, outcome.evidence
    assert f"{len(EXPORTS)} Adressen geben Dateien" in outcome.evidence


def test_c44_turns_red_when_an_address_gives_a_file_and_is_not_listed(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = BROKEN_URLS

    assert "Adresse broken_file: Sie gibt eine Datei aus und steht nicht auf der Liste" in red("C44")


def test_c44_turns_red_when_nobody_refuses_a_file_that_is_not_listed(settings: Any, red: Judge) -> None:
    settings.MIDDLEWARE = [
        name for name in portal_settings.MIDDLEWARE if not name.endswith("DeclaredExportsMiddleware")
    ]

    assert "Eine Datei von einer nicht gelisteten Adresse geht hinaus" in red("C44")


def test_c44_turns_red_when_the_list_names_an_address_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setitem(EXPORTS, "claims:all", Export("claims:all", HOUSE, Trace.NONE))

    assert "Ausgabe claims:all: Die Adresse gibt es nicht" in red("C44")


def test_c44_turns_red_when_a_listed_address_has_no_guard(
    monkeypatch: pytest.MonkeyPatch, settings: Any, red: Judge
) -> None:
    settings.ROOT_URLCONF = BROKEN_URLS
    monkeypatch.setitem(EXPORTS, "broken_file", Export("broken_file", HOUSE, Trace.NONE))

    assert "Ausgabe broken_file: Die Adresse ist nicht bewacht" in red("C44")


def test_c44_turns_red_when_a_listed_address_answers_a_stranger(
    monkeypatch: pytest.MonkeyPatch, settings: Any, red: Judge
) -> None:
    settings.ROOT_URLCONF = BROKEN_URLS
    settings.MIDDLEWARE = [
        name for name in portal_settings.MIDDLEWARE if not name.endswith("DeclaredExportsMiddleware")
    ]
    monkeypatch.setitem(EXPORTS, "broken_file", Export("broken_file", HOUSE, Trace.NONE))

    assert "Adresse broken_file: Fremde erhalten eine Datei" in red("C44")


def test_c44_turns_red_when_the_list_names_other_readers_than_the_guard(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setitem(EXPORTS, "claims:receipt", Export("claims:receipt", ANYONE, Trace.NONE))

    assert "Ausgabe claims:receipt: Die Liste nennt andere Empfänger als die Adresse" in red("C44")


def test_c44_turns_red_when_no_transaction_notes_what_is_taken_along(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    receipt = Export("claims:receipt", EXPORTS["claims:receipt"].readers, Trace.TRANSACTION)
    monkeypatch.setitem(EXPORTS, "claims:receipt", receipt)

    findings = red("C44")
    assert "Ausgabe claims:receipt: Kein Bearbeitungsvorgang hält sie fest" in findings
    assert "Adresse claims:receipt: Die Datei geht ohne Bearbeitungsvorgang hinaus" in findings
