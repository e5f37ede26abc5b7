"""Open a statement, correct a line, and close: what clerks of the settling department do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count, Max, Sum

from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.services import notify_account
from partnerportal.statements.models import Statement, StatementLine
from partnerportal.statements.queries import corrected_amount
from partnerportal.statements.queries.recipients import accounts_with_statements
from partnerportal.statements.queries.scope import lines_of, statements_of
from partnerportal.statements.rules.amounts import correction_of

ZERO = Decimal("0.00")
WHOLE = Decimal("100.0000")


class UnknownStatement(LookupError):  # noqa: N818 - reads as what it says
    """No such statement or line is within the actor's reach; the page answers 404."""


@transaction.atomic
def open_statement(
    *, actor: Viewer, partner_id: UUID, month: date, now: datetime, currency: str = "EUR"
) -> str:
    """Return the number of the partner's open statement of the month, which is opened when there is none.

    Raises: UnknownStatement for whoever does not settle commissions.
    """
    _check_settles(actor)
    return _open(partner_id, month, currency, now).number


@transaction.atomic
def add_correction(*, actor: Viewer, line_id: int, right_amount: Decimal, now: datetime) -> str:
    """Correct a booking so that it counts `right_amount` in all, and return the number of the statement it went into.

    The booking stays as it is (§ 239 (3) HGB); the correction stands in the partner's open statement of the current
    month, or of the booking's month where that is open. Its basis is the difference, its rate 100 per cent.

    Raises: UnknownStatement; Refused for a correction of a correction, or when nothing is left to correct.
    """
    _check_settles(actor)
    line = lines_of(actor).select_for_update(of=("self",)).filter(id=line_id).first()
    if line is None:
        raise UnknownStatement
    if line.kind == "correction":
        raise Refused(
            "statement.is_correction",
            _("Das ist selbst eine Korrektur. Bitte korrigieren Sie den Posten, den sie berichtigt."),
        )
    corrected = corrected_amount(viewer=actor, line_id=line.id)
    amount = correction_of(line.amount, corrected, right_amount)
    statement = _statement_for_correction(line, now)
    StatementLine(
        partner_id=line.partner_id,
        statement=statement,
        position=_last_position(statement) + 1,
        contract_id=line.contract_id,
        policy_number=line.policy_number,
        kind="correction",
        booked_on=berlin_date(now),
        basis=abs(amount),
        rate=WHOLE,
        amount=amount,
        currency=line.currency,
        corrects=line,
    ).save(force_insert=True)
    return statement.number


@transaction.atomic
def close_statement(
    *, actor: Viewer, number: str, seen_total: Decimal, seen_count: int, now: datetime
) -> None:
    """Close a statement for good and tell the partner's accounts that see statements that there is news.

    `seen_total` and `seen_count` are the figures the clerk checked; closing twice changes nothing.
    Raises: UnknownStatement; Refused when it is empty, or lines came in after the clerk looked.
    """
    _check_settles(actor)
    statement = statements_of(actor).select_for_update(of=("self",)).filter(number=number).first()
    if statement is None:
        raise UnknownStatement
    if statement.state == "closed":
        return
    lines = StatementLine.objects.filter(statement=statement)
    figures = lines.aggregate(total=Sum("amount", default=ZERO), count=Count("id"))
    if not figures["count"]:
        raise Refused("statement.empty", _("Diese Abrechnung hat noch keinen Posten."))
    if (figures["total"], figures["count"]) != (seen_total, seen_count):
        raise Refused(
            "statement.changed", _("Inzwischen sind Posten hinzugekommen. Bitte prüfen Sie noch einmal.")
        )
    lines.update(is_closed=True)
    statement.total, statement.line_count = figures["total"], figures["count"]
    statement.state, statement.closed_at, statement.closed_by_id = "closed", now, actor.account
    statement.save(update_fields=["total", "line_count", "state", "closed_at", "closed_by"])
    for account_id in accounts_with_statements(viewer=actor, partner_id=statement.partner_id):
        notify_account(account_id=account_id, occasion="statement.closed", now=now)


def _check_settles(actor: Viewer) -> None:
    if not (actor.is_clerk and actor.may_see_statements):
        raise UnknownStatement


def _open(partner_id: UUID, month: date, currency: str, now: datetime) -> Statement:
    """Return the open statement, locked until the commit."""
    number = _next_number(month)
    known = Statement.objects.select_for_update(of=("self",)).filter(
        partner_id=partner_id, month=month, currency=currency, state="open"
    )
    statement = known.first()
    if statement is None:
        statement = Statement(
            id=uuid4(), partner_id=partner_id, number=number, month=month, currency=currency, opened_at=now
        )
        statement.save(force_insert=True)
    return statement


def _statement_for_correction(line: StatementLine, now: datetime) -> Statement:
    own = line.statement
    if own.state == "open":
        return _open(line.partner_id, own.month, line.currency, now)
    current = berlin_date(now).replace(day=1)
    return _open(line.partner_id, max(current, own.month), line.currency, now)


def _last_position(statement: Statement) -> int:
    return int(StatementLine.objects.filter(statement=statement).aggregate(last=Max("position"))["last"] or 0)


def _next_number(month: date) -> str:
    """Return the next number of the month; who opens another one waits until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_next_statement_number(%s)", [month])
        return str(cursor.fetchone()[0])
