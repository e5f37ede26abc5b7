"""Describe what happens to a claim in the department."""

from __future__ import annotations

from django.db import models

from partnerportal.claims.models.claim import Claim
from partnerportal.claims.models.scope import ClaimScoped

EVENTS = [
    ("claim.submitted", "Eingereicht"),
    ("claim.forwarded", "Weitergeleitet"),
    ("claim.taken", "In Prüfung"),
    ("claim.question.asked", "Rückfrage"),
    ("claim.question.answered", "Rückfrage beantwortet"),
    ("claim.decided", "Entschieden"),
    ("claim.closed", "Abgeschlossen"),
]


class InformationRequest(ClaimScoped):
    """A question of the clerk and the partner's answer, both sealed with the insured person's key."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="information_requests")
    question = models.BinaryField()
    asked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.BinaryField(null=True)
    answered_by = models.ForeignKey(
        "accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(answered_at__isnull=True),
                name="one_open_question_per_claim",
            )
        ]


class ClaimEvent(ClaimScoped):
    """One step of the claim's timeline: what happened when, without text and without IP."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30, choices=EVENTS)
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["claim", "occurred_at"])]
