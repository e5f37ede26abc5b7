"""Describe departments, routing rules, inboxes and deliveries."""

from __future__ import annotations

import uuid

from django.db import models


class Department(models.Model):
    """A department that processes what arrives.

    The one that `keeps_contracts` sees all contracts and settles commissions (ADR 19).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField()
    deputy = models.ForeignKey(
        "accounts.Account", null=True, on_delete=models.SET_NULL, related_name="deputises"
    )
    keeps_contracts = models.BooleanField(default=False)


class RoutingRule(models.Model):
    """Say which department gets the claims of a line of business; an empty line is the rule for all others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    line_of_business = models.CharField(max_length=3, blank=True, unique=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)


class InboxEntry(models.Model):
    """A claim in a department's inbox: made in the transaction that submits it (clause C30)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    claim = models.OneToOneField("claims.Claim", on_delete=models.PROTECT, related_name="inbox_entry")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    arrived_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL)
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["department", "arrived_at", "id"], condition=models.Q(done_at=None), name="inbox_open"
            )
        ]


class Delivery(models.Model):
    """One message that leaves the database: "there is news in the portal", to a department or an account."""

    STATES = [("pending", "offen"), ("delivered", "zugestellt"), ("failed", "fehlgeschlagen")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.CASCADE)
    occasion = models.CharField(max_length=40)
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.CASCADE)
    state = models.CharField(max_length=10, choices=STATES, default="pending")
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_has_one_recipient",
                condition=models.Q(department__isnull=False, account__isnull=True)
                | models.Q(department__isnull=True, account__isnull=False),
            )
        ]
