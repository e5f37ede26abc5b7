"""Keep section 2: which data, how few, how they are forwarded, when they are gone."""

from __future__ import annotations

from partnerportal.notice.s2 import economy, fields, forwarding, session

CLAUSES = (*economy.CLAUSES, *fields.CLAUSES, *forwarding.CLAUSES, *session.CLAUSES)
