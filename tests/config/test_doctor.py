"""The doctor finds what is wrong and names the next step; it reads counts, never rows."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from partnerportal.config.doctor.command import document, is_well
from partnerportal.config.doctor.database import examine_database
from partnerportal.config.doctor.files import examine_files
from partnerportal.config.doctor.finding import Finding, Level, error, ok, warning
from partnerportal.config.doctor.mail import examine_mail
from partnerportal.config.doctor.queue import examine_figures
from partnerportal.config.doctor.versions import judged
from partnerportal.config.environment import Environment, read_environment
from partnerportal.config.figures import FIGURES, figures
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import KeyRing
from partnerportal.kernel.crypto.certificate import write_trial_certificate
from tests.config.production_process import Installation

WELL = {
    "jobs_waiting": 0.0, "oldest_job_seconds": 0.0, "jobs_running": 0.0, "jobs_failed": 0.0,
    "worker_silent_seconds": 3.0, "deliveries_pending": 0.0, "deliveries_failed": 0.0, "sessions": 0.0,
    "inbox_open": 0.0, "journal_months_ahead": 3.0, "journal_unsealed_seconds": 0.0,
}  # fmt: skip


def levels(findings: list[Finding], area: str) -> set[Level]:
    return {finding.level for finding in findings if finding.area == area}


@pytest.fixture
def installation(db: None, tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture
def environment(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Environment:
    for name, value in installation.settings.items():
        monkeypatch.setenv(name, value)
    return read_environment()


@pytest.mark.parametrize(
    ("product", "version", "today", "level"),
    [
        ("Python", "3.11.7", date(2026, 11, 25), Level.OK),
        ("Python", "3.11.7", date(2027, 6, 1), Level.WARNING),
        ("Python", "3.11.7", date(2027, 11, 1), Level.ERROR),
        ("PostgreSQL", "15.18", date(2027, 11, 11), Level.WARNING),
        ("PostgreSQL", "15.18", date(2027, 11, 12), Level.ERROR),
        ("Django", "5.2.19", date(2026, 11, 25), Level.OK),
        ("Python", "3.99.1", date(2026, 11, 25), Level.WARNING),
    ],
)
def test_version_past_its_support_is_an_error(product: str, version: str, today: date, level: Level) -> None:
    assert judged(product, version, today).level is level


def test_sound_installation_has_no_error(environment: Environment) -> None:
    findings = examine_files(environment, utc_now())

    assert {finding.area for finding in findings} >= {"keys", "controller", "tls", "certificate", "disk"}
    assert levels(findings, "keys") == levels(findings, "controller") == levels(findings, "tls") == {Level.OK}


@pytest.mark.parametrize(("days", "level"), [(13, Level.ERROR), (29, Level.WARNING), (90, Level.OK)])
def test_certificate_is_watched(environment: Environment, tmp_path: Path, days: int, level: Level) -> None:
    write_trial_certificate(tmp_path, utc_now(), timedelta(days=days, hours=1))

    assert levels(examine_files(environment, utc_now()), "certificate") == {level}


def test_open_or_foreign_keys_are_found(environment: Environment) -> None:
    environment.secret_key_file.chmod(0o644)
    environment.key_file.unlink()
    KeyRing.create(environment.key_file, is_demo=True)

    messages = [finding.message for finding in examine_files(environment, utc_now())]

    assert "PORTAL_SECRET_KEY_FILE ist für andere lesbar." in messages
    assert "PORTAL_KEY_FILE enthält die Schlüssel der Vorführung." in messages
    environment.key_file.chmod(0o644)
    assert any("für andere offen" in finding.message for finding in examine_files(environment, utc_now()))


def test_missing_controller_and_encryption_are_found(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PORTAL_CONTROLLER", "PORTAL_TLS_CERT", "PORTAL_TLS_KEY"):
        monkeypatch.delenv(name)

    findings = examine_files(read_environment(), utc_now())

    assert levels(findings, "controller") == levels(findings, "tls") == {Level.ERROR}
    assert all(finding.next_step for finding in findings if finding.level is Level.ERROR)


@pytest.fixture
def plain_mail_server() -> Iterator[int]:
    """Return the port of a mail server that does not encrypt."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with listener.accept()[0] as client:
            client.sendall(b"220 hello\r\n")
            client.recv(1024)
            client.sendall(b"250 hello\r\n")
            client.recv(1024)

    thread = threading.Thread(target=answer)
    thread.start()
    yield listener.getsockname()[1]
    thread.join()
    listener.close()


