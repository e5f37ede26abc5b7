"""Describe what the interface keeps for itself."""

from __future__ import annotations

import uuid

from django.db import models


class RepeatableRequest(models.Model):
    """A request that must not be carried out twice: hashes of key and content, and what it created.

    `route` is method and route, `created` a claim number or an opaque id; neither content nor answer is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64)
    route = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64)
    created = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key_hash"], name="key_belongs_to_one_request")
        ]


class DocumentReceipt(models.Model):
    """A document of the mailbox an account's software has fetched and acknowledged; it is no longer new then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    document = models.CharField(max_length=40)
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "document"], name="document_acknowledged_once")
        ]
