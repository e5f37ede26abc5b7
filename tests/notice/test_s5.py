"""Break section 5 on purpose and see its proof turn red."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge


def test_c53_turns_red_when_a_cookie_is_not_in_the_table(settings: Any, red: Judge) -> None:
    settings.MIDDLEWARE = ["tests.notice.broken_middleware.sets_an_undeclared_cookie", *settings.MIDDLEWARE]

    assert "Cookie fehlt in der Tabelle: besuchszaehler" in red("C53")


def test_c53_turns_red_when_the_link_to_the_general_notice_is_missing(
    context: ProofContext, red: Judge
) -> None:
    operator = replace(context.controller.operator, general_notice_url="https://andere.example/datenschutz")
    broken = replace(context, controller=replace(context.controller, operator=operator))

    assert "Der Verweis auf die allgemeine Datenschutzerklärung fehlt" in red("C53", broken)
