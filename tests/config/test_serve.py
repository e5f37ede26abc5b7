"""./portal serve, started for real: encrypted, complete, and reloaded without losing a request."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.config.demo_process import wait_until
from tests.config.production_process import PROCESSES, Installation, Server

TAKES_ITS_TIME_SECONDS = 2
"""How long a request in flight goes on after the old process was told to stop."""

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with (
        django_db_blocker.unblock(),
        Installation(tmp_path_factory.mktemp("production")).serving() as running,
    ):
        yield running


def test_pages_come_encrypted_with_protected_cookies_and_hsts(server: Server) -> None:
    response = server.get("/anmelden")

    assert response.status == 200
    assert "max-age=63072000" in response.headers["Strict-Transport-Security"]
    cookies = response.headers.get_all("Set-Cookie") or []
    assert cookies
    for cookie in cookies:
        assert cookie.strip().startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.skipif(not shutil.which("openssl"), reason="could not run: no openssl on this machine")
@pytest.mark.parametrize(("version", "is_taken"), [("1_1", False), ("1_2", True), ("1_3", True)])
def test_tls_below_1_2_is_refused(server: Server, version: str, is_taken: bool) -> None:
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"localhost:{server.installation.port}", f"-tls{version}",
         "-cipher", "ALL:@SECLEVEL=0"],
        input=b"", capture_output=True, timeout=20, check=False,
    )  # fmt: skip

    assert (b"Cipher is (NONE)" not in done.stdout) == is_taken


@pytest.mark.parametrize(
    "file", ["ui/portal.css", "ui/portal.js", "ui/fonts/figtree.woff2", "notice/notice.css"]
)
def test_no_static_file_is_missing(server: Server, file: str) -> None:
    assert server.get(f"/static/{file}").status == 200


def test_static_files_are_compressed(server: Server) -> None:
    response = server.get("/static/ui/portal.css", {"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"


def test_plain_request_learns_the_way_to_the_start_page_and_nothing_else(server: Server) -> None:
    asking = http.client.HTTPConnection("localhost", server.installation.http_port, timeout=5)
    asking.putrequest("POST", "/erstattungen/EA-2026-000123-7?name=Brandt")
    asking.putheader("Content-Length", "1000000")
    asking.endheaders()  # the body never comes
    response = asking.getresponse()
    asking.close()

    assert (response.status, response.getheader("Location")) == (301, "https://localhost/")
    assert response.read() == b""
    assert {name.lower() for name, _ in response.getheaders()} == {"location", "content-length", "connection"}


@pytest.mark.parametrize("host", ["evil.example", "", "localhost\r\nHost: evil.example"])
def test_plain_request_for_another_host_is_sent_nowhere(server: Server, host: str) -> None:
    with socket.create_connection(("127.0.0.1", server.installation.http_port), 5) as asking:
        asking.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        answer = asking.recv(4096)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Location" not in answer


def test_encrypted_door_does_not_answer_plain_requests(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.installation.port), 5) as asking:
        asking.sendall(b"GET /anmelden HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"HTTP" not in asking.recv(4096)


def test_unknown_host_gets_an_error(server: Server) -> None:
    assert server.get("/anmelden", {"Host": "evil.example"}).status == 400


def test_monitoring_on_this_machine_needs_no_name(server: Server) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert server.get(path, {"Host": "127.0.0.1"}).status == 200
    assert server.get("/metrics", {"X-Forwarded-For": "203.0.113.9"}).status == 404


def test_every_line_of_the_log_is_json_and_names_no_path(server: Server) -> None:
    server.get("/no-such-place-at-all")

    lines = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
    others = [line for line in server.log().splitlines() if not line.startswith("{")]
    assert others == ["System check identified no issues (0 silenced)."]
    assert any(line.get("event") == "request" for line in lines)
    assert "no-such-place" not in server.log()


def test_reload_and_stop_lose_no_request_in_flight(
    django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with Installation(tmp_path).serving() as server:
        during_reload = _half_sent(server)
        server.process.send_signal(signal.SIGHUP)
        assert wait_until(lambda: server.said("Stopping old worker") >= 1, 30)
        assert _rest_sent(during_reload) == 403  # a form without its token: the portal answered
        assert wait_until(lambda: server.said("Stopped old worker") == PROCESSES, 60)

        during_stop = _half_sent(server)
        server.process.send_signal(signal.SIGTERM)
        assert wait_until(lambda: server.said("Shutting down") == 1)
        assert _rest_sent(during_stop) == 403
        assert server.process.wait(30) == 0


def _half_sent(server: Server) -> http.client.HTTPSConnection:
    asking = server.connect()
    asking.putrequest("POST", "/anmelden")
    asking.putheader("Content-Type", "application/x-www-form-urlencoded")
    asking.putheader("Content-Length", "11")
    asking.endheaders(b"login=")
    return asking


def _rest_sent(asking: http.client.HTTPSConnection) -> int:
    time.sleep(TAKES_ITS_TIME_SECONDS)
    with closing(asking):
        asking.send(b"x@y.z")
        return asking.getresponse().status
