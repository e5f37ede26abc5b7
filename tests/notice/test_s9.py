"""Break section 9 on purpose and see its proof turn red."""

from __future__ import annotations

from dataclasses import replace

from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge


def test_c73_turns_red_when_the_controller_file_lacks_a_contact(context: ProofContext, red: Judge) -> None:
    officer = replace(context.controller.officer, phone="")
    broken = replace(context, controller=replace(context.controller, officer=officer))

    assert "Datenschutz: Telefon fehlt in der Betreiberdatei" in red("C73", broken)


def test_c73_turns_red_when_the_page_shows_another_address(context: ProofContext, red: Judge) -> None:
    operator = replace(context.controller.operator, phone="0221 4710 777")
    broken = replace(context, controller=replace(context.controller, operator=operator))

    assert "Verantwortlicher: Telefon fehlt in der Erklärung" in red("C73", broken)
