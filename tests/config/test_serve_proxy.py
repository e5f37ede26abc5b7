"""Behind a declared proxy: only that proxy is believed, and only what it encrypts comes in."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from partnerportal.config.environment import WrongSetting, read_environment
from partnerportal.config.serving.front_door import FrontDoorMiddleware, socket_address
from partnerportal.config.serving.listening import listening_of
from tests.config.production_process import Installation, Server

ENCRYPTED = {"Host": "portal.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with django_db_blocker.unblock():
        installation = Installation(tmp_path_factory.mktemp("proxied"))
        for name in ("PORTAL_TLS_CERT", "PORTAL_TLS_KEY", "PORTAL_HTTP_PORT"):
            del installation.settings[name]
        installation.settings["PORTAL_TRUSTED_PROXIES"] = "127.0.0.1"
        with installation.serving() as running:
            yield running


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_proxy_encrypted_is_answered_with_protected_cookies(server: Server) -> None:
    answer = server.get("/anmelden", ENCRYPTED)

    assert answer.status == 200
    assert all("Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie") or [""])


@pytest.mark.slow
@pytest.mark.django_db
def test_what_the_proxy_got_unencrypted_is_sent_to_the_start_page(server: Server) -> None:
    answer = server.get("/erstattungen?x=1", {"Host": "portal.example", "X-Forwarded-Proto": "http"})

    assert (answer.status, answer.headers["Location"]) == (301, "https://portal.example/")
    assert answer.body == b""
    assert "Set-Cookie" not in answer.headers


@pytest.mark.slow
@pytest.mark.django_db
def test_a_stranger_sees_no_figures_through_the_proxy(server: Server) -> None:
    assert server.get("/metrics", ENCRYPTED).status == 404
    assert server.get("/metrics").status == 200


@pytest.fixture
def in_production(settings: Any) -> Any:
    settings.ONLY_ENCRYPTED = True
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.TRUSTED_PROXIES = (ip_network("10.0.0.5"),)
    return settings


def through_the_door(
    peer: str, path: str = "/anmelden", **meta: str
) -> tuple[HttpResponse, HttpRequest | None]:
    """Return the answer, and the request as the portal got it; None when the door sent it away."""
    seen: list[HttpRequest] = []

    def portal(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse("in")

    request = RequestFactory().get(path)
    request.META.update({"HTTP_HOST": "portal.example", "REMOTE_ADDR": peer, **meta})
    answer = FrontDoorMiddleware(portal)(request)
    assert isinstance(answer, HttpResponse)
    return answer, seen[0] if seen else None


@pytest.mark.parametrize("peer", ["10.0.0.5", "::ffff:10.0.0.5"])
def test_declared_proxy_is_believed(in_production: Any, peer: str) -> None:
    answer, request = through_the_door(
        peer,
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_HOST="evil.example",
    )

    assert answer.content == b"in"
    assert request is not None
    assert request.is_secure()
    assert request.META["REMOTE_ADDR"] == "10.0.0.5"
    assert request.META["HTTP_X_FORWARDED_FOR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_HOST" not in request.META


@pytest.mark.parametrize("peer", ["10.0.0.6", "127.0.0.1", "203.0.113.1", "", "nonsense"])
def test_nobody_else_is_believed(in_production: Any, peer: str) -> None:
    answer, request = through_the_door(peer, HTTP_X_FORWARDED_PROTO="https")

    assert request is None
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://portal.example/")


@pytest.mark.parametrize("word", ["HTTPS", "https,http", "http,https", " https", "on"])
def test_only_the_exact_word_counts(in_production: Any, word: str) -> None:
    assert through_the_door("10.0.0.5", HTTP_X_FORWARDED_PROTO=word)[1] is None


def test_unencrypted_request_for_another_host_is_sent_nowhere(in_production: Any) -> None:
    answer, request = through_the_door("203.0.113.1", HTTP_HOST="evil.example")

    assert request is None
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED"])
def test_probe_that_was_passed_on_is_no_local_probe(in_production: Any, header: str) -> None:
    in_production.TRUSTED_PROXIES = (ip_network("127.0.0.1"),)

    assert through_the_door("127.0.0.1", "/metrics", **{header: "203.0.113.9"})[1] is None
    assert through_the_door("127.0.0.1", "/metrics")[1] is not None


def test_a_page_is_no_probe(in_production: Any) -> None:
    assert through_the_door("127.0.0.1", "/anmelden")[1] is None


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "127.0.0.1"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_address_of_the_socket_is_written_one_way(seen: str, meant: str) -> None:
    assert socket_address(seen) == meant


class TestWhereItListens:
    @pytest.fixture(autouse=True)
    def production(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name, value in {
            "MODE": "production",
            "HOSTS": "portal.example",
            "DATA_DIR": str(tmp_path),
        }.items():
            monkeypatch.setenv(f"PORTAL_{name}", value)

    def test_with_a_certificate_on_every_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PORTAL_TLS_CERT", "/etc/c.pem")
        monkeypatch.setenv("PORTAL_TLS_KEY", "/etc/c.key")

        listening = listening_of(read_environment())

        assert (listening.at.address, listening.at.port) == ("::", 443)

    @pytest.mark.parametrize(
        ("listen", "leaves_the_machine"),
        [
            (None, False),
            ("127.0.0.1:8000", False),
            ("unix:/run/portal/web.sock", False),
            ("10.0.0.7:8000", True),
        ],
    )
    def test_behind_a_proxy_on_this_machine_unless_told(
        self, monkeypatch: pytest.MonkeyPatch, listen: str | None, leaves_the_machine: bool
    ) -> None:
        monkeypatch.setenv("PORTAL_TRUSTED_PROXIES", "127.0.0.1")
        if listen:
            monkeypatch.setenv("PORTAL_LISTEN", listen)

        assert listening_of(read_environment()).is_plain_on_network == leaves_the_machine

    @pytest.mark.parametrize("listen", ["443", "portal.example:443", "[::]:0", "[::]:99999", "unix:run"])
    def test_wrong_address_is_named(self, monkeypatch: pytest.MonkeyPatch, listen: str) -> None:
        monkeypatch.setenv("PORTAL_LISTEN", listen)

        with pytest.raises(WrongSetting, match="PORTAL_LISTEN"):
            read_environment()

    @pytest.mark.parametrize(
        ("url", "sslmode"),
        [
            ("postgresql://portal_web@127.0.0.1/portal", None),
            ("postgresql://portal_web@/portal?host=/run/postgresql", None),
            ("postgresql://portal_web@db.internal/portal", "require"),
            ("postgresql://portal_web@db.internal/portal?sslmode=verify-full", "verify-full"),
        ],
    )
    def test_database_elsewhere_is_reached_encrypted_only(
        self, monkeypatch: pytest.MonkeyPatch, url: str, sslmode: str | None
    ) -> None:
        monkeypatch.setenv("PORTAL_DATABASE_URL", url)

        database = read_environment().database

        assert database is not None
        assert database.get("sslmode") == sslmode
