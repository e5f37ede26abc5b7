"""Describe signed-in browsers, the devices an account knows, and how much each account reads."""

from __future__ import annotations

import uuid

from django.db import models

from partnerportal.accounts.models.account import Account


class Session(models.Model):
    """One signed-in browser. The key is stored hashed, so a copy of this table opens nothing.

    `handle` names the session in addresses; `device` is the kind of browser and system ("Firefox, Windows").
    `must_rotate`: the account's rights changed, the next request gets a new key.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    handle = models.UUIDField(unique=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    device = models.CharField(max_length=60, blank=True)
    payload = models.TextField()
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    must_rotate = models.BooleanField(default=False)


class KnownDevice(models.Model):
    """A kind of device an account has signed in from; a new kind is told to the person by mail (clause C06)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    device = models.CharField(max_length=60)
    last_used_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "device"], name="device_known_once")]


class ReadingCount(models.Model):
    """How many records an account was shown today (Berlin): one row, begun anew each day (clause C04).

    `noticed_at` is when the owner began to be told.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    day = models.DateField()
    records = models.PositiveIntegerField()
    noticed_at = models.DateTimeField(null=True)
