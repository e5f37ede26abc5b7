"""Describe the journal: logins and failed logins, their seal, who read them why, and each latest transaction."""

from __future__ import annotations

from django.db import models

from partnerportal.journal.rules import PURPOSES


class Entry(models.Model):
    """One login or failed login. The table is partitioned by month and append-only (migration 0001)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12, choices=[("login", "login"), ("failed_login", "failed_login")])
    account_id = models.UUIDField(null=True)
    name_hash = models.BinaryField(null=True)
    occurred_at = models.DateTimeField()
    ip = models.GenericIPAddressField()
    mac = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_entry"


class LatestTransaction(models.Model):
    """The transaction an account triggered last: one row, overwritten (notice, section 4)."""

    account_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    object_ref = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()
    ip = models.GenericIPAddressField()


class SealedLine(models.Model):
    """The place of one line in the tree of its month. Append-only, partitioned by month (migration 0003)."""

    pk = models.CompositePrimaryKey("month", "leaf_index")
    month = models.DateField()
    leaf_index = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    leaf_hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_sealed_line"


class TreeHead(models.Model):
    """The signed head of a month's tree at one moment; what it says is in `heads`. Append-only."""

    number = models.BigIntegerField(primary_key=True)
    month = models.DateField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    sealed_at = models.DateTimeField()
    previous = models.BinaryField()
    signer = models.BinaryField()
    signature = models.BinaryField()
    frontier = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_head"


class DroppedMonth(models.Model):
    """A month that fell due and was dropped, with the number of its sealed lines. Written by the database itself."""

    month = models.DateField(primary_key=True)
    size = models.BigIntegerField()
    dropped_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "journal_dropped_month"


class Reading(models.Model):
    """One look of an officer into the journal: why, and for what. Append-only; it opens the journal for a while."""

    id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()
    purpose = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    asked_account_id = models.UUIDField(null=True)
    asked_name_hash = models.BinaryField(null=True)
    asked_kind = models.CharField(max_length=12, blank=True)
    asked_since = models.DateField()
    asked_until = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "opened_at"], name="journal_reading_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S.{8,}\S"), name="journal_reading_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_since__lte=models.F("asked_until")), name="journal_reading_period"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=sorted(PURPOSES)), name="journal_reading_known_purpose"
            ),
        ]
