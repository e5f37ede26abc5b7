"""Describe accounts and everything around signing in."""

from partnerportal.accounts.models.account import ACCOUNT_ROLES, Account
from partnerportal.accounts.models.api_tokens import ApiToken
from partnerportal.accounts.models.brake import SignInBrake
from partnerportal.accounts.models.changes import DetailsChange, EmailChange, FactorRecovery
from partnerportal.accounts.models.letters import Letter, OneTimeLink
from partnerportal.accounts.models.registration import Invitation, Registration
from partnerportal.accounts.models.services import ServiceOptIn
from partnerportal.accounts.models.session import KnownDevice, ReadingCount, Session

__all__ = [
    "ACCOUNT_ROLES",
    "Account",
    "ApiToken",
    "DetailsChange",
    "EmailChange",
    "FactorRecovery",
    "Invitation",
    "KnownDevice",
    "Letter",
    "OneTimeLink",
    "ReadingCount",
    "Registration",
    "ServiceOptIn",
    "Session",
    "SignInBrake",
]
