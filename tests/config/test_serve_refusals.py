"""Production does not start unsafe: one German and one English sentence with the next step, exit 3."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from partnerportal.database.roles import OWNER
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import KeyRing
from partnerportal.kernel.crypto.certificate import write_trial_certificate
from tests.config.production_process import Installation, database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def refusal(installation: Installation) -> tuple[str, str]:
    """Start, want the exit code 3, and return the German and the English sentence."""
    done = installation.run("serve")
    assert done.returncode == 3, done.stderr
    german, english = done.stderr.strip().splitlines()
    return german, english


def test_refuses_without_encryption(installation: Installation) -> None:
    del installation.settings["PORTAL_TLS_CERT"], installation.settings["PORTAL_TLS_KEY"]

    german, english = refusal(installation)

    assert german.startswith("Ohne Verschlüsselung startet das Portal nicht; nennen Sie PORTAL_TLS_CERT")
    assert english.startswith("The portal does not start without encryption; name PORTAL_TLS_CERT")


def test_refuses_a_proxy_that_is_everybody(installation: Installation) -> None:
    installation.settings["PORTAL_TRUSTED_PROXIES"] = "0.0.0.0/0"

    assert "vertraut jedem Absender" in refusal(installation)[0]


def test_refuses_a_certificate_that_has_expired(installation: Installation) -> None:
    write_trial_certificate(installation.folder, utc_now() - timedelta(hours=2))

    assert "abgelaufen" in refusal(installation)[0]


def test_refuses_a_key_of_another_certificate(installation: Installation, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    installation.settings["PORTAL_TLS_KEY"] = str(write_trial_certificate(other, utc_now())[1])

    assert "passen nicht zusammen" in refusal(installation)[0]


def test_refuses_a_key_the_server_could_not_read(installation: Installation) -> None:
    key = Path(installation.settings["PORTAL_TLS_KEY"])
    key.write_text(key.read_text().replace("PRIVATE KEY", "EC PRIVATE KEY"))

    assert "openssl pkcs8 -topk8 -nocrypt" in refusal(installation)[0]


def test_refuses_without_controller_file(installation: Installation) -> None:
    del installation.settings["PORTAL_CONTROLLER"]

    assert refusal(installation)[0].startswith("Die Betreiberdatei fehlt")


def test_refuses_a_controller_file_with_a_gap(installation: Installation) -> None:
    controller = installation.folder / "controller.toml"
    controller.write_text("[operator]\n")
    installation.settings["PORTAL_CONTROLLER"] = str(controller)

    assert "„operator.name“ fehlt" in refusal(installation)[0]


def test_refuses_the_keys_of_the_demo(installation: Installation) -> None:
    keys = Path(installation.settings["PORTAL_KEY_FILE"])
    keys.unlink()
    KeyRing.create(keys, is_demo=True)

    german, english = refusal(installation)

    assert "Schlüssel der Vorführung" in german
    assert "keys of the demo" in english


@pytest.mark.parametrize("login", [OWNER, "postgres"])
def test_refuses_a_login_that_may_too_much(installation: Installation, login: str) -> None:
    installation.settings["PORTAL_DATABASE_URL"] = database_url(login)

    assert "melden Sie sich als portal_web an" in refusal(installation)[0]


def test_refuses_a_database_that_does_not_answer(installation: Installation) -> None:
    installation.settings["PORTAL_DATABASE_URL"] = "postgresql://portal_web@127.0.0.1:1/portal"

    german, _english = refusal(installation)

    assert "prüfen Sie PORTAL_DATABASE_URL" in german
    assert "127.0.0.1" not in german


def test_refuses_with_a_pending_migration(installation: Installation) -> None:
    row = ("config", "0002_contract_departments")
    values = connection.settings_dict
    with psycopg.connect(
        host=values["HOST"], port=values["PORT"], user=values["USER"], dbname=values["NAME"], autocommit=True
    ) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s", row)
        try:
            german, _english = refusal(installation)
        finally:
            owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", row)

    assert "1 Schritte älter" in german
    assert "./portal migrate" in german


def test_refuses_an_address_that_is_taken(installation: Installation) -> None:
    with installation.serving():
        assert f"127.0.0.1 Port {installation.port}" in refusal(installation)[0]


def test_other_commands_name_the_gap_in_the_controller_file_too(installation: Installation) -> None:
    controller = installation.folder / "controller.toml"
    controller.write_text("[operator]\n")
    installation.settings["PORTAL_CONTROLLER"] = str(controller)

    done: subprocess.CompletedProcess[str] = installation.run("worker")

    assert done.returncode == 3
    assert "Traceback" not in done.stderr
