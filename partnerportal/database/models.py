"""Keep one wrapped data key per data subject, in a table of its own (security.md, "Keys")."""

from __future__ import annotations

import uuid

from django.db import models


class SubjectKey(models.Model):
    """Hold the wrapped 256-bit key of one data subject; deleting the row shreds everything sealed with it.

    Keys of accounts and applicants belong to no partner.
    """

    subject_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", null=True, on_delete=models.CASCADE, db_index=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
