"""Walk the table of addresses: every route with its name, its parameters and its view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

Patterns = list[URLPattern | URLResolver]


@dataclass(frozen=True)
class Address:
    """One route: `name` as `reverse` knows it, `pattern` as written in urls.py, `parameters` in order."""

    name: str
    pattern: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    def path(self, values: dict[str, object]) -> str:
        """Return the path with the values filled in."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), self.pattern)


def addresses(patterns: Patterns | None = None) -> list[Address]:
    """Return every route a browser uses, of the portal or of these patterns."""
    return [address for address in _every(patterns) if not is_for_software(address)]


def interface_addresses() -> list[Address]:
    """Return every route that opens to a token; tests/api has a matrix of its own for them."""
    return [address for address in _every(None) if is_for_software(address)]


def is_for_software(address: Address) -> bool:
    """Say whether a token opens the route, and no session does."""
    return getattr(address.view, "guard", None) == "token"


def _every(patterns: Patterns | None) -> list[Address]:
    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, "", ""))


def _walk(patterns: Patterns, namespace: str, prefix: str) -> Iterator[Address]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner, pattern)
        else:
            parameters = tuple(re.findall(r"<(?:\w+:)?(\w+)>", pattern))
            yield Address(f"{namespace}{entry.name or ''}", pattern, parameters, entry.callback)
