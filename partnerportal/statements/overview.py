"""What a partner's first page shows of the ledger: the newest month beside the one before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements import wording
from partnerportal.statements.chart import Chart, chart_of
from partnerportal.statements.queries import MonthFigure, month_figures
from partnerportal.statements.rules.difference import month_before

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Commission:
    """Hold what the newest closed month brought; `per_cent` is the change to the month before, None without one.

    `template` draws it: the page belongs to an app below, which knows no statements.
    """

    newest: MonthFigure
    per_cent: int | None
    before: MonthFigure | None
    chart: Chart | None
    template: str = "statements/commission_card.html"

    @property
    def words(self) -> ModuleType:
        """Return the words of months and amounts."""
        return wording


def commission_for(*, viewer: Viewer) -> Commission | None:
    """Return the commission of the newest month in euros, None without the right or a closed statement; one query."""
    if not viewer.may_see_statements:
        return None
    figures = [figure for figure in month_figures(viewer=viewer, months=MONTHS) if figure.currency == "EUR"]
    if not figures:
        return None
    newest = figures[-1]
    before = next((figure for figure in figures if figure.month == month_before(newest.month)), None)
    return Commission(newest, _change(newest.total, before), before, chart_of(figures))


def _change(total: Decimal, before: MonthFigure | None) -> int | None:
    """Return the change in whole per cent; None where a percentage says nothing (nothing before, or a loss)."""
    if before is None or before.total <= 0 or total < 0:
        return None
    return round((total - before.total) / before.total * 100)
