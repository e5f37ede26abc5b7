"""Describe what a person wants changed at the account, and the recovery of a lost second factor."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from partnerportal.accounts.models.account import Account


class EmailChange(models.Model):
    """A new e-mail address; it counts once both the old and the new address confirmed it.

    `email` is sealed with the account's own key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    email = models.BinaryField()
    asked_at = models.DateTimeField()
    old_confirmed_at = models.DateTimeField(null=True)
    new_confirmed_at = models.DateTimeField(null=True)


class DetailsChange(models.Model):
    """New name and address of a person; the administrator approves them. Sealed with the account's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    first_name = models.BinaryField()
    last_name = models.BinaryField()
    street = models.BinaryField()
    postal_code = models.BinaryField()
    city = models.BinaryField()
    asked_at = models.DateTimeField()


class FactorRecovery(models.Model):
    """A lost second factor: two different people agree, then a waiting time runs, then the factor is taken off.

    `opens_at` is when the waiting time ends; the account's owner can call it off until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="factor_recovery")
    partner = models.ForeignKey("partners.Partner", null=True, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    first_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="recoveries_first"
    )
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="recoveries_second"
    )
    second_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recovery_has_four_eyes",
                condition=Q(second_by__isnull=True)
                | (
                    Q(first_by__isnull=False)
                    & ~Q(first_by=F("second_by"))
                    & ~Q(account=F("first_by"))
                    & ~Q(account=F("second_by"))
                ),
            ),
            models.CheckConstraint(
                name="recovery_waits_after_the_second",
                condition=Q(opens_at__isnull=True) | Q(second_at__isnull=False),
            ),
        ]
