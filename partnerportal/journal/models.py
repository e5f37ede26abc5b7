"""Describe the journal: logins and failed logins, and the latest transaction of each account."""

from __future__ import annotations

from django.db import models


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
