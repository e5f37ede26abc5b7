"""Ask the running server over the network, as `prove --live` does."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

TIMEOUT_SECONDS = 5


def headers_over_network(base_url: str, path: str) -> Mapping[str, str] | None:
    """Return the headers of the server's answer by lower-case name; None when nobody answers."""
    try:
        with urlopen(f"{base_url}{path}", timeout=TIMEOUT_SECONDS) as response:  # noqa: S310 - our own origin
            return _lower_case(response.headers)
    except HTTPError as error:
        with error:
            return _lower_case(error.headers)
    except (URLError, TimeoutError):
        return None


def _lower_case(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
