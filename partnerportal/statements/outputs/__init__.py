"""Give a closed statement every form it leaves the portal in: PDF, CSV, Excel and JSON.

Values in, bytes out. GDV is the fifth form and lives in `exchange`, where the library of that format is: exchange
stands above statements, so it takes the value made here, and statements never hear of GDV. One proof adds up all
five (exchange/agreement.py).
"""

from __future__ import annotations

from partnerportal.statements.outputs.content import OutputLine, Sender, StatementHead
from partnerportal.statements.outputs.csv_file import as_csv
from partnerportal.statements.outputs.forms import FORMS, Form, form_of
from partnerportal.statements.outputs.json_file import as_json, schema_text
from partnerportal.statements.outputs.pdf import as_pdf
from partnerportal.statements.outputs.xlsx_file import as_xlsx

__all__ = [
    "FORMS",
    "Form",
    "OutputLine",
    "Sender",
    "StatementHead",
    "as_csv",
    "as_json",
    "as_pdf",
    "as_xlsx",
    "form_of",
    "schema_text",
]
