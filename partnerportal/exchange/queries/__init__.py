"""Read imports (administrator) and conflicts (clerks who keep contracts)."""

from partnerportal.exchange.queries.conflicts import (
    ConflictPage,
    ConflictRow,
    MissingRow,
    conflict_for,
    conflict_page,
    conflicts_of_contract,
    missing_contracts,
)
from partnerportal.exchange.queries.runs import (
    ChangedField,
    FindingPage,
    FindingRow,
    ParkedRow,
    RunPage,
    RunRow,
    changed_fields,
    error_rows,
    finding_counts,
    findings_page,
    parked_firms,
    run_for,
    run_page,
)

__all__ = [
    "ChangedField",
    "ConflictPage",
    "ConflictRow",
    "FindingPage",
    "FindingRow",
    "MissingRow",
    "ParkedRow",
    "RunPage",
    "RunRow",
    "changed_fields",
    "conflict_for",
    "conflict_page",
    "conflicts_of_contract",
    "error_rows",
    "finding_counts",
    "findings_page",
    "missing_contracts",
    "parked_firms",
    "run_for",
    "run_page",
]
