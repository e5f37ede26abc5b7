"""The unencrypted door: whoever holds all its places open takes nothing more from the process behind it."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from partnerportal.config.serving import plain_http

DEPLOY = Path(__file__).parents[2] / "deploy"


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
    return port


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=2)


def test_a_connection_beyond_the_last_place_is_closed_instead_of_kept_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plain_http, "MOST_CONNECTIONS", 2)
    port = free_port()
    plain_http.start_pointing_on(port, ["portal.example"], "127.0.0.1")
    with (
        closing(connected(port)) as first,
        closing(connected(port)) as second,
        closing(connected(port)) as third,
    ):
        assert third.recv(100) == b""
        second.close()
        first.sendall(b"GET /geheim HTTP/1.1\r\nHost: portal.example\r\n\r\n")
        assert b"Location: https://portal.example/\r\n" in first.recv(500)


def test_the_example_for_caddy_lets_no_second_spelling_of_a_forwarding_header_through() -> None:
    """WSGI has one name for X-Forwarded-For and X_Forwarded_For, and the later one wins; nginx drops the second."""
    assert "header_up -*_*" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