def test_mail_server_without_encryption_is_found(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, plain_mail_server: int
) -> None:
    assert levels(examine_mail(environment), "mail") == {Level.ERROR}
    monkeypatch.setenv("PORTAL_SMTP_URL", f"smtp://127.0.0.1:{plain_mail_server}")

    (finding,) = examine_mail(read_environment())

    assert "antwortet nicht verschlüsselt" in finding.message


def test_figures_of_a_healthy_queue_and_journal_are_well() -> None:
    assert WELL.keys() == FIGURES.keys()
    assert is_well(examine_figures(WELL))


@pytest.mark.parametrize(
    ("figure", "value", "level"),
    [
        ("worker_silent_seconds", None, Level.ERROR),
        ("worker_silent_seconds", 60.0, Level.WARNING),
        ("worker_silent_seconds", 180.0, Level.ERROR),
        ("oldest_job_seconds", 4000.0, Level.ERROR),
        ("deliveries_failed", 1.0, Level.ERROR),
        ("jobs_failed", 1.0, Level.WARNING),
        ("journal_months_ahead", 0.0, Level.ERROR),
        ("journal_unsealed_seconds", 4000.0, Level.ERROR),
    ],
)
def test_figure_out_of_bounds_is_found(figure: str, value: float | None, level: Level) -> None:
    values = {name: number for name, number in {**WELL, figure: value}.items() if number is not None}

    findings = examine_figures(values)

    assert max(list(Level).index(finding.level) for finding in findings) == list(Level).index(level)


@pytest.mark.django_db
def test_figures_are_counts_that_every_process_may_have() -> None:
    for role in ("portal_read", "portal_web", "portal_worker"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
        values = figures()
        assert set(FIGURES) - set(values) <= {"worker_silent_seconds"}
        assert all(isinstance(value, float) for value in values.values())
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def test_document_has_the_agreed_form() -> None:
    findings = [ok("disk", "gut"), warning("tls", "achtung", "tun")]

    assert json.loads(document(findings)) == {
        "ok": True,
        "findings": [
            {"area": "disk", "level": "ok", "message": "gut", "next_step": ""},
            {"area": "tls", "level": "warning", "message": "achtung", "next_step": "tun"},
        ],
    }
    assert not is_well([*findings, error("mail", "fehlt", "setzen")])


@pytest.mark.slow
def test_command_examines_a_real_installation_as_any_login(installation: Installation) -> None:
    installation.settings["PORTAL_SMTP_URL"] = "smtps://127.0.0.1:1"

    done = installation.run("doctor", "--json")

    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (1, False)  # no worker runs, no mail server answers
    by_area: dict[str, set[str]] = {}
    for finding in found["findings"]:
        by_area.setdefault(finding["area"], set()).add(finding["level"])
    assert by_area["roles"] == by_area["migrations"] == {"ok"}
    assert "error" in by_area["queue"] & by_area["mail"]


@pytest.mark.slow
def test_command_names_a_wrong_setting_and_a_database_that_is_away(installation: Installation) -> None:
    installation.settings["PORTAL_DATABASE_URL"] = "postgresql://portal_web@127.0.0.1:1/portal"
    assert "Die Datenbank ist nicht erreichbar" in installation.run("doctor").stdout
    del installation.settings["PORTAL_HOSTS"]

    done = installation.run("doctor")

    assert done.returncode == 1
    assert "PORTAL_HOSTS" in done.stdout


@pytest.mark.django_db
def test_table_without_row_protection_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_open (id int)")

    findings = examine_database(date(2026, 11, 25))

    assert any(finding.message == "Ohne Zeilenschutz: left_open." for finding in findings)


def test_full_disk_is_found(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 95, 5))

    assert levels(examine_files(environment, utc_now()), "disk") == {Level.ERROR}
