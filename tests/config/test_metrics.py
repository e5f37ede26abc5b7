"""Monitoring gets counts on this machine or with the token, and readiness says what is missing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from partnerportal.config import health
from partnerportal.config.figures import FIGURES
from partnerportal.config.metrics import exposition
from tests.cast import House

pytestmark = pytest.mark.django_db

FORWARDED = {"X-Forwarded-For": "203.0.113.9"}


def test_figures_come_in_the_format_of_prometheus(client: Client) -> None:
    answer = client.get("/metrics")

    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert {line.split()[0].removeprefix("portal_") for line in samples} >= set(FIGURES) - {
        "worker_silent_seconds"
    }
    assert all(re.fullmatch(r"portal_[a-z_]+ [0-9.e+-]+", line) for line in samples)
    assert "{" not in answer.content.decode()  # no label, so none that could name anybody


def test_figures_name_nobody(client: Client, house: House) -> None:
    text = client.get("/metrics").content.decode().lower()

    assert "lindner" not in text
    assert "petersen" not in text


def test_others_do_not_even_learn_that_there_are_figures(client: Client, settings: Any) -> None:
    missing = client.get("/no-such-page", headers=FORWARDED)
    answer = client.get("/metrics", headers=FORWARDED)

    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content


@pytest.mark.parametrize(
    ("given", "status"),
    [("Bearer abc-123", 200), ("Bearer abc-124", 404), ("abc-123", 404), ("Bearer ", 404)],
)
def test_token_opens_the_figures(client: Client, settings: Any, given: str, status: int) -> None:
    settings.METRICS_TOKEN = "abc-123"

    assert client.get("/metrics", headers={**FORWARDED, "Authorization": given}).status_code == status


def test_without_a_token_set_an_empty_one_opens_nothing(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={**FORWARDED, "Authorization": "Bearer "}).status_code == 404


def test_exposition_leaves_out_what_has_no_value() -> None:
    assert exposition({"sessions": 3.0}) == (
        "# HELP portal_sessions Sessions that are open\n# TYPE portal_sessions gauge\nportal_sessions 3\n"
    )


def test_readiness_looks_for_migrations_until_it_saw_none(client: Client) -> None:
    health.migrations_complete.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0002_contract_departments'")
    refused = client.get("/readyz")
    assert (refused.status_code, refused.json()) == (503, {"ready": False, "reason": "migrations"})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('config', '0002_contract_departments', now())"
        )

    assert client.get("/readyz").status_code == 200
    assert health.migrations_complete.is_set()
