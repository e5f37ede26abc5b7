"""Write tables that leave the portal: CSV for German Excel, and Excel itself, both in constant memory."""

from __future__ import annotations

from partnerportal.ui.tables.csv_rows import Cell, cell_text, rows_as_csv
from partnerportal.ui.tables.xlsx_rows import Column, TooManyRows, Workbook, rows_as_xlsx

__all__ = ["Cell", "Column", "TooManyRows", "Workbook", "cell_text", "rows_as_csv", "rows_as_xlsx"]
