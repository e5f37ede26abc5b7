"""Decide which department a matter goes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Department = TypeVar("Department")
DEFAULT_RULE = ""


class NoRoutingRule(LookupError):  # noqa: N818 - reads as what it says
    """Neither the line of business nor the default rule (empty line) names a department."""


def department_for(line_of_business: str, rules: Mapping[str, Department]) -> Department:
    """Return the department of the line of business, else that of the default rule. Raises: NoRoutingRule."""
    if line_of_business in rules:
        return rules[line_of_business]
    if DEFAULT_RULE in rules:
        return rules[DEFAULT_RULE]
    raise NoRoutingRule(line_of_business)
