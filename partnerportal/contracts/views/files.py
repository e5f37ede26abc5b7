"""Give out the current list of contracts as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_contracts
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.reading import reading_limits
from partnerportal.contracts.forms.search import ExportForm
from partnerportal.contracts.queries.export import (
    MOST_EXPORTED,
    ExportedContract,
    contract_count,
    contracts_for_file,
)
from partnerportal.contracts.rules import line_name, state_of
from partnerportal.contracts.views.above import Above
from partnerportal.kernel.clock import berlin_date
from partnerportal.ui.downloads import file_response
from partnerportal.ui.tables import Cell, Column, rows_as_csv, rows_as_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_view(above: Above) -> Callable[..., HttpResponseBase]:
    """Return the view that gives the list or the search with its filters out as CSV or XLSX."""

    @for_contracts
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires_fresh(back_to="contracts:list")
    def export(request: PortalRequest) -> HttpResponseBase:
        """Every file asks for the password anew and is the account's latest transaction.

        It counts as what it shows, but as 1,000 records at most (clause C04): the owner is told of a large one, and
        an honest office can still take its whole portfolio along, though not three times a day.
        """
        form = ExportForm(request.POST)
        if request.method != "POST" or not form.is_valid():
            return redirect("contracts:list")
        today = berlin_date(request.now)
        open_claims = above.open_claims(viewer=request.viewer) if request.viewer.may_see_claims else None
        wanted: dict[str, Any] = {
            "viewer": request.viewer,
            "text": form.cleaned_data["q"],
            "chosen": form.chosen(on=today, open_claims=open_claims),
        }
        found = contract_count(**wanted)
        request.records_shown = min(max(1, found), reading_limits().notice)
        kind = form.cleaned_data["form"]
        rows = (row for contract in contracts_for_file(**wanted) for row in _rows(contract, today))
        pieces = (
            rows_as_csv([column.heading for column in _columns()], rows)
            if kind == "csv"
            else rows_as_xlsx(
                _("Verträge"), _columns(), rows, dated=request.now, author=request.viewer.organisation
            )
        )
        return file_response(
            pieces, name=_name(today, kind, is_cut=found > MOST_EXPORTED), content_type=TYPES[kind]
        )

    return export


def _name(today: date, kind: str, *, is_cut: bool) -> str:
    """Return a name that says the day, and that the list was longer than the file."""
    cut = f"-erste-{MOST_EXPORTED}" if is_cut else ""
    return f"vertraege-{today.isoformat()}{cut}.{kind}"


def _columns() -> list[Column]:
    return [
        Column(_("Versicherungsnummer"), 22),
        Column(_("Sparte"), 22),
        Column(_("Tarif"), 26),
        Column(_("Stand"), 14),
        Column(_("Beginn"), 12, "date"),
        Column(_("Ende"), 12, "date"),
        Column(_("Versicherungsnehmer: Anrede"), 10),
        Column(_("Versicherungsnehmer: Vorname"), 18),
        Column(_("Versicherungsnehmer: Nachname"), 22),
        Column(_("Straße und Hausnummer"), 28),
        Column(_("Postleitzahl"), 10),
        Column(_("Ort"), 20),
        Column(_("IBAN (verdeckt)"), 30),
        Column(_("Versicherte Person: Anrede"), 10),
        Column(_("Versicherte Person: Vorname"), 18),
        Column(_("Versicherte Person: Nachname"), 22),
        Column(_("Versicherte Person: Geburtsdatum"), 14, "date"),
        Column(_("Versicherte Person: Tarife"), 26),
    ]


def _rows(contract: ExportedContract, today: date) -> Iterator[list[Cell]]:
    """Yield a row for each insured person; one without a person for a contract that has none."""
    head: list[Cell] = [
        contract.policy_number,
        _(line_name(contract.line_of_business)),
        contract.tariff,
        _(state_of(contract, today).value),
        contract.begins_on,
        contract.ends_on,
        contract.salutation,
        contract.first_name,
        contract.last_name,
        contract.street,
        contract.postal_code,
        contract.city,
        contract.iban,
    ]
    if not contract.persons:
        yield [*head, None, None, None, None, None]
    for person in contract.persons:
        tariffs = ", ".join(person.tariffs)
        yield [*head, person.salutation, person.first_name, person.last_name, person.born_on, tariffs]
