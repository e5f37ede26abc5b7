"""Describe partner statements and their lines."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ninja import Schema

from partnerportal.api.schemas.contracts import CONTRACT_ID
from partnerportal.api.schemas.described import described, technical
from partnerportal.api.schemas.lists import Next

NUMBER = "AB-2026-10-4711"


class LineKind(StrEnum):
    """Name what a booking is."""

    INITIAL = "initial"
    RENEWAL = "renewal"
    CLAWBACK = "clawback"
    CORRECTION = "correction"
    LIABILITY_RESERVE = "liability_reserve"


class StatementLine(Schema):
    """A statement as a list shows it; only closed ones leave the house."""

    number: str = described("statements.Statement.number", NUMBER)
    month: date = described("statements.Statement.month", "2026-10-01")
    total: str = described("statements.Statement.total", "1842.36")
    currency: str = technical("Währung (ISO 4217).", "EUR")
    line_count: int = described("statements.Statement.line_count", 60)
    closed_at: datetime = described("statements.Statement.closed_at", "2026-11-05T10:00:00Z")
    href: str = technical("Adresse der Abrechnung in dieser Schnittstelle.", f"/api/v1/statements/{NUMBER}")
    page: str = technical("Adresse der Seite im Portal.", f"/abrechnungen/{NUMBER}")
    document: str = technical("Adresse der Datei im Postfach.", f"/api/v1/documents/statement-{NUMBER}")


class StatementList(Schema):
    """One page of statements, the newest month first."""

    items: list[StatementLine]
    next: Next


class Corrected(Schema):
    """The earlier line a correction is about."""

    number: str = described("statements.Statement.number", "AB-2026-09-4711")
    position: int = technical("Platz des Postens in jener Abrechnung.", 12)
    amount: str = described("statements.StatementLine.amount", "12.40")


class Line(Schema):
    """One booking: `amount` = `basis` × `rate` per cent, or a reserve or correction."""

    position: int = technical("Platz des Postens, ab 1.", 1)
    policy_number: str = described("statements.StatementLine.policy_number", "RK-2048-771-305")
    contract_id: UUID | None = technical(
        "Kennung des Vertrags; null, wenn er nicht (mehr) da ist.", CONTRACT_ID
    )
    kind: LineKind = described("statements.StatementLine.kind", "renewal")
    booked_on: date = described("statements.StatementLine.booked_on", "2026-10-15")
    basis: str = described("statements.StatementLine.basis", "310.00")
    rate: str = described("statements.StatementLine.rate", "4.0000", note="In Prozent.")
    amount: str = described("statements.StatementLine.amount", "12.40")
    corrects: Corrected | None


class Statement(StatementLine):
    """A statement with one page of its lines; `cursor` goes on."""

    lines: list[Line]
    next: Next
