"""Compare the versions in use with the dates their makers support them to."""

from __future__ import annotations

import platform
from datetime import date

import django

from partnerportal.config.doctor.finding import Finding, error, ok, warning
from partnerportal.kernel.support_dates import supported_until

AREA = "versions"
WARNING_DAYS = 180


def examine_program(today: date) -> list[Finding]:
    """Return what is to say about Python and Django."""
    return [
        judged("Python", platform.python_version(), today),
        judged("Django", django.get_version(), today),
    ]


def judged(product: str, version: str, today: date) -> Finding:
    """Return the finding on one version."""
    until = supported_until(product, version)
    if until is None:
        return warning(
            AREA,
            f"{product} {version} steht nicht in der Liste der gepflegten Versionen.",
            "Prüfen Sie beim Hersteller, ob die Version gepflegt wird (partnerportal/kernel/support_dates.py).",
        )
    message = f"{product} {version} wird bis {until:%d.%m.%Y} gepflegt."
    next_step = f"Planen Sie den Wechsel auf ein neueres {product} (docs/operations/upgrade.md)."
    if today > until:
        return error(AREA, message, next_step)
    return warning(AREA, message, next_step) if (until - today).days < WARNING_DAYS else ok(AREA, message)
