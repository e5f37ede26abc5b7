"""Decide where and how the portal listens: with its own certificate, or behind a declared proxy."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from partnerportal.config.environment import Environment, Listen
from partnerportal.config.serving import refusals

WITH_TLS = Listen("::", 443)
BEHIND_PROXY = Listen("127.0.0.1", 8000)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Name the files of the certificate chain and its key, both PEM."""

    chain: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Listening:
    """Say where the server listens; without a certificate a declared proxy in front does the encryption."""

    at: Listen
    certificate: Certificate | None
    http_port: int | None

    @property
    def is_plain_on_network(self) -> bool:
        """Say whether the way from the proxy to this process is unencrypted and leaves the machine."""
        is_local = self.at.socket is not None or ip_address(self.at.address).is_loopback
        return self.certificate is None and not is_local


def listening_of(environment: Environment) -> Listening:
    """Return how to listen. Raises: Lacking without both TLS and a proxy, or when everybody is the proxy."""
    if any(network.prefixlen == 0 for network in environment.trusted_proxies):
        raise refusals.everybody_is_proxy()
    certificate = _certificate(environment)
    if certificate is None and not environment.trusted_proxies:
        raise refusals.no_tls()
    default = WITH_TLS if certificate else BEHIND_PROXY
    return Listening(environment.listen or default, certificate, environment.http_port)


def _certificate(environment: Environment) -> Certificate | None:
    if environment.tls_cert is None and environment.tls_key is None:
        return None
    if environment.tls_cert is None or environment.tls_key is None:
        raise refusals.half_a_certificate()
    return Certificate(environment.tls_cert, environment.tls_key)
