"""Keep section 1: principles, legal bases and the two purposes of the portal."""

from __future__ import annotations

from partnerportal.notice.s1 import principles

CLAUSES = principles.CLAUSES
