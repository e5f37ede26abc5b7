"""Ask the department about a line of a statement."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from partnerportal.kernel.viewer import Viewer
from partnerportal.messages.services import open_thread
from partnerportal.statements.queries.scope import lines_of
from partnerportal.statements.services.ledger import UnknownStatement


@transaction.atomic
def report_discrepancy(*, actor: Viewer, line_id: int, text: str, now: datetime) -> UUID:
    """Open a thread about a line of a closed statement of the actor's firm, and return its id.

    Raises: UnknownStatement; Refused for an empty text.
    """
    line = lines_of(actor).filter(id=line_id).values_list("id", "contract__policyholder_id").first()
    if line is None or not actor.is_partner:
        raise UnknownStatement
    return open_thread(actor=actor, statement_line_id=line[0], policyholder_id=line[1], text=text, now=now)
