"""C39: production's own server, started for real, takes nothing unencrypted and nothing outdated."""

from __future__ import annotations

import dataclasses
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from partnerportal.kernel.crypto.certificate import write_trial_certificate
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.config.demo_process import free_port, wait_until
from tests.notice.conftest import Judge

pytestmark = pytest.mark.slow

OUTDATED_SERVER = "tests.notice.outdated_server"


def test_c39_is_proven_by_a_trial_start_of_production(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C39")], context)

    assert outcome.status is Status.PROVEN, outcome.evidence
    assert "TLS 1.0 und 1.1 abgelehnt" in outcome.evidence


def test_c39_turns_red_for_a_server_that_takes_outdated_encryption(settings: Any, red: Judge) -> None:
    settings.WEB_SERVER = OUTDATED_SERVER

    found = red("C39")

    assert "Eine Verbindung mit TLS 1.1 kommt zustande" in found
    assert "Ein unverschlüsselter Aufruf wird nicht umgeleitet" in found
    assert "Die Antwort auf einen unverschlüsselten Aufruf verrät etwas" in found
    assert "Der Browser erfährt nicht, dass er nur verschlüsselt anfragen darf" in found
    assert "Dem Cookie sitzung fehlt ein Schutz" in found


def test_c39_turns_red_when_a_cookie_lacks_an_attribute(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.notice.careless_cookies")

    assert red("C39") == "Dem Cookie __Host-sitzung fehlt ein Schutz."


def test_c39_turns_red_when_production_does_not_start(settings: Any, red: Judge) -> None:
    settings.WEB_SERVER = "tests.notice.no_such_server"

    assert "antwortet nicht" in red("C39")


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: ProofContext) -> Iterator[str]:
    """Return the address of a running server with outdated encryption and a certificate of thirteen days."""
    chain, key = write_trial_certificate(tmp_path, context.now, timedelta(days=13))
    port, http_port = free_port(), free_port()
    for name, value in {
        "PORTAL_TLS_CERT": str(chain),
        "PORTAL_TLS_KEY": str(key),
        "PORTAL_LISTEN": f"127.0.0.1:{port}",
        "PORTAL_HTTP_PORT": str(http_port),
        "SSL_CERT_FILE": str(chain),
    }.items():
        monkeypatch.setenv(name, value)
    with subprocess.Popen([sys.executable, "-m", OUTDATED_SERVER], stderr=subprocess.DEVNULL) as server:
        assert wait_until(lambda: _listens(port))
        yield f"https://localhost:{port}"
        server.terminate()


def test_c39_turns_red_live_for_outdated_encryption_and_a_certificate_about_to_end(
    running: str, context: ProofContext, red: Judge
) -> None:
    found = red("C39", dataclasses.replace(context, base_url=running))

    assert "Eine Verbindung mit TLS 1.0 kommt zustande" in found
    assert "Das Zertifikat läuft in weniger als 14 Tagen ab" in found


@pytest.mark.parametrize(
    ("address", "finding"),
    [
        ("http://portal.example", "unverschlüsselt erreichbar"),
        ("https://localhost:1", "nicht sicher erreichbar (ConnectionRefusedError)"),
    ],
)
def test_c39_turns_red_live_for_a_server_without_encryption(
    address: str, finding: str, context: ProofContext, red: Judge
) -> None:
    assert finding in red("C39", dataclasses.replace(context, base_url=address))


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
