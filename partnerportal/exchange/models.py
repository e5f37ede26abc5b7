"""Describe imports: runs, what was found in a file, conflicts, and firms that wait for their partner.

No row holds a personal value in plain. Who sees what: the administrator sees runs, findings and parked firms; a clerk
who keeps contracts sees the conflicts and which contracts are missing.
"""

from __future__ import annotations

import uuid

from django.db import models


class ImportRun(models.Model):
    """One file that came in, from its arrival to its end; the sealed file goes when the run ends.

    `result` is the document of interfaces.md, "import". `mapping` says which column of a CSV file fills which field.
    """

    FORMATS = [("gdv", "GDV"), ("csv", "CSV")]
    ORIGINS = [("upload", "Upload"), ("folder", "Ordner"), ("command", "Befehl"), ("parked", "Geparkt")]
    STATES = [
        ("waiting", "wartet"),
        ("reading", "wird gelesen"),
        ("previewed", "Vorschau"),
        ("applying", "wird übernommen"),
        ("done", "übernommen"),
        ("refused", "abgelehnt"),
        ("discarded", "verworfen"),
        ("failed", "abgebrochen"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    format = models.CharField(max_length=3, choices=FORMATS)
    origin = models.CharField(max_length=7, choices=ORIGINS)
    started_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL)
    state = models.CharField(max_length=9, choices=STATES)
    applies_at_once = models.BooleanField(default=False)
    is_full_delivery = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict)
    file_sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=20, blank=True)
    records_total = models.PositiveIntegerField(null=True)
    records_read = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    refusal_code = models.CharField(max_length=40, blank=True)
    refused_line = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    previewed_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "id"])]


class ImportFinding(models.Model):
    """What was found at one place of a file: where and why, never the value.

    `contract` is set for what clerks look after; the administrator cannot open it.
    """

    KINDS = [
        ("skipped", "übersprungen"),
        ("rejected", "abgewiesen"),
        ("changed", "geändert"),
        ("missing", "fehlt in der Lieferung"),
        ("parked", "geparkt"),
    ]

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="findings")
    line = models.PositiveIntegerField(null=True)
    satzart = models.CharField(max_length=10, blank=True)
    field = models.CharField(max_length=40, blank=True)
    value_kind = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=KINDS)
    reason = models.CharField(max_length=40, blank=True)
    contract = models.ForeignKey("contracts.Contract", null=True, on_delete=models.CASCADE, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["run", "kind", "id"])]


class ImportConflict(models.Model):
    """A value of a file that would overwrite what a person had corrected or restricted (Art. 16, 18 GDPR).

    `value` is sealed with the policyholder's key; `value_hash` only tells whether a later file says the same.
    """

    STATES = [("open", "offen"), ("kept", "behalten"), ("taken", "übernommen")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="conflicts")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT)
    insured_person = models.ForeignKey("contracts.InsuredPerson", null=True, on_delete=models.PROTECT)
    field = models.CharField(max_length=40)
    value = models.BinaryField()
    value_hash = models.BinaryField()
    state = models.CharField(max_length=5, choices=STATES, default="open")
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "insured_person", "field"],
                condition=models.Q(state="open"),
                nulls_distinct=False,
                name="one_open_conflict_per_field",
            )
        ]


class ParkedFirm(models.Model):
    """What a file holds for a firm that is no partner here yet: kept sealed until the firm is entered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="parked")
    intermediary_number = models.CharField(max_length=10)
    contracts = models.PositiveIntegerField()
    parked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intermediary_number"],
                condition=models.Q(taken_at__isnull=True),
                name="one_waiting_slice_per_firm",
            )
        ]
