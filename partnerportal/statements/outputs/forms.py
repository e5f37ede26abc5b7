"""Name the forms a statement can be downloaded in: a closed list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.statements.outputs.content import OutputLine, StatementHead
from partnerportal.statements.outputs.csv_file import as_csv
from partnerportal.statements.outputs.json_file import as_json
from partnerportal.statements.outputs.pdf import as_pdf
from partnerportal.statements.outputs.xlsx_file import as_xlsx

Writer = Callable[[StatementHead, Iterable[OutputLine]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Form:
    """Be one form: its key in the address and the name's ending, its name, what it is for, and who writes it.

    `write` yields the file in pieces and raises Refused when the statement is too long for the form.
    """

    key: str
    name: str
    what: str
    content_type: str
    write: Writer


def _pdf(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[bytes]:
    yield as_pdf(head, lines)


FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        Form("pdf", _("PDF"), _("zum Lesen und Aufbewahren, mit den Daten darin"), "application/pdf", _pdf),
        Form("csv", _("CSV"), _("für jede Tabellenkalkulation"), "text/csv; charset=utf-8", as_csv),
        Form(
            "xlsx",
            _("Excel"),
            _("mit Summen, zum Weiterrechnen"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            as_xlsx,
        ),
        Form("json", _("JSON"), _("für Ihre Software"), "application/json", as_json),
    )
}


def form_of(key: str) -> Form | None:
    """Return the form of that key, None for a word that names none."""
    return FORMS.get(key)
