"""Describe the partner firms."""

from __future__ import annotations

import uuid

from django.db import models


class Partner(models.Model):
    """A firm that works with the operator: broker, agent or referrer.

    `register_number` is the one of § 11a GewO. From the day after `ended_on`, or once `blocked_at` is set, nobody of
    the firm gets in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    intermediary_number = models.CharField(max_length=10, unique=True)
    street = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    register_number = models.CharField(max_length=15, blank=True)
    ended_on = models.DateField(null=True)
    blocked_at = models.DateTimeField(null=True)
