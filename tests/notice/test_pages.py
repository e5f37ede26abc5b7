"""Show the notice, the imprint and the help page to everyone."""

from __future__ import annotations

import gzip
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from partnerportal.notice import prove, registry
from partnerportal.notice.browsing import DATA_LIST, NOTICE
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage, signed_in
from partnerportal.notice.typography import NBSP, held_together


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode()).replace(NBSP, " ")


def test_the_notice_shows_every_clause_with_its_implementation(context: ProofContext, settings: Any) -> None:
    page = text_of(context.client(), NOTICE)

    for clause in registry.CLAUSES:
        assert f'id="{clause.id}"' in page
    assert "endet mit der Abmeldung oder durch Ablauf: nach 15 Minuten ohne Eingabe" in page
    assert page.count("So setzen wir das um") == len(registry.CLAUSES)
    assert f'href="{settings.CONTROLLER.operator.general_notice_url}"' in page


def test_the_notice_shows_state_and_day_of_the_last_proof(
    context: ProofContext, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    row = {"id": "C30", "status": "proven", "evidence": "", "checked_at": "2026-11-19T07:31:00+00:00"}
    prove.store({"clauses": [row]}, tmp_path)

    page = text_of(context.client(), NOTICE)

    assert "Belegt" in page
    assert '<time datetime="2026-11-19T08:31:00+01:00">' in page


def test_the_english_notice_is_marked_as_a_convenience_translation(
    context: ProofContext, settings: Any
) -> None:
    client = context.client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = text_of(client, NOTICE)

    assert "A session ends when you log out or when it expires" in page
    assert '<html lang="en"' in page


def test_the_notice_appears_in_the_frame_of_whoever_is_signed_in(context: ProofContext) -> None:
    stage = set_stage(context)

    page = text_of(signed_in(context, stage.near.owner), NOTICE)

    assert 'action="/abmelden"' in page


def test_the_list_of_data_is_part_of_the_notice(context: ProofContext) -> None:
    titles = {entry.title for entry in context.catalogue.entries}

    notice, data_list = text_of(context.client(), NOTICE), text_of(context.client(), DATA_LIST)

    assert f'href="{DATA_LIST}"' in notice
    assert {title for title in titles if title not in data_list} <= {
        title for title in titles if title in notice
    }


@pytest.mark.parametrize("path", [NOTICE, DATA_LIST])
def test_the_notice_stays_small(context: ProofContext, settings: Any, tmp_path: Path, path: str) -> None:
    settings.DATA_DIR = tmp_path
    checked = "2026-11-19T07:31:00+00:00"
    rows = [
        {"id": clause.id, "status": "proven", "evidence": "", "checked_at": checked}
        for clause in registry.CLAUSES
        if clause.claims_proof
    ]
    prove.store({"clauses": rows}, tmp_path)

    response = context.client().get(path)

    assert len(gzip.compress(response.content)) <= 12 * 1024


@pytest.mark.parametrize("path", ["/impressum", "/hilfe"])
def test_imprint_and_help_are_public_and_name_the_operator(
    context: ProofContext, settings: Any, path: str
) -> None:
    page = text_of(context.client(), path)

    assert settings.CONTROLLER.operator.name in page
    assert settings.CONTROLLER.operator.phone in page


def test_help_names_the_limits_of_the_session(context: ProofContext) -> None:
    page = text_of(context.client(), "/hilfe")

    assert "nach 15 Minuten, sonst nach 8 Stunden" in page


def test_number_and_unit_stay_on_one_line() -> None:
    assert held_together("nach 15 Minuten, Art. 6 Abs. 1") == f"nach 15{NBSP}Minuten, Art.{NBSP}6 Abs.{NBSP}1"
    assert held_together("Telefon 0221 4710 100") == f"Telefon 0221{NBSP}4710{NBSP}100"
