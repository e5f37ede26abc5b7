"""Describe which additional services an account switched on."""

from __future__ import annotations

import uuid

from django.db import models

from partnerportal.accounts.models.account import Account


class ServiceOptIn(models.Model):
    """One additional service an account consented to; switching it off removes the row (clauses C13 and C38)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    service = models.CharField(max_length=40)
    wording_version = models.CharField(max_length=20)
    opted_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "service"], name="service_switched_on_once")
        ]
