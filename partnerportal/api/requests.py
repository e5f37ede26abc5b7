"""Name what the door of the interface adds to a request."""

from __future__ import annotations

from partnerportal.accounts.http import PortalRequest


class ApiRequest(PortalRequest):
    """A request of other software, past the door.

    `scopes` are the words of its token under the present rights of its person. `repeated` is what the first request
    with the same key created, None for a new one; an operation that creates something says what in `created`. Both
    are a claim number or an opaque id.
    """

    scopes: frozenset[str]
    repeated: str | None
    created: str
