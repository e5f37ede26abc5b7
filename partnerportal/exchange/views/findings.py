"""List the places of a file where something was found, and give the errors as a file for whoever made it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from itertools import islice
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.queries import FindingRow, error_rows, finding_counts, findings_page
from partnerportal.exchange.rules.reasons import VALUE_KINDS
from partnerportal.exchange.views.frame import answers_404, box_of, shown_run
from partnerportal.privacy.derive_visibility import ObjectKind

MOST_LINES = 100_000
# The list as it stands in the address, and what it shows.
CHOICES = {
    "aenderungen": ("changed", gettext_noop("Änderungen")),
    "abgewiesen": ("rejected", gettext_noop("Abgewiesen")),
    "uebersprungen": ("skipped", gettext_noop("Übersprungen")),
    "geparkt": ("parked", gettext_noop("Geparkt")),
    "fehlend": ("missing", gettext_noop("Fehlt in der Lieferung")),
}
KIND_WORDS = dict(CHOICES.values())


@for_administrator
@answers_404
@require_safe
def findings(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """List places by line and field; `?zeige=` narrows, `?nach=` is the place the list goes on behind."""
    run = shown_run(request, run_id)
    shown = request.GET.get("zeige", "")
    kind = CHOICES[shown][0] if shown in CHOICES else ""
    after = request.GET.get("nach", "")
    page = findings_page(
        viewer=request.viewer, run_id=run_id, kind=kind, after=int(after) if after.isdecimal() else None
    )
    counts = finding_counts(viewer=request.viewer, run_id=run_id)
    context = {
        "run": run,
        "page": page,
        "shown": shown if kind else "",
        "is_first": not after,
        "choices": [(name, word, counts[of]) for name, (of, word) in CHOICES.items() if counts.get(of)],
        "total": sum(counts.values()),
        "words": KIND_WORDS,
        "box": box_of(request, ObjectKind.IMPORT),
    }
    return render(request, "exchange/findings.html", context)


@for_administrator
@answers_404
@require_safe
def errors_csv(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Give what is not taken over as a file: line, record, field, kind of value and reason, never a value."""
    shown_run(request, run_id)
    rows = error_rows(viewer=request.viewer, run_id=run_id)
    answer = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="fehler.csv"'
    return answer


def _csv(rows: Iterable[FindingRow]) -> str:
    """Return the file, with the mark that lets spreadsheets read it as UTF-8."""
    buffer = StringIO("\ufeff")
    buffer.seek(0, 2)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Zeile"), _("Art"), _("Satzart"), _("Feld"), _("Wert"), _("Grund")])
    for row in islice(rows, MOST_LINES):
        writer.writerow(_cells(row))
    if next(iter(rows), None) is not None:
        writer.writerow(["", "", "", "", "", _("Die Datei endet hier. Es gibt weitere Fehler.")])
    return buffer.getvalue()


def _cells(row: FindingRow) -> list[str]:
    kind = VALUE_KINDS.get(row.value_kind, "")
    return [
        str(row.line or ""),
        _(KIND_WORDS.get(row.kind, row.kind)),
        _as_text(row.satzart),
        _(row.field_name) if row.field else "",
        _(kind) if kind else "",
        _(row.sentence),
    ]


def _as_text(cell: str) -> str:
    """Return what came out of the file so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
