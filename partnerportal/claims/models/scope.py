"""Give every row of a claim the columns its visibility is decided by."""

from __future__ import annotations

import uuid

from django.db import models


class ClaimScoped(models.Model):
    """Carry partner, author and department on the row itself, so that a policy needs no sub-select.

    `department` is empty while the claim is a draft: then only its author sees it (design.md, section 6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    department = models.ForeignKey(
        "routing.Department", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
