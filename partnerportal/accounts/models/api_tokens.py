"""Describe the tokens other software signs in with."""

from __future__ import annotations

import uuid

from django.db import models

from partnerportal.accounts.models.account import Account


class ApiToken(models.Model):
    """A key for one purpose of one person (clause C38). Stored hashed, so a copy of this table opens nothing.

    `hint` is the beginning its person tells it by, `scopes` the words of `rules.api_tokens` separated by spaces.
    `last_used_at` is exact to the hour; the window counts its requests of the running minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    ends_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    window_began_at = models.DateTimeField(null=True)
    window_requests = models.PositiveIntegerField(default=0)
