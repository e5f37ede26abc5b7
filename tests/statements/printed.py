"""A statement as values, to be written in every form without a database."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal

from partnerportal.statements.outputs import OutputLine, Sender, StatementHead
from partnerportal.statements.outputs.content import CENT, Earlier, KindTotal
from partnerportal.statements.rules.amounts import KINDS

NUMBER = "AB-2026-10-4711"
BEFORE = "AB-2026-09-4711"
SENDER = Sender("Musterschutz Assekuranz AG", ("Musterstraße 1", "50667 Köln"), "9999")
MINUS_KINDS = {"clawback", "liability_reserve"}
ZERO = Decimal("0.00")


def line(position: int, amount: str = "42.00", kind: str = "renewal", **values: object) -> OutputLine:
    """Return a booking of 12 per cent."""
    given: dict[str, object] = {
        "policy_number": "RK-2048-771-305",
        "booked_on": date(2026, 10, 14),
        "basis": Decimal("350.00"),
        "rate": Decimal("12.0000"),
        "line_of_business": "020",
    }
    return OutputLine(position=position, kind=kind, amount=Decimal(amount), **{**given, **values})  # type: ignore[arg-type]


def many_lines(number: int) -> list[OutputLine]:
    """Return bookings of every kind; the same number gives the same ones."""
    chance = random.Random(4711)
    return [_chosen(chance, position) for position in range(1, number + 1)]


def head_of(lines: list[OutputLine], **values: object) -> StatementHead:
    """Return the statement those lines belong to, with a month before that came to 500 euros."""
    found = {
        "sender": SENDER,
        "partner_name": "Lindner & Voss Makler",
        "partner_address": ("Domstraße 12", "50668 Köln"),
        "intermediary_number": "4711000001",
        "number": NUMBER,
        "month": date(2026, 10, 1),
        "currency": "EUR",
        "closed_at": datetime(2026, 11, 5, 9, tzinfo=UTC),
        "total": sum((each.amount for each in lines), ZERO),
        "line_count": len(lines),
        "kinds": tuple(_kind(kind, lines) for kind in KINDS),
        "earlier": Earlier(BEFORE, date(2026, 9, 1), Decimal("500.00")),
    }
    return StatementHead(**{**found, **values})  # type: ignore[arg-type]


def _kind(kind: str, lines: list[OutputLine]) -> KindTotal:
    amounts = [each.amount for each in lines if each.kind == kind]
    return KindTotal(kind, len(amounts), sum(amounts, ZERO), Decimal("100.00"))


def _chosen(chance: random.Random, position: int) -> OutputLine:
    kind = chance.choices(list(KINDS), (3, 10, 1, 1, 1))[0]
    basis = Decimal(chance.randint(1_000, 400_000)) / 100
    rate = Decimal(chance.choice(("3.5000", "12.0000", "60.1234")))
    amount = (basis * rate / 100).quantize(CENT)
    corrected = {"corrects_statement": BEFORE, "corrects_position": chance.randint(1, 70)}
    return line(
        position,
        str(-amount if kind in MINUS_KINDS else amount),
        kind,
        policy_number=f"RK-{chance.randint(1000, 9999)}-771-305",
        booked_on=date(2026, 10, chance.randint(1, 28)),
        basis=basis,
        rate=rate,
        **(corrected if kind == "correction" else {}),
    )
