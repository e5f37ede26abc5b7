"""Book what the demo's partners earn: fourteen closed months, an open one, a correction, and questions about lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from partnerportal.config.seed.accounts import CONTRACT_CLERK, LINDNER, PETERSEN_OWNER
from partnerportal.config.seed.chance import Chance
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import BERLIN, berlin_date, plus_months
from partnerportal.kernel.viewer import WORKER, Viewer
from partnerportal.messages.services import close_thread, reply
from partnerportal.statements import queries, services
from partnerportal.statements.models import StatementLine
from partnerportal.statements.rules.amounts import booked_amount
from partnerportal.statements.services import IncomingLine

MONTHS = {LINDNER: 14, PETERSEN_OWNER: 4}
INITIAL_RATE, RENEWAL_RATE, RESERVE_RATE = Decimal("18"), Decimal("4.5"), Decimal("10")
PREMIUMS = {"020": (95, 540), "030": (24, 90)}
# Months between two premiums, as often as people choose so.
INTERVALS = ((1, 30), (3, 50), (12, 20))
RELEASED_AFTER = 12
CORRECTED_BEFORE = 3
DAY_OF_CLOSING = timedelta(days=4, hours=9, minutes=12)


@dataclass(frozen=True, slots=True)
class Insurance:
    """Say what one contract brings: its yearly premium in euros, and how many months lie between two payments."""

    policy_number: str
    begins_on: date
    ends_on: date | None
    premium: Decimal
    interval: int
    day: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Book month by month as the import and the clerk do it."""

    clerk: Viewer
    now: datetime

    def book(self, owner: Viewer, insurances: list[Insurance], months: int) -> None:
        """Take over and close `months` months, and leave the current one open."""
        current = berlin_date(self.now).replace(day=1)
        for back in range(months, -1, -1):
            month = plus_months(current, -back)
            last_day = min(plus_months(month, 1) - timedelta(days=1), berlin_date(self.now))
            lines = [line for one in insurances for line in bookings(one, month, last_day)]
            lines.sort(key=lambda line: (line.booked_on, line.policy_number))
            if back == CORRECTED_BEFORE:
                self._correct(owner, month)
            with acting_as(WORKER):
                services.take_over_lines(
                    partner_id=owner.partner, month=month, lines=lines, now=self._instant(last_day, 20)
                )
            if back:
                self._close(owner, month)

    def _close(self, owner: Viewer, month: date) -> None:
        at = datetime.combine(plus_months(month, 1), time(), BERLIN) + DAY_OF_CLOSING
        with acting_as(self.clerk):
            number = services.open_statement(
                actor=self.clerk, partner_id=owner.partner, month=month, now=self.now
            )
            found = queries.statement_for(viewer=self.clerk, number=number)
            if found is not None and found.line_count:
                services.close_statement(
                    actor=self.clerk,
                    number=number,
                    seen_total=found.total,
                    seen_count=found.line_count,
                    now=min(at.astimezone(self.now.tzinfo), self.now),
                )

    def _correct(self, owner: Viewer, month: date) -> None:
        """Give back half of the newest clawback, which had been reckoned too high."""
        booked = StatementLine.objects.filter(partner_id=owner.partner).order_by("-kind", "booked_on", "id")
        line = booked.filter(kind="clawback").last() or booked.filter(kind="renewal").last()
        if line is None:
            return
        with acting_as(self.clerk):
            services.add_correction(
                actor=self.clerk,
                line_id=line.id,
                right_amount=(line.amount / 2).quantize(Decimal("0.01")),
                now=self._instant(month + timedelta(days=11), 10),
            )

    def _instant(self, day: date, hour: int) -> datetime:
        return min(datetime.combine(day, time(hour), BERLIN).astimezone(self.now.tzinfo), self.now)


def write_commissions(chance: Chance, viewers: Mapping[str, Viewer], *, now: datetime) -> None:
    """Write statements and threads of the demo, told by the services people use."""
    clerk = viewers[CONTRACT_CLERK]
    for email, months in MONTHS.items():
        owner = viewers[email]
        Ledger(clerk, now).book(owner, insurances_of(chance, owner.partner), months)
    ask_and_answer(viewers[LINDNER], clerk, now=now)


