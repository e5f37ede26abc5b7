"""Describe people on their way to an account: who registered, and who was invited."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from partnerportal.accounts.models.account import ACCOUNT_ROLES, Account


class Registration(models.Model):
    """An applicant. Every personal column is sealed with the applicant's own key (subject = id).

    `email_hash` is the keyed hash that finds a second registration of one address. The states in their order:
    draft (not sent), unconfirmed (e-mail not confirmed), waiting (for the administrator), asked (the administrator
    asked back), owner (the administrator agreed, the owner has to), approved, refused.
    """

    STATES = [
        ("draft", "begonnen"),
        ("unconfirmed", "unbestätigt"),
        ("waiting", "wartet auf Prüfung"),
        ("asked", "Rückfrage"),
        ("owner", "wartet auf Inhaber"),
        ("approved", "freigegeben"),
        ("refused", "abgelehnt"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=12, choices=STATES, default="draft")
    language = models.CharField(max_length=2, default="de")
    first_name = models.BinaryField(null=True)
    last_name = models.BinaryField(null=True)
    email = models.BinaryField(null=True)
    email_hash = models.BinaryField(null=True, db_index=True)
    born_on = models.BinaryField(null=True)
    street = models.BinaryField(null=True)
    postal_code = models.BinaryField(null=True)
    city = models.BinaryField(null=True)
    intermediary_number = models.BinaryField(null=True)
    register_number = models.BinaryField(null=True)
    terms_version = models.CharField(max_length=20, blank=True)
    terms_accepted_at = models.DateTimeField(null=True)
    notice_version = models.CharField(max_length=20, blank=True)
    notice_acknowledged_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    partner = models.ForeignKey("partners.Partner", null=True, on_delete=models.PROTECT)
    decided_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="decided_registrations"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.BinaryField(null=True)
    question = models.BinaryField(null=True)
    answer = models.BinaryField(null=True)
    account = models.OneToOneField(Account, null=True, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registration_is_decided_by_a_person_for_a_partner",
                condition=~Q(state__in=["owner", "approved"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, partner__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_is_refused_with_a_reason",
                condition=~Q(state="refused") | Q(decided_at__isnull=False, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_waits_only_when_confirmed",
                condition=Q(state__in=["draft", "unconfirmed", "refused"]) | Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="registration_open_once_per_address",
                fields=["email_hash"],
                condition=Q(state__in=["waiting", "asked", "owner"]),
            ),
        ]


class Invitation(models.Model):
    """Somebody an owner or administrator invited; the link in the mail opens once and for 72 hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField()
    role = models.CharField(max_length=15, choices=ACCOUNT_ROLES)
    partner = models.ForeignKey("partners.Partner", null=True, on_delete=models.PROTECT)
    department = models.ForeignKey("routing.Department", null=True, on_delete=models.PROTECT)
    may_see_statements = models.BooleanField(default=False)
    may_see_claims = models.BooleanField(default=False)
    may_see_contracts = models.BooleanField(default=False)
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_belongs_to_partner_or_operator",
                condition=Q(role__in=["owner", "staff"], partner__isnull=False, department__isnull=True)
                | Q(role="clerk", partner__isnull=True, department__isnull=False)
                | Q(role__in=["officer", "administrator"], partner__isnull=True, department__isnull=True),
            ),
        ]
