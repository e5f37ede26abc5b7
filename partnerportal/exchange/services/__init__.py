"""Write imports: start and decide them (administrator), read files and take them over (worker)."""

from partnerportal.exchange.services.conflicts import UnknownConflict, decide_conflict, take_conflict
from partnerportal.exchange.services.parked import UnknownFirm, take_parked, take_parked_of_partners
from partnerportal.exchange.services.runs import (
    UnknownRun,
    confirm_import,
    discard_import,
    restart_import,
    start_import,
    store_file,
)
from partnerportal.exchange.services.working import examine, forget_file, run_import

__all__ = [
    "UnknownConflict",
    "UnknownFirm",
    "UnknownRun",
    "confirm_import",
    "decide_conflict",
    "discard_import",
    "examine",
    "forget_file",
    "restart_import",
    "run_import",
    "start_import",
    "store_file",
    "take_conflict",
    "take_parked",
    "take_parked_of_partners",
]
