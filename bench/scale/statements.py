"""Time a partner statement of sixty lines: its page and its PDF."""

from __future__ import annotations

from bench import Result
from bench.scale.browser import Broker

LINES = 60
GOAL_PDF_MS = 40.0
GOAL_PAGE_MS = 40.0


def results(broker: Broker) -> list[Result]:
    """Return the milliseconds for the page and for the PDF of the statement nearest to sixty lines."""
    return []
