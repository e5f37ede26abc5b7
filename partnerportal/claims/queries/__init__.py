"""Read claims, always for a viewer."""

from partnerportal.claims.queries.of_contract import contracts_with_open_claim, documents_of_contract
from partnerportal.claims.queries.partner import open_task_count, rows_of_contract

__all__ = ["contracts_with_open_claim", "documents_of_contract", "open_task_count", "rows_of_contract"]
