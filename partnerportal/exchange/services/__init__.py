"""Write imports: start and decide them (administrator), read files and take them over (worker)."""

from partnerportal.exchange.services.runs import (
    UnknownRun,
    confirm_import,
    discard_import,
    restart_import,
    start_import,
)

__all__ = ["UnknownRun", "confirm_import", "discard_import", "restart_import", "start_import"]
