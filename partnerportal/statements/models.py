"""Describe partner statements (Partnerabrechnungen) and their lines: a ledger, immutable once closed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

KINDS = [
    ("initial", "Abschlussprovision"),
    ("renewal", "Folgeprovision"),
    ("clawback", "Storno"),
    ("correction", "Korrektur"),
    ("liability_reserve", "Stornoreserve"),
]


class Statement(models.Model):
    """The commissions of one partner for one month. `total` is the sum of the lines, in `currency`.

    A person of the department closes it; from then on a trigger refuses every change (migration 0002), and what
    was wrong is put right by a correction in a later statement (§ 239 (3) HGB).
    """

    STATES = [("open", "offen"), ("closed", "abgeschlossen")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    number = models.CharField(max_length=18, unique=True)
    month = models.DateField()
    state = models.CharField(max_length=6, choices=STATES, default="open")
    currency = models.CharField(max_length=3, default="EUR")
    total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    line_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partner", "-month", "-number"], name="statement_by_partner")]
        constraints = [
            models.CheckConstraint(name="statement_month_begins", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="statement_closed_at_once",
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["partner", "month", "currency"],
                condition=Q(state="open"),
                name="one_open_statement_per_month",
            ),
        ]


class StatementLine(models.Model):
    """One booking: `amount` = `basis` × `rate` per cent, or a reserve or correction of an earlier line.

    `policy_number` is kept as issued: a booking outlives the contract it is about. `is_closed` repeats the state
    of the statement, so that a policy needs no sub-select.
    """

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    contract = models.ForeignKey(
        "contracts.Contract", null=True, on_delete=models.PROTECT, related_name="statement_lines"
    )
    policy_number = models.CharField(max_length=24)
    kind = models.CharField(max_length=17, choices=KINDS)
    booked_on = models.DateField()
    basis = models.DecimalField(max_digits=12, decimal_places=2)
    rate = models.DecimalField(max_digits=7, decimal_places=4)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by", db_index=False
    )
    is_closed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="line_corrected")
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="line_position_once"),
            models.CheckConstraint(
                name="correction_names_its_line",
                condition=~Q(kind="correction") | Q(corrects__isnull=False),
            ),
        ]
