"""Report the records of a package that were not given out."""

from __future__ import annotations

from collections.abc import Iterator

from partnerportal.exchange.gdv import Package
from partnerportal.exchange.rules.portfolio import Finding

COMPANY = "08"


def skipped_of(package: Package) -> Iterator[Finding]:
    """Yield what the library skipped, by kind of record."""
    for kind in package.skipped:
        reason = "company_record" if kind.startswith(COMPANY) else "unknown_record"
        yield Finding(None, kind, "", "skipped", reason)
