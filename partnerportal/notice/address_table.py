"""Read the URL table: which addresses exist, and how each is guarded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

_PARAMETER = re.compile(r"<(?:(?P<kind>[a-z_]+):)?(?P<name>[a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """Be one route.

    `guard` is "public", "token", a mapping with its roles, or None; `service` the one it belongs to, if any.
    """

    name: str
    route: str
    guard: object
    service: str | None = None

    @property
    def is_public(self) -> bool:
        """Say whether the route is public by name."""
        return self.guard == "public"

    @property
    def needs_account(self) -> bool:
        """Say whether the route names the roles it opens to."""
        return isinstance(self.guard, Mapping) and bool(self.guard.get("roles"))

    @property
    def needs_token(self) -> bool:
        """Say whether the route opens to a token of other software, and to no session."""
        return self.guard == "token"

    @property
    def parameters(self) -> dict[str, str]:
        """Return the route's parameters with their converter, such as {"number": "str"}."""
        return {found["name"]: found["kind"] or "str" for found in _PARAMETER.finditer(self.route)}

    def path(self, values: Mapping[str, object]) -> str:
        """Return the path with `values` by converter ("uuid"). Raises: KeyError for an unknown one."""
        return "/" + _PARAMETER.sub(lambda found: str(values[found["kind"] or "str"]), self.route)


def addresses() -> tuple[Address, ...]:
    """Return every route of the portal, nested ones included."""
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            name = ":".join(part for part in (namespace, pattern.name) if part)
            view = pattern.callback
            yield Address(name, route, getattr(view, "guard", None), getattr(view, "service", None))
