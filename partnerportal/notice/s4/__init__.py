"""Keep section 4: transfer, usage figures, and the journal of logins."""

from __future__ import annotations

from partnerportal.notice.s4 import journal, transfer, usage

CLAUSES = (*transfer.CLAUSES, *usage.CLAUSES, *journal.CLAUSES)
