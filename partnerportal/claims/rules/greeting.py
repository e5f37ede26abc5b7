"""Choose the greeting of the day."""

from __future__ import annotations

from partnerportal.kernel.errors import marked_for_translation as _

MORNING, DAY, EVENING = _("Guten Morgen"), _("Guten Tag"), _("Guten Abend")


def greeting_at(hour: int) -> str:
    """Return how one greets in Germany at that hour of the day (0 to 23)."""
    if 5 <= hour < 11:
        return MORNING
    return DAY if 11 <= hour < 18 else EVENING
