"""Break section 3 on purpose and see its proofs turn red."""

from __future__ import annotations

from typing import Any

from tests.notice.conftest import Judge


def test_c34_turns_red_when_an_address_is_neither_public_nor_guarded(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_urls"

    assert "Weder öffentlich noch geschützt: broken_unguarded" in red("C34")


def test_c34_turns_red_when_a_guard_does_not_hold(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_urls"

    findings = red("C34")
    assert "Ohne Anmeldung erreichbar: broken_claim" in findings
    assert "Mit geschlossenem Zugang erreichbar: broken_claim" in findings
