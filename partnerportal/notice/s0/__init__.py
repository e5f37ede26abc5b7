"""Keep section 0: what the notice covers, whose duties it names, where it points for the rest."""

from __future__ import annotations

from partnerportal.notice.s0 import coverage, duties, general

CLAUSES = (*coverage.CLAUSES, *duties.CLAUSES, *general.CLAUSES)
