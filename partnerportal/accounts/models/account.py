"""Describe a person's login."""

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
    """A person's login; belongs to one partner or to the operator. When someone last signed in is journal data only.

    `born_on` (ISO date) is sealed with the account's own key. `is_active` is false while the account is blocked,
    removed, or still waits for its first password.
    """

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
    born_on = models.BinaryField(null=True)
    street = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    has_second_factor = models.BooleanField(default=False)
    terms_version = models.CharField(max_length=20, blank=True)
    terms_accepted_at = models.DateTimeField(null=True)
    notice_version = models.CharField(max_length=20, blank=True)
    notice_acknowledged_at = models.DateTimeField(null=True)

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
            models.CheckConstraint(
                name="account_blocked_or_removed_is_inactive",
                condition=Q(is_active=False) | Q(blocked_at__isnull=True, removed_at__isnull=True),
            ),
        ]
