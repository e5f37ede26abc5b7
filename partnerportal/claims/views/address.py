"""Read what an address carries behind the question mark."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404


def id_in(text: str | None) -> UUID | None:
    """Return the id in an address, None for none. Raises: Http404 for an unreadable one: no such address."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