def insurances_of(chance: Chance, partner_id: UUID) -> list[Insurance]:
    """Invent premiums for the partner's contracts."""
    rows = Contract.objects.filter(partner_id=partner_id).order_by("policy_number")
    return [
        Insurance(
            policy_number=number,
            begins_on=begins_on,
            ends_on=ends_on,
            premium=Decimal(chance.randint(*PREMIUMS[line])) * 12,
            interval=chance.weighted(INTERVALS),
            day=chance.randint(0, 27),
        )
        for number, line, begins_on, ends_on in rows.values_list(
            "policy_number", "line_of_business", "begins_on", "ends_on"
        )
    ]


def bookings(insurance: Insurance, month: date, last_day: date) -> Iterator[IncomingLine]:
    """Yield what a contract brings in a month, up to `last_day`."""
    age = (month.year - insurance.begins_on.year) * 12 + month.month - insurance.begins_on.month
    day = month + timedelta(days=insurance.day)
    ends_now = insurance.ends_on is not None and insurance.ends_on.replace(day=1) == month
    if day > last_day or age < 0 or (insurance.ends_on is not None and insurance.ends_on < month):
        return
    first = booked_amount("initial", insurance.premium, INITIAL_RATE)
    if age == 0:
        yield _line(insurance, "initial", day, insurance.premium, INITIAL_RATE)
        yield _line(insurance, "liability_reserve", day, first, RESERVE_RATE)
    elif ends_now:
        unearned = (insurance.premium / 4).quantize(Decimal("0.01"))
        yield _line(insurance, "clawback", day, unearned, INITIAL_RATE)
    elif age % insurance.interval == 0:
        paid = (insurance.premium / 12 * insurance.interval).quantize(Decimal("0.01"))
        yield _line(insurance, "renewal", day, paid, RENEWAL_RATE)
    if age == RELEASED_AFTER:
        yield _line(insurance, "liability_reserve", day, first, RESERVE_RATE, is_release=True)


def ask_and_answer(owner: Viewer, clerk: Viewer, *, now: datetime) -> None:
    """Leave a question in each state, about lines of the newest closed statements."""
    for (days_ago, state), (question, answer) in zip(
        ((34, "closed"), (9, "answered"), (1, "open")), QUESTIONS, strict=True
    ):
        asked_at, answered_at = now - timedelta(days=days_ago), now - timedelta(days=days_ago, hours=-20)
        with acting_as(owner):
            line_id = _line_to_ask_about(owner, asked_at)
            if line_id is None:
                continue
            thread_id = services.report_discrepancy(actor=owner, line_id=line_id, text=question, now=asked_at)
        if state == "open":
            continue
        with acting_as(clerk):
            reply(actor=clerk, thread_id=thread_id, text=answer, now=answered_at)
        if state == "closed":
            with acting_as(owner):
                close_thread(actor=owner, thread_id=thread_id)


# Question of the partner, answer of the department.
QUESTIONS = (
    (
        "Der Vertrag läuft weiter, gebucht ist aber ein Abzug. Können Sie das bitte prüfen?",
        "Sie haben recht, die Kündigung wurde zurückgenommen. Wir haben den Posten korrigiert.",
    ),
    (
        "Vereinbart sind 5 Prozent, gerechnet wurde mit 4,5 Prozent. Woran liegt das?",
        "Der höhere Satz gilt ab einem Jahresbeitrag von 3.000 Euro. Hier bleibt es bei 4,5 Prozent.",
    ),
    ("Die Grundlage passt nicht zum Beitrag auf der Police. Welcher Monat ist gemeint?", ""),
)


def _line_to_ask_about(owner: Viewer, at: datetime) -> int | None:
    """Return a line of a statement closed by then that nobody has asked about, the newest."""
    lines = StatementLine.objects.filter(partner_id=owner.partner, statement__closed_at__lt=at, threads=None)
    return lines.order_by("-statement__month", "kind", "position").values_list("id", flat=True).first()


def _line(
    insurance: Insurance, kind: str, day: date, basis: Decimal, rate: Decimal, *, is_release: bool = False
) -> IncomingLine:
    amount = booked_amount(kind, basis, rate, is_release=is_release)
    return IncomingLine(insurance.policy_number, kind, day, basis, rate, amount)
