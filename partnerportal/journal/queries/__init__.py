"""Read the journal: each account its own lines, the officer all of them for a stated reason."""

from partnerportal.journal.queries.officer import (
    Hour,
    SealState,
    figures_by_hour,
    lines_page,
    newest_readings,
    open_reading_of,
    seal_state,
)
from partnerportal.journal.queries.own import own_log, own_logins
from partnerportal.journal.queries.pages import LogLine, LogPage

__all__ = [
    "Hour",
    "LogLine",
    "LogPage",
    "SealState",
    "figures_by_hour",
    "lines_page",
    "newest_readings",
    "open_reading_of",
    "own_log",
    "own_logins",
    "seal_state",
]
