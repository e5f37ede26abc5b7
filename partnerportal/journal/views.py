"""Show the journal to the officer, who first says why (clause C52)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.journal import queries
from partnerportal.journal.chart import HEIGHT, MIDDLE, WIDTH, chart_of
from partnerportal.journal.forms import ALL, FilterForm, ReadingForm
from partnerportal.journal.models import Reading
from partnerportal.journal.rules import PURPOSES, READING_LASTS
from partnerportal.journal.services import open_reading
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer

UNPROCESSABLE = 422
View = Callable[..., HttpResponseBase]
AccountNamed = Callable[[str], UUID | None]


class OfficerRequest(HttpRequest):
    """Name what the middleware of accounts, a floor above, adds to a request."""

    viewer: Viewer
    now: datetime


def log_view(account_named: AccountNamed) -> View:
    """Return the view of the journal; `account_named` finds the account of an e-mail address."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def log(request: OfficerRequest) -> HttpResponseBase:
        reading = queries.open_reading_of(viewer=request.viewer, now=request.now)
        if request.method == "POST":
            form = ReadingForm(request.POST)
            return _opened(request, form, account_named) if form.is_valid() else _closed_page(request, form)
        return _open_page(request, reading) if reading else _closed_page(request, None)

    return log


def filter_view(account_named: AccountNamed) -> View:
    """Return the view that asks for other lines for the same reason; each question is journaled as one more reading."""

    @require_POST
    def ask(request: OfficerRequest) -> HttpResponseBase:
        reading = queries.open_reading_of(viewer=request.viewer, now=request.now)
        if reading is None:
            return redirect("journal:log")
        form = FilterForm(request.POST)
        if not form.is_valid():
            return _open_page(request, reading, form)
        form.cleaned_data |= {"purpose": reading.purpose, "reason": reading.reason}
        return _opened(request, form, account_named)

    return ask


def _opened(request: OfficerRequest, form: FilterForm, account_named: AccountNamed) -> HttpResponse:
    open_reading(
        actor=request.viewer,
        purpose=form.cleaned_data["purpose"],
        reason=form.cleaned_data["reason"],
        asked=form.asked(account_named),
        now=request.now,
    )
    return HttpResponseRedirect(reverse("journal:log"))


def _closed_page(request: OfficerRequest, form: ReadingForm | None) -> HttpResponse:
    """Ask for the reason; nothing of the journal is shown but its seal and who read it."""
    fresh = ReadingForm(initial=FilterForm.usual_period(berlin_date(request.now)))
    context = {"form": form or fresh, "minutes": READING_LASTS.seconds // 60, **_around(request)}
    return render(request, "journal/reason.html", context, status=UNPROCESSABLE if form else 200)


def _open_page(request: OfficerRequest, reading: Reading, form: FilterForm | None = None) -> HttpResponse:
    """Show the lines the reading asks for, and the figures by hour."""
    viewer = request.viewer
    page = queries.lines_page(viewer=viewer, reading=reading, after=request.GET.get("nach"))
    hours = queries.figures_by_hour(viewer=viewer, reading=reading)
    context = {
        "reading": reading,
        "purpose": PURPOSES[reading.purpose],
        "closes_at": reading.opened_at + READING_LASTS,
        "page": page,
        "is_first": "nach" not in request.GET,
        "hours": [hour for hour in hours if hour.logins or hour.failures],
        "chart": chart_of(hours),
        "drawing": {"width": WIDTH, "height": HEIGHT, "middle": MIDDLE},
        "logins": sum(hour.logins for hour in hours),
        "failures": sum(hour.failures for hour in hours),
        "form": form or FilterForm(initial=_initial(reading)),
        **_around(request),
    }
    return render(request, "journal/log.html", context, status=UNPROCESSABLE if form else 200)


def _around(request: OfficerRequest) -> dict[str, Any]:
    readings = queries.newest_readings(viewer=request.viewer)
    return {
        "seal": queries.seal_state(viewer=request.viewer),
        "readings": [(reading, PURPOSES[reading.purpose]) for reading in readings],
        "own_id": request.viewer.account,
        "code": code_of,
    }


def _initial(reading: Reading) -> dict[str, Any]:
    return {"since": reading.asked_since, "until": reading.asked_until, "kind": reading.asked_kind or ALL}


def code_of(value: UUID | bytes) -> str:
    """Return the first eight digits of an id or a keyed hash: enough to recognise it on the page, no name."""
    digits = bytes(value).hex() if not isinstance(value, UUID) else value.hex
    return f"{digits[:4]}-{digits[4:8]}".upper()
