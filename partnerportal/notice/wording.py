"""Fill the placeholders of the notice from the controller file, the settings and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from partnerportal.accounts.passwords.rules import SHORTEST
from partnerportal.notice.controller import Controller
from partnerportal.privacy.retention_classes import retention_class


def cookie_names_in_force() -> tuple[str, ...]:
    """Return the names the settings give our cookies in this mode."""
    return (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)


def words(controller: Controller) -> Mapping[str, str]:
    """Return what stands behind each placeholder, such as {operator} or {idle_minutes}."""
    operator, officer, authority = controller.operator, controller.officer, controller.authority
    return {
        "operator": operator.name,
        "operator_address": operator.address.line,
        "operator_phone": operator.phone,
        "officer": officer.name,
        "officer_email": officer.email,
        "officer_phone": officer.phone,
        "authority": authority.name,
        "authority_address": authority.address.line,
        "provider": controller.hosting.provider,
        "site": controller.hosting.site,
        "idle_minutes": str(settings.SESSION_IDLE // timedelta(minutes=1)),
        "absolute_hours": str(settings.SESSION_ABSOLUTE // timedelta(hours=1)),
        "password_length": str(SHORTEST),
        "reading_notice": _grouped(settings.READING_NOTICE),
        "reading_stop": _grouped(settings.READING_STOP),
        "sessions_per_account": str(settings.SESSIONS_PER_ACCOUNT),
        "advisory_days": str(controller.advisory_days),
        "journal_days": str(retention_class("R-PROTOKOLL").period.amount),
    }


def _grouped(number: int) -> str:
    """Write thousands apart by a narrow space, which both languages read alike (DIN 5008, ISO 80000)."""
    return f"{number:,}".replace(",", "\u202f")
