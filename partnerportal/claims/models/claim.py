"""Describe the claim itself: its invoices, files and payee."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerportal.claims.models.scope import ClaimScoped

STATES = [
    ("draft", "Entwurf"),
    ("submitted", "Weitergeleitet"),
    ("in_review", "In Prüfung"),
    ("question", "Rückfrage"),
    ("decided", "Entschieden"),
    ("closed", "Abgeschlossen"),
]
OUTCOMES = [("full", "Voll erstattet"), ("part", "Teilweise erstattet"), ("refused", "Abgelehnt")]


class ClaimCounter(models.Model):
    """Count the claim numbers of a year without gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)


class Claim(ClaimScoped):
    """A reimbursement claim from first draft to closed case."""

    number = models.CharField(max_length=18, null=True, unique=True)  # noqa: DJ001 - a draft has none
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    step = models.PositiveSmallIntegerField(default=1)
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="claims")
    insured_person = models.ForeignKey(
        "contracts.InsuredPerson", null=True, on_delete=models.PROTECT, related_name="claims"
    )
    typed = models.BinaryField(null=True)
    clerk = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="cases")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_is_complete_once_submitted",
                condition=Q(
                    state="draft", number__isnull=True, department__isnull=True, submitted_at__isnull=True
                )
                | Q(
                    ~Q(state="draft"),
                    number__isnull=False,
                    department__isnull=False,
                    submitted_at__isnull=False,
                    insured_person__isnull=False,
                ),
            )
        ]
        indexes = [
            models.Index(fields=["partner", "-submitted_at", "id"], name="claim_by_partner"),
            models.Index(fields=["department", "submitted_at", "id"], name="claim_by_department"),
        ]


class Invoice(ClaimScoped):
    """One invoice of a claim, and what the department decided on it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="invoices")
    position = models.PositiveSmallIntegerField()
    provider = models.BinaryField(null=True)
    issued_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    outcome = models.CharField(max_length=8, choices=OUTCOMES, null=True)  # noqa: DJ001 - undecided
    paid_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    reason = models.CharField(max_length=30, blank=True)
    reason_note = models.BinaryField(null=True)
    decided_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="invoice_position_once"),
            models.CheckConstraint(
                name="invoice_amount_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="decision_has_person_and_amount",
                condition=Q(outcome__isnull=True, decided_at__isnull=True)
                | Q(
                    outcome__isnull=False,
                    decided_at__isnull=False,
                    paid_amount__gte=0,
                    paid_amount__lte=models.F("amount"),
                ),
            ),
        ]


class Payee(ClaimScoped):
    """The account a claim is paid to, sealed with the policyholder's key; copied, so a later change leaves it."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="payee")
    is_from_contract = models.BooleanField()
    holder = models.BinaryField()
    iban = models.BinaryField()
    bic = models.BinaryField()
    bank_name = models.BinaryField()
    iban_hash = models.BinaryField()
    last_four = models.CharField(max_length=4)
    country = models.CharField(max_length=2)


class Attachment(ClaimScoped):
    """Tie a stored document to an invoice of the claim, or to the answer of an information request."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attachments")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="attachment")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.CASCADE, related_name="attachments")
    information_request = models.ForeignKey(
        "claims.InformationRequest", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField()
