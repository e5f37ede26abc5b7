"""Describe mail about accounts, and the links in it that open once."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from partnerportal.accounts.models.account import Account
from partnerportal.accounts.models.changes import EmailChange
from partnerportal.accounts.models.registration import Invitation, Registration


class Letter(models.Model):
    """One mail about an account, a registration or an invitation; without any of them nobody is to be told.

    A request writes the same row for a known and an unknown address, so that neither answer nor time tells them
    apart; the worker drops the row that leads to nobody. `address` says which of two addresses of an e-mail change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    occasion = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    registration = models.ForeignKey(Registration, null=True, on_delete=models.DO_NOTHING)
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.DO_NOTHING)
    email_change = models.ForeignKey(EmailChange, null=True, on_delete=models.DO_NOTHING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)


class OneTimeLink(models.Model):
    """A link from a mail. Only the hash of its token is stored; used or expired it opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    registration = models.ForeignKey(Registration, null=True, on_delete=models.DO_NOTHING)
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.DO_NOTHING)
    email_change = models.ForeignKey(EmailChange, null=True, on_delete=models.DO_NOTHING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_leads_to_one_thing",
                condition=Q(account__isnull=False, registration__isnull=True, invitation__isnull=True)
                | Q(account__isnull=True, registration__isnull=False, invitation__isnull=True)
                | Q(account__isnull=True, registration__isnull=True, invitation__isnull=False),
            ),
        ]
