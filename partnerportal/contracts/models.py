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
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, db_index=False)
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
        indexes = [
            # Lists and their filters read this index alone, without the table.
            models.Index(
                fields=["partner", "holder_sort_key", "id"],
                include=["line_of_business", "begins_on", "ends_on", "policy_number_key"],
                name="contracts_by_holder",
            ),
            models.Index(fields=["holder_sort_key", "id"], name="contracts_by_holder_of_all"),
            models.Index(fields=["partner", "ends_on"], name="contracts_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on")),
            )
        ]


class SearchWord(models.Model):
    """One word of the names in a contract; triggers derive it from `search_text`, nothing else writes here (ADR 17).

    `word_before` is the contract's next smaller word. Where two words of a contract begin as searched for, only the
    smaller has one before it that does not: so each contract is found once.
    """

    pk = models.CompositePrimaryKey("word", "holder_sort_key", "contract_id")
    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    word = models.TextField(db_collation="C")
    word_before = models.TextField(db_collation="C")
    holder_sort_key = models.CharField(max_length=130, db_collation="C")
    contract = models.ForeignKey(
        Contract,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="search_words",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["partner", "word", "holder_sort_key", "contract"],
                include=["word_before"],
                name="search_words_of_partner",
            )
        ]


class InsuredPerson(models.Model):
    """A person insured under a contract (versicherte Person); `number` is the insurer's running number of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="insured_persons")
    salutation = models.CharField(max_length=10, choices=SALUTATIONS)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField()
    number = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partner", "born_on", "contract"], name="persons_by_birth_date")]


class PersonTariff(models.Model):
    """A tariff one person is insured by under the contract."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="person_tariffs")
    insured_person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="tariffs")
    tariff = models.CharField(max_length=60)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)


class BankAccount(models.Model):
    """The account the contract's payments go to: sealed, only the last four digits readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, db_index=False)
    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="bank_account")
    holder = models.BinaryField()
    iban = models.BinaryField()
    bic = models.BinaryField()
    bank_name = models.BinaryField()
    iban_hash = models.BinaryField(db_index=True)
    last_four = models.CharField(max_length=4)
    country = models.CharField(max_length=2)

    class Meta:
        indexes = [models.Index(fields=["partner", "last_four"], name="bank_accounts_by_last_four")]


class Consent(models.Model):
    """An insured person's consent or release from secrecy: which wording, when, obtained by whom and how (C74)."""

    KINDS = [("health_consent", "Einwilligung"), ("release_from_secrecy", "Schweigepflichtentbindung")]
    WAYS = [
        ("paper", "Papier"),
        ("signed_file", "Datei"),
        ("in_person", "persönlich"),
        ("guardian", "Vertretung"),
        ("file", "Datei des Versicherers"),
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


CHANGE_KINDS = [
    ("address", "Anschrift"),
    ("name", "Name"),
    ("bank_account", "Bankverbindung"),
    ("insured_person", "Versicherte Person"),
]


class ChangeRequest(models.Model):
    """What a partner asks to have changed in a contract: `proposed` is sealed JSON, with the policyholder's key.

    `checked_by` is the first pair of eyes of a new bank account, `decided_by` the one that carried it over.
    """

    STATES = [
        ("open", "Eingegangen"),
        ("checked", "Geprüft"),
        ("done", "Übernommen"),
        ("refused", "Abgelehnt"),
        ("withdrawn", "Zurückgezogen"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    department = models.ForeignKey("routing.Department", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="change_requests")
    insured_person = models.ForeignKey(
        InsuredPerson, null=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=14, choices=CHANGE_KINDS)
    state = models.CharField(max_length=9, choices=STATES, default="open")
    proposed = models.BinaryField()
    note = models.BinaryField(null=True)
    requested_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, blank=True)
    reason_note = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["contract", "requested_at"], name="change_request_of_contract"),
            models.Index(
                fields=["department", "requested_at", "id"],
                condition=models.Q(decided_at__isnull=True),
                name="change_request_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="new_bank_account_has_four_eyes",
                condition=~models.Q(kind="bank_account", state="done")
                | models.Q(checked_by__isnull=True)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(checked_by=models.F("decided_by")),
            ),
            models.UniqueConstraint(
                fields=["contract", "kind", "insured_person"],
                condition=models.Q(state__in=["open", "checked"]),
                nulls_distinct=False,
                name="one_open_change_of_a_kind",
            ),
        ]


class ContractChange(models.Model):
    """One line of a contract's history: which field changed, when and from which source, never its values."""

    SOURCES = [("file", "Datei des Versicherers"), ("change_request", "Änderungswunsch")]

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes", db_index=False)
    field = models.CharField(max_length=40)
    source = models.CharField(max_length=14, choices=SOURCES)
    source_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["contract", "-changed_at"], name="change_of_contract")]


class DataGuard(models.Model):
    """Keep fields of a contract from being overwritten by a file (Art. 16, 18 GDPR) until it is lifted."""

    REASONS = [("rectification", "Berichtigung"), ("restriction", "Einschränkung")]
    FIELDS = [*CHANGE_KINDS, ("all", "alle Angaben")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="guards")
    insured_person = models.ForeignKey(
        InsuredPerson, null=True, on_delete=models.PROTECT, related_name="guards"
    )
    reason = models.CharField(max_length=13, choices=REASONS)
    fields = models.CharField(max_length=14, choices=FIELDS)
    change_request = models.ForeignKey(ChangeRequest, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
