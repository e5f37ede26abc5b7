"""Ask the running server over the network, as `prove --live` does."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

TIMEOUT_SECONDS = 5


def headers_over_network(base_url: str, path: str) -> Mapping[str, str] | None:
    """Return the headers of the server's answer; None when nobody answers."""
    try:
        with urlopen(f"{base_url}{path}", timeout=TIMEOUT_SECONDS) as response:  # noqa: S310 - our own origin
            return dict(response.headers.items())
    except HTTPError as error:
        with error:
            return dict(error.headers.items())
    except (URLError, TimeoutError):
        return None
