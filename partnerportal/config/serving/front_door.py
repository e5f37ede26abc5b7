"""Let only encrypted requests in, and decide whom to believe about where a request came from."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
LOOPBACK = "127.0.0.1"


class FrontDoorMiddleware:
    """Come first: correct what the request says of itself; in production send unencrypted ones away.

    Nothing of a request sent away was read or looked up: no body, no session, no database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or point to the encrypted start page."""
        request.META["REMOTE_ADDR"] = socket_address(request.META.get("REMOTE_ADDR", ""))
        is_local_probe = _is_local_probe(request)
        _believe_only_the_proxy(request)
        request.is_local_probe = is_local_probe  # type: ignore[attr-defined]
        if is_local_probe:
            # A probe on this machine asks for an address, not for a name.
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        elif settings.ONLY_ENCRYPTED and not request.is_secure():
            return _point_on(request)
        return self.get_response(request)


def socket_address(text: str) -> str:
    """Return the peer's address: IPv4 seen through an IPv6 socket as IPv4, a socket in the file system as loopback."""
    if not text:
        return LOOPBACK
    try:
        address = ip_address(text)
    except ValueError:
        return text
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_local_probe(request: HttpRequest) -> bool:
    """Say whether a process on this machine asks itself: what a proxy passes on carries a forwarding header."""
    return (
        request.path in PROBES
        and is_loopback(request.META["REMOTE_ADDR"])
        and not any(name in request.META for name in FORWARDED)
    )


def is_loopback(address: str) -> bool:
    """Say whether the address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _believe_only_the_proxy(request: HttpRequest) -> None:
    """Take the scheme from a declared proxy; drop what anybody else claims about forwarding."""
    is_proxy = _is_declared(request.META["REMOTE_ADDR"])
    if is_proxy and request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
        request.environ["wsgi.url_scheme"] = "https"  # type: ignore[attr-defined]
    for name in FORWARDED:
        if not (is_proxy and name == "HTTP_X_FORWARDED_FOR"):
            request.META.pop(name, None)


def _is_declared(address: str) -> bool:
    try:
        return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


def _point_on(request: HttpRequest) -> HttpResponse:
    try:
        host = request.get_host().partition(":")[0]
    except DisallowedHost:
        return HttpResponse(status=400)
    return HttpResponsePermanentRedirect(f"https://{host}/")
