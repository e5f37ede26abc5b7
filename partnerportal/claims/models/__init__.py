"""Describe claims and everything that hangs on one."""

from partnerportal.claims.models.case import ClaimEvent, InformationRequest
from partnerportal.claims.models.claim import Attachment, Claim, ClaimCounter, Invoice, Payee

__all__ = ["Attachment", "Claim", "ClaimCounter", "ClaimEvent", "InformationRequest", "Invoice", "Payee"]
