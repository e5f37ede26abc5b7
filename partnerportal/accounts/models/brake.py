"""Describe the brake on tries: how often a name or a network failed, and until when it must wait."""

from __future__ import annotations

from django.db import models


class SignInBrake(models.Model):
    """Failures of one name or one network, known and unknown alike; `key_hash` is a keyed hash, never the name.

    `locked_at` is set when the name is locked until it is unlocked by mail or `blocked_until` has passed.
    """

    key_hash = models.BinaryField(primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)
    blocked_until = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
