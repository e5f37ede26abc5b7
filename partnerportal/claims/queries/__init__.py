"""Read claims, always for a viewer."""

from partnerportal.claims.queries.partner import open_task_count, rows_of_contract

__all__ = ["open_task_count", "rows_of_contract"]
