"""The macros write correct, safe and accessible markup."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.template import engines
from django.utils import translation
from jinja2 import Environment, UndefinedError

from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.ui.samples import samples
from partnerportal.ui.shell import NavigationItem, Shell

TEXT_MACRO = '{% from "ui/macros/fields.html" import text %}'


@pytest.fixture
def env() -> Environment:
    return engines["jinja2"].env


@pytest.fixture
def shell() -> Shell:
    here = NavigationItem("Übersicht", "/uebersicht", "home", is_current=True)
    return Shell(
        "Musterschutz AG",
        "Musterschutz",
        viewer=Viewer(role=Role.OWNER, display_name="Katrin Lindner"),
        initials="KL",
        nav=(here,),
        tabs=(here,),
    )


def rendered(env: Environment, text: str, **context: object) -> str:
    return env.from_string(text).render(**context)


def test_page_of_components_is_valid_html_in_both_languages(env, shell):
    for language in ("de", "en"):
        with translation.override(language):
            page = env.get_template("ui/components.html").render(shell=shell, csrf_input="", **samples())
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{language}"' in page


def test_ids_on_the_page_of_components_are_unique(env, shell):
    page = env.get_template("ui/components.html").render(shell=shell, csrf_input="", **samples())
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_description_and_label_on_the_page_points_to_something(env, shell):
    page = env.get_template("ui/components.html").render(shell=shell, csrf_input="", **samples())
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    pointers = re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', page)
    assert {target for pointer in pointers for target in pointer.split()} <= ids


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_error_page_needs_neither_session_nor_shell(env, status):
    page = env.get_template("ui/error.html").render(status=status)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<h1>" in page


def test_missing_and_foreign_records_get_the_same_bytes(env, shell):
    pages = {env.get_template("ui/error.html").render(shell=shell, status=404) for _ in range(2)}
    assert len(pages) == 1
    assert "csrf" not in pages.pop()


def test_text_of_a_person_is_never_markup(env):
    field = '{{ text("name", "Name", value, error=value) }}'
    assert "<script>" not in rendered(env, TEXT_MACRO + field, value='"><script>alert(1)</script>')


def test_a_field_with_an_error_says_so_to_a_screen_reader(env):
    field = '{{ text("iban", "IBAN", "DE", error="Zu kurz.", hint="22 Zeichen") }}'
    markup = rendered(env, TEXT_MACRO + field)
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_iban-hint id_iban-error"' in markup


def test_a_password_is_never_written_back(env):
    field = '{{ text("password", "Passwort", "geheim", type="password") }}'
    assert "geheim" not in rendered(env, TEXT_MACRO + field)


def test_a_missing_value_stops_the_page(env):
    with pytest.raises(UndefinedError):
        rendered(env, "{{ nobody.name }}")
