"""Take over the lines of a file into the statement of their month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.identifiers import policy_number_key
from partnerportal.statements.rules.amounts import check_line

CORRECTION_NAMES_ITS_LINE = "correction_names_its_line"
TAKE_OVER = """
SELECT added, statement_number FROM portal_take_over_lines(
    %s, %s, %s, %s, %s, %s::text[], %s::text[], %s::text[], %s::date[], %s::numeric[], %s::numeric[], %s::numeric[])
"""


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """Hold one booking of a file: `policy_number` as issued, `rate` in per cent, `amount` with its sign."""

    policy_number: str
    kind: str
    booked_on: date
    basis: Decimal
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Say how many lines were new and how many the month held already; `number` is the open statement, if any."""

    added: int
    known: int
    number: str | None


def take_over_lines(
    *,
    partner_id: UUID,
    month: date,
    lines: Sequence[IncomingLine],
    now: datetime,
    currency: str = "EUR",
    is_trial: bool = False,
) -> TakenOver:
    """Add the lines a partner's month does not hold yet to its open statement, which is opened if there is none.

    For the worker, inside its transaction; it cannot read a line. Equal lines are told apart by their number: a file
    with two of a kind finds the second missing when the month holds one. So the same file again adds nothing, and
    what comes late for a closed month makes a new statement with only that. `month` is its first day. A correction is
    tied to the newest earlier booking of its contract. `is_trial` counts and changes nothing.

    Raises: Refused with statement.unknown_kind, statement.too_precise, statement.wrong_sign or
    statement.correction_without_line; then the transaction must be given up.
    """
    for line in lines:
        check_line(line.kind, line.basis, line.rate, line.amount)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TAKE_OVER, [partner_id, month, currency, now, is_trial, *_columns(lines)])
            added, number = cursor.fetchone()
    except IntegrityError as error:
        if CORRECTION_NAMES_ITS_LINE not in str(error):
            raise
        raise Refused(
            "statement.correction_without_line",
            _(
                "Die Datei korrigiert einen Posten, der nicht hier ist. Bitte nehmen Sie zuerst jenen Monat auf."
            ),
        ) from None
    return TakenOver(added, len(lines) - added, number)


def _columns(lines: Sequence[IncomingLine]) -> list[list[object]]:
    """Return the lines as one array for each column: 100,000 lines go over in one statement."""
    return [
        [line.policy_number for line in lines],
        [policy_number_key(line.policy_number) for line in lines],
        [line.kind for line in lines],
        [line.booked_on for line in lines],
        [line.basis for line in lines],
        [line.rate for line in lines],
        [line.amount for line in lines],
    ]
