"""Build the document of interfaces.md, "import": counts and places, no value of the file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerportal.exchange.rules.portfolio import Finding

MOST_LISTED = 5000
"""Entries of a list in the document; the database has them all, `…_count` says how many."""


@dataclass(slots=True)
class Counts:
    """Count what is created, updated and left alone."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the three figures."""
        return {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}


@dataclass(slots=True)
class Summary:
    """Collect what one run did or would do."""

    packages: int = 0
    records: int = 0
    contracts: Counts = field(default_factory=Counts)
    persons: Counts = field(default_factory=Counts)
    statements: Mapping[str, int] = field(default_factory=lambda: Counts().as_dict())
    totals_match: bool = False
    findings: list[Finding] = field(default_factory=list)
    missing: int = 0
    conflicts: int = 0
    parked: Mapping[str, int] = field(default_factory=dict)
    refusal: Mapping[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """Return the document; `parked` lists unknown intermediary numbers with their contracts."""
        skipped = [_skipped(each) for each in self.findings if each.kind == "skipped"]
        rejected = [_rejected(each) for each in self.findings if each.kind == "rejected"]
        document = {
            "packages": self.packages,
            "records": self.records,
            "contracts": self.contracts.as_dict(),
            "persons": self.persons.as_dict(),
            "statements": dict(self.statements),
            "totals_match": self.totals_match,
            "skipped": skipped[:MOST_LISTED],
            "rejected": rejected[:MOST_LISTED],
            "skipped_count": len(skipped),
            "rejected_count": len(rejected),
            "missing": self.missing,
            "conflicts": self.conflicts,
            "parked": [
                {"intermediary_number": number, "contracts": count} for number, count in self.parked.items()
            ],
        }
        return document if self.refusal is None else document | {"refusal": dict(self.refusal)}


def has_faults(document: Mapping[str, Any]) -> bool:
    """Say whether something in the file was wrong: the command then ends with 1."""
    return "refusal" in document or not document["totals_match"] or bool(document["rejected_count"])


def refused(code: str, line: int | None, records: Iterable[int] = ()) -> dict[str, Any]:
    """Return the document of a file that was refused as a whole: nothing of it was taken over."""
    packages, count = (*records, 0, 0)[:2]
    summary = Summary(packages=packages, records=count, refusal={"line": line, "code": code})
    return summary.document()


def _skipped(finding: Finding) -> dict[str, Any]:
    return {"line": finding.line, "satzart": finding.satzart, "reason": finding.reason}


def _rejected(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "field": finding.field,
        "value_kind": finding.value_kind,
        "reason": finding.reason,
    }
