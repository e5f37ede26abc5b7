"""Describe stored documents. Their bytes lie sealed in the data folder; this row says what they are."""

from __future__ import annotations

import uuid

from django.db import models


class Document(models.Model):
    """A cleaned, sealed file. `department` is empty while only its author may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL)
    department = models.ForeignKey("routing.Department", null=True, on_delete=models.PROTECT)
    subject_id = models.UUIDField()
    name = models.BinaryField()
    media_type = models.CharField(max_length=40)
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    original_size = models.PositiveIntegerField()
    original_sha256 = models.CharField(max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    stored_at = models.DateTimeField()
