"""Describe threads between a partner and a department, always tied to what they are about."""

from __future__ import annotations

import uuid

from django.db import models


class Thread(models.Model):
    """A conversation about a statement line. `subject_id` names the key its texts are sealed with.

    That is the policyholder of the line's contract; where the contract is not here, the thread itself.
    """

    STATES = [("open", "offen"), ("answered", "beantwortet"), ("closed", "erledigt")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    department = models.ForeignKey("routing.Department", on_delete=models.PROTECT, related_name="+")
    statement_line = models.ForeignKey(
        "statements.StatementLine", on_delete=models.PROTECT, related_name="threads"
    )
    subject_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=STATES, default="open")
    opened_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["partner", "-last_message_at", "id"], name="thread_by_partner"),
            models.Index(fields=["department", "state", "last_message_at"], name="thread_by_department"),
        ]


class Message(models.Model):
    """One message of a thread, sealed with the key of the thread's subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    department = models.ForeignKey("routing.Department", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    is_from_department = models.BooleanField()
    written_at = models.DateTimeField()
    text = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["thread", "written_at"], name="message_of_thread")]
