"""Gather the names that must not stand in a password: the person's, the firm's, the portal's."""

from __future__ import annotations

from django.conf import settings

from partnerportal.accounts.models import Account

PORTAL_NAMES = ("Partnerportal",)


def names_of_account(account: Account) -> tuple[str, ...]:
    """Return name, e-mail address and firm of an account."""
    firm = account.partner.name if account.partner is not None else ""
    return (account.first_name, account.last_name, account.email, firm)


def names_of_portal() -> tuple[str, ...]:
    """Return the names of the portal and of its operator."""
    operator = settings.CONTROLLER.operator
    return (*PORTAL_NAMES, operator.name, operator.short_name, operator.email)
