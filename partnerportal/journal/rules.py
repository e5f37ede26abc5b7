"""Decide which address a request came from."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address


def client_address(peer: str, forwarded_for: str, trusted: Iterable[IPv4Network | IPv6Network]) -> str:
    """Return the address of the client as text.

    `peer` is the socket's address. Only when it is a declared proxy is `X-Forwarded-For` read, from the right: the
    first hop that is not a declared proxy is the client. What a client writes itself further left is never believed.
    """
    networks = tuple(trusted)
    address = _clean(peer)
    for hop in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
        if not _is_trusted(address, networks):
            break
        if _clean(hop) == UNKNOWN:
            break
        address = _clean(hop)
    return address


UNKNOWN = "0.0.0.0"  # noqa: S104 - the "no address" value of the column, nothing is bound to it


def _clean(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return UNKNOWN


def _is_trusted(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(ip_address(address) in network for network in networks)
