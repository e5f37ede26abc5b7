"""Say what the pages of contracts show of the apps a floor above; the address table hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from partnerportal.contracts.queries import ContractIds
from partnerportal.kernel.viewer import Viewer


class OfContract(Protocol):
    """Return the newest rows that belong to one contract."""

    def __call__(self, *, viewer: Viewer, contract_id: UUID) -> Sequence[Any]:
        """Return the rows the viewer may see, newest first, few enough for a page."""


class OpenClaims(Protocol):
    """Return the contracts with a claim that is not decided."""

    def __call__(self, *, viewer: Viewer) -> ContractIds:
        """Return their ids as a query that has not been asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Hold the queries of claims, their documents and of statements that the pages of contracts use.

    `claims_of` rows have number, person, standing (word, tone, icon), submitted_at and amounts; `documents_of` rows
    claim_number and document (id, name, pages, stored_at); `lines_of` rows number, position, month, kind_name,
    booked_on and amount, currency.
    """

    claims_of: OfContract
    documents_of: OfContract
    lines_of: OfContract
    open_claims: OpenClaims
