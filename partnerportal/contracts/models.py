"""Describe contracts, the people in them, their bank account and their consents."""

from __future__ import annotations

import uuid

from django.db import models

SALUTATIONS = [("Frau", "Frau"), ("Herr", "Herr"), ("Divers", "Divers"), ("Firma", "Firma")]


class Policyholder(models.Model):
    """The person or firm that concluded the contract (Versicherungsnehmer)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    salutation = models.CharField(max_length=10, choices=SALUTATIONS)
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=10)
    city = models.CharField(max_length=60)


class Contract(models.Model):
    """One insurance contract of one partner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    policyholder = models.ForeignKey(Policyholder, on_delete=models.PROTECT)
    policy_number = models.CharField(max_length=24)
    policy_number_key = models.CharField(max_length=24, unique=True)
    line_of_business = models.CharField(max_length=3)
    tariff = models.CharField(max_length=60)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    holder_sort_key = models.CharField(max_length=130)
    search_text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["partner", "holder_sort_key", "id"])]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on")),
            )
        ]


class InsuredPerson(models.Model):
    """A person insured under a contract (versicherte Person)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="insured_persons")
    salutation = models.CharField(max_length=10, choices=SALUTATIONS)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField()


class BankAccount(models.Model):
    """The account the contract's payments go to: sealed, only the last four digits readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="bank_account")
    holder = models.BinaryField()
    iban = models.BinaryField()
    bic = models.BinaryField()
    bank_name = models.BinaryField()
    iban_hash = models.BinaryField(db_index=True)
    last_four = models.CharField(max_length=4)
    country = models.CharField(max_length=2)


class Consent(models.Model):
    """An insured person's consent or release from secrecy: which wording, when, obtained by whom and how (C74)."""

    KINDS = [("health_consent", "Einwilligung"), ("release_from_secrecy", "Schweigepflichtentbindung")]
    WAYS = [
        ("paper", "Papier"),
        ("signed_file", "Datei"),
        ("in_person", "persönlich"),
        ("guardian", "Vertretung"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    insured_person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=22, choices=KINDS)
    wording_version = models.CharField(max_length=12)
    obtained_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL)
    obtained_how = models.CharField(max_length=12, choices=WAYS)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["insured_person", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_valid_consent_per_kind",
            )
        ]
