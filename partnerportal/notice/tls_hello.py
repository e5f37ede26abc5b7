"""Offer a server one version of TLS and see whether it takes it.

The greeting is written by hand (RFC 5246 and RFC 4346, section 7.4.1): today's libraries no longer offer the old
versions, so with them a server that still takes one would look safe.
"""

from __future__ import annotations

import os
import socket
from enum import IntEnum

TIMEOUT_SECONDS = 5.0
HANDSHAKE, SERVER_HELLO = 22, 2

# Suites with and without forward secrecy, old (CBC) and new (GCM): a server finds one whatever it was built with.
SUITES = bytes.fromhex("c02b c02f c02c c030 c009 c013 c00a c014 009c 002f 0035 000a 00ff")
GROUPS = bytes.fromhex("000a 0008 0006 0017 0018 001d")
POINT_FORMATS = bytes.fromhex("000b 0002 0100")
SIGNATURES = bytes.fromhex("000d 0010 000e 0403 0503 0603 0804 0401 0501 0201")


class TlsVersion(IntEnum):
    """Number the versions as they stand on the wire."""

    TLS_1_0 = 0x0301
    TLS_1_1 = 0x0302
    TLS_1_2 = 0x0303


OUTDATED = (TlsVersion.TLS_1_0, TlsVersion.TLS_1_1)


def takes(host: str, port: int, version: TlsVersion) -> bool:
    """Say whether the server goes on with a client that knows nothing newer than `version`. Raises: OSError."""
    with socket.create_connection((host, port), TIMEOUT_SECONDS) as connection:
        connection.sendall(client_hello(host, version))
        try:
            answer = _first_bytes(connection, 6)
        except ConnectionResetError:
            return False
    return len(answer) == 6 and answer[0] == HANDSHAKE and answer[5] == SERVER_HELLO


def client_hello(host: str, version: TlsVersion) -> bytes:
    """Return the first record of a handshake that offers `version` as the newest."""
    name = host.encode("idna")
    server_name = b"\x00\x00" + _sized(2, _sized(2, b"\x00" + _sized(2, name)))
    extensions = server_name + GROUPS + POINT_FORMATS
    if version >= TlsVersion.TLS_1_2:
        extensions += SIGNATURES
    wire_version = version.to_bytes(2, "big")
    body = wire_version + os.urandom(32) + b"\x00" + _sized(2, SUITES) + b"\x01\x00" + _sized(2, extensions)
    return bytes([HANDSHAKE]) + b"\x03\x01" + _sized(2, b"\x01" + _sized(3, body))


def _sized(length_bytes: int, content: bytes) -> bytes:
    return len(content).to_bytes(length_bytes, "big") + content


def _first_bytes(connection: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        chunk = connection.recv(count - len(received))
        if not chunk:
            break
        received += chunk
    return received
