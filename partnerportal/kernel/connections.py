"""Refuse connections to places nobody declared, in this whole process (clause C44; PEP 578, audit hooks).

The interpreter asks the hook before each connection and each look-up of a name that goes through Python's sockets,
whatever library opens them; a hook cannot be taken off again. It does not see what C code connects itself. In the
portal that is libpq alone, whose one place is PORTAL_DATABASE_URL. Nor does it reach into other programs.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOKS_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
LOOKS_BACK = frozenset({"socket.gethostbyaddr", "socket.getnameinfo"})
MOST_NOTED_BYTES = 1_000_000


class UndeclaredPlace(PermissionError):  # noqa: N818 - reads as the finding it is
    """This process wanted to connect to a place nobody declared. Carries no address: it could hold data."""


@dataclass(frozen=True, slots=True)
class Place:
    """Name a host (or address) and port that may be connected to."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Say what was refused without naming it.

    `kind` is loopback, private or public for an address, name for a host name, other for anything else.
    """

    kind: str
    port: int


def guard_connections(places: Iterable[Place], report: Callable[[Refusal], None]) -> None:
    """From here on refuse what goes elsewhere than to these places: the attempt fails with UndeclaredPlace.

    Sockets in the file system stay open, they do not leave the machine; so does looking up this machine's own name.
    A host may be named by an address too. The hook costs about 0.1 µs for each event that is not of a socket.
    """
    guard = _Guard(frozenset(places), report)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in SENDS:
            guard.check_sending(*arguments)
        elif event in LOOKS_UP:
            guard.check_name(arguments[0])
        elif event in LOOKS_BACK:
            guard.check_address(arguments[0])

    sys.addaudithook(hook)


def note_refusal(file: Path, refusal: Refusal, at: datetime) -> None:
    """Add a line to the file that doctor and metrics count; from 1 MB on nothing more is added."""
    if not file.exists() or file.stat().st_size < MOST_NOTED_BYTES:
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"{at:%Y-%m-%dT%H:%M:%SZ} {refusal.kind} {refusal.port}\n")


def noted_refusals(file: Path) -> int:
    """Return how many refusals the file holds."""
    return file.read_bytes().count(b"\n") if file.exists() else 0


class _Guard:
    def __init__(self, places: frozenset[Place], report: Callable[[Refusal], None]) -> None:
        self._places = places
        self._report = report
        self._names = {place.host.lower() for place in places} | {"localhost", socket.gethostname().lower()}
        self._addresses: dict[Place, frozenset[str]] = {}

    def check_sending(self, sender: socket.socket, address: Any) -> None:
        """Return for a declared place. Raises: UndeclaredPlace."""
        if sender.family == socket.AF_UNIX or address is None:
            return
        if sender.family not in {socket.AF_INET, socket.AF_INET6}:
            self._refuse("other", 0)
        host, port = _text(address[0]), int(address[1])
        if not any(self._is_at(place, host) for place in self._places if place.port == port):
            self._refuse(_kind(host), port)

    def check_name(self, name: Any) -> None:
        """Return for the name of a declared place, of this machine, or for an address. Raises: UndeclaredPlace."""
        host = _text(name or "")
        if host and host not in self._names and not _is_address(host):
            self._refuse("name", 0)

    def check_address(self, asked: Any) -> None:
        """Return where no address is asked for its name: that would tell a name server who is here."""
        host = _text(asked[0] if isinstance(asked, tuple) else asked)
        if _is_address(host) and not ip_address(host).is_loopback:
            self._refuse(_kind(host), 0)
        self.check_name(host)

    def _is_at(self, place: Place, host: str) -> bool:
        if host == place.host.lower() or host in self._addresses.get(place, ()):
            return True
        if not _is_address(host):
            return False
        self._addresses[place] = _addresses_of(place)  # the name may have moved since
        return host in self._addresses[place]

    def _refuse(self, kind: str, port: int) -> None:
        self._report(Refusal(kind, port))
        raise UndeclaredPlace


def _addresses_of(place: Place) -> frozenset[str]:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        return frozenset()
    return frozenset(str(entry[4][0]) for entry in found)


def _text(host: str | bytes | bytearray) -> str:
    return (host if isinstance(host, str) else bytes(host).decode("ascii", "replace")).lower()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _kind(host: str) -> str:
    if not _is_address(host):
        return "name"
    address = ip_address(host)
    return "loopback" if address.is_loopback else "private" if address.is_private else "public"
