"""Describe accounts, their sessions, and how much each account reads."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from partnerportal.kernel.viewer import Role

ACCOUNT_ROLES = [
    (Role.OWNER.value, "Inhaber"),
    (Role.STAFF.value, "Mitarbeiter"),
    (Role.CLERK.value, "Sachbearbeitung"),
    (Role.OFFICER.value, "Datenschutz"),
    (Role.ADMINISTRATOR.value, "Verwaltung"),
]


class Account(AbstractBaseUser):
    """A person's login; belongs to one partner or to the operator. When someone last signed in is journal data only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    salutation = models.CharField(max_length=10, blank=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    role = models.CharField(max_length=15, choices=ACCOUNT_ROLES)
    partner = models.ForeignKey("partners.Partner", null=True, on_delete=models.PROTECT)
    department = models.ForeignKey("routing.Department", null=True, on_delete=models.PROTECT)
    may_see_statements = models.BooleanField(default=False)
    may_see_claims = models.BooleanField(default=False)
    may_see_contracts = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="de", choices=[("de", "Deutsch"), ("en", "English")])
    appearance = models.CharField(
        max_length=5, default="auto", choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")]
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    last_login = None
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_belongs_to_partner_or_operator",
                condition=Q(role__in=["owner", "staff"], partner__isnull=False, department__isnull=True)
                | Q(role="clerk", partner__isnull=True, department__isnull=False)
                | Q(role__in=["officer", "administrator"], partner__isnull=True, department__isnull=True),
            ),
        ]


class Session(models.Model):
    """One signed-in browser. The key is stored hashed, so a copy of this table opens nothing."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    payload = models.TextField()
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()


class ReadingCount(models.Model):
    """How many records an account was shown today (Berlin): one row, begun anew each day (clause C04).

    `noticed_at` is when the owner began to be told.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT)
    day = models.DateField()
    records = models.PositiveIntegerField()
    noticed_at = models.DateTimeField(null=True)
