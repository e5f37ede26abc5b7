"""Read statements and their lines, for those who have the right to see them."""

from partnerportal.statements.queries.comparison import (
    Comparison,
    ContractChange,
    comparison_for,
    kind_sums,
)
from partnerportal.statements.queries.detail import StatementDetail, statement_for
from partnerportal.statements.queries.lines import (
    LinePage,
    LineReference,
    LineRow,
    all_lines,
    corrected_amount,
    corrections_of,
    departing_count,
    earlier_lines,
    line_for,
    lines_of_contract,
    lines_page,
    without_contract_count,
)
from partnerportal.statements.queries.months import (
    MonthFigure,
    StatementPage,
    StatementRow,
    month_figures,
    statement_counts,
    statement_months,
)

__all__ = [
    "Comparison",
    "ContractChange",
    "LinePage",
    "LineReference",
    "LineRow",
    "MonthFigure",
    "StatementDetail",
    "StatementPage",
    "StatementRow",
    "all_lines",
    "comparison_for",
    "corrected_amount",
    "corrections_of",
    "departing_count",
    "earlier_lines",
    "kind_sums",
    "line_for",
    "lines_of_contract",
    "lines_page",
    "month_figures",
    "statement_counts",
    "statement_for",
    "statement_months",
    "without_contract_count",
]
