"""Decide which department a matter goes to, and when a failed delivery is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TypeVar

Department = TypeVar("Department")
DEFAULT_RULE = ""
RETRY_BASE_SECONDS = 30
RETRY_LIMIT = timedelta(hours=24)


class NoRoutingRule(LookupError):  # noqa: N818 - reads as what it says
    """Neither the line of business nor the default rule (empty line) names a department."""


def department_for(line_of_business: str, rules: Mapping[str, Department]) -> Department:
    """Return the department of the line of business, else that of the default rule. Raises: NoRoutingRule."""
    if line_of_business in rules:
        return rules[line_of_business]
    if DEFAULT_RULE in rules:
        return rules[DEFAULT_RULE]
    raise NoRoutingRule(line_of_business)


def next_attempt_after(attempts: int) -> timedelta | None:
    """Return how long to wait after one more failure than `attempts`: 30 s, doubling, the last after 24 hours in all.

    None once the 24 hours are over.
    """
    waited = timedelta(seconds=RETRY_BASE_SECONDS * (2**attempts - 1))
    if waited >= RETRY_LIMIT:
        return None
    return min(timedelta(seconds=RETRY_BASE_SECONDS * 2**attempts), RETRY_LIMIT - waited)
