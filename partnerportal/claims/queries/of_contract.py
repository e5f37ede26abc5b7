"""Read claims and their documents from the side of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnerportal.claims.models import Attachment, Claim
from partnerportal.claims.rules.standing import DECIDED
from partnerportal.documents.queries import DocumentRow, rows_for
from partnerportal.kernel.viewer import Viewer

DOCUMENTS_OF_CONTRACT = 8


@dataclass(frozen=True, slots=True)
class ContractDocument:
    """Hold a document with the claim it was sent for."""

    claim_number: str
    document: DocumentRow


def contracts_with_open_claim(*, viewer: Viewer) -> QuerySet[Any, UUID]:
    """Return the contracts that have a sent claim not yet decided, as a query of their ids."""
    own = Claim.objects.filter(partner_id=viewer.partner) if viewer.may_see_claims else Claim.objects.none()
    return own.exclude(state__in=("draft", *DECIDED)).values_list("contract_id", flat=True)


def documents_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[ContractDocument, ...]:
    """Return the newest documents sent for claims of the contract; three queries, none without sight of claims."""
    if not viewer.may_see_claims:
        return ()
    ties = (
        Attachment.objects.filter(partner_id=viewer.partner, claim__contract_id=contract_id)
        .exclude(claim__state="draft")
        .order_by("-document__stored_at", "document_id")
        .values_list("document_id", "claim__number")[:DOCUMENTS_OF_CONTRACT]
    )
    numbers = {document_id: number or "" for document_id, number in ties}
    rows = rows_for(viewer=viewer, document_ids=numbers)
    return tuple(ContractDocument(numbers[row.id], row) for row in rows)
