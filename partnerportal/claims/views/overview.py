"""Show a partner the first page: tasks, figures, newest claims, own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from babel.numbers import format_currency
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_partner
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries.overview import ClaimWork, Overview, overview_for
from partnerportal.claims.rules.greeting import greeting_at
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.views.draft_frame import ROUTES
from partnerportal.claims.views.partner import status_chips
from partnerportal.kernel.clock import BERLIN, berlin_date
from partnerportal.kernel.money import Money
from partnerportal.kernel.viewer import Viewer
from partnerportal.privacy.retention_classes import due_on, retention_class
from partnerportal.ui.environment import current_language
from partnerportal.ui.formatting import clock_time, long_date, short_date

FORMS_OF_ADDRESS = {"Frau": gettext_noop("Frau %(name)s"), "Herr": gettext_noop("Herr %(name)s")}
NUMBER_WORDS = (
    gettext_noop("Zwei"), gettext_noop("Drei"), gettext_noop("Vier"), gettext_noop("Fünf"),
    gettext_noop("Sechs"), gettext_noop("Sieben"), gettext_noop("Acht"), gettext_noop("Neun"),
    gettext_noop("Zehn"), gettext_noop("Elf"), gettext_noop("Zwölf"),
)  # fmt: skip


NOTHING = (Money(Decimal(0), "EUR"),)


class CommissionOf(Protocol):
    """Return what the newest statements brought; the statements app, a floor above, provides it."""

    def __call__(self, *, viewer: Viewer) -> Any | None:
        """Return an object whose `template` draws it as `commission`; None where there is nothing to show."""


def overview_view(commission_of: CommissionOf) -> Callable[..., HttpResponseBase]:
    """Return the first page: what waits comes first; an account without a right sees nothing of that part."""

    @for_partner
    @require_safe
    def overview(request: PortalRequest) -> HttpResponseBase:
        found = overview_for(viewer=request.viewer, now=request.now)
        request.records_shown = found.records
        work = found.work
        context = {
            "overview": found,
            "work": work,
            "greeting": _(greeting_at(request.now.astimezone(BERLIN).hour)),
            "name": _form_of_address(request),
            "lead": _lead(found),
            "tasks": _tasks(work, request.now) if work else [],
            "more_drafts": work.counts.drafts - len(work.drafts) if work else 0,
            "year": berlin_date(request.now).year,
            "paid": _paid(work) if work else [],
            "median": _in_days(work.median) if work else None,
            "commission": commission_of(viewer=request.viewer),
            "chips": status_chips(work.counts, chosen=None) if work else [],
            "logins": [_login(login.at, login.ip, request.now) for login in found.logins],
        }
        return render(request, "claims/overview.html", context)

    return overview


def _form_of_address(request: PortalRequest) -> str:
    account = request.user
    pattern = FORMS_OF_ADDRESS.get(getattr(account, "salutation", ""))
    if pattern is None:
        return request.viewer.display_name
    return _(pattern) % {"name": getattr(account, "last_name", "")}


def _lead(found: Overview) -> str:
    work = found.work
    if work is None:
        return _("Hier sehen Sie, was Ihr Zugang umfasst.")
    waiting = work.counts.question + work.counts.drafts
    if waiting == 1:
        return _("Ein Vorgang wartet auf Sie. Alles andere läuft.")
    if waiting:
        word = _(NUMBER_WORDS[waiting - 2]) if waiting - 2 < len(NUMBER_WORDS) else str(waiting)
        return _("%(number)s Vorgänge warten auf Sie. Alles andere läuft.") % {"number": word}
    if not work.counts.sent:
        return _("Willkommen im Partnerportal. Hier beginnt Ihr erster Antrag.")
    return _("Nichts wartet auf Sie. Alles läuft.")


def _tasks(work: ClaimWork, now: datetime) -> list[dict[str, str]]:
    today = berlin_date(now)
    tasks = []
    for question in work.questions:
        is_late = question.due_on < today
        deadline = _("Frist war am %(day)s") if is_late else _("Frist %(day)s")
        day = short_date(question.due_on)
        tasks.append(
            {
                "url": reverse("claims:answer", args=[question.number]),
                "title": _("Rückfrage zu %(person)s") % {"person": question.person},
                "note": format_html(
                    '<span>{}</span> <span class="num">{}</span>', deadline % {"day": day}, question.number
                ),
                "icon": "question",
                "tone": "bad" if is_late else "warn",
            }
        )
    for draft in work.drafts:
        step = _("Schritt %(number)s von %(total)s") % {"number": draft.step, "total": len(Step)}
        tasks.append(
            {
                "url": reverse(ROUTES[Step(draft.step)], args=[draft.id]),
                "title": _("Entwurf fortsetzen"),
                "note": f"{step} · {draft.about}",
                "icon": "pen",
                "tone": "info",
            }
        )
    return tasks


def _paid(work: ClaimWork) -> list[str]:
    """Return the sums of the year, euros first; currencies are never added up."""
    return [
        _rounded(money) for money in sorted(work.paid or NOTHING, key=lambda sum_: sum_.currency != "EUR")
    ]


def _rounded(money: Money) -> str:
    """Write an amount without cents, as a figure read at a glance: "38.214 €"."""
    pattern, locale = ("¤#,##0", "en_GB") if current_language() == "en" else ("#,##0\u00a0¤", "de_DE")
    return format_currency(money.amount, money.currency, pattern, locale=locale, currency_digits=False)


def _in_days(duration: timedelta | None) -> int | None:
    """Return whole days, rounded; 0 stands for less than one."""
    return None if duration is None else round(duration / timedelta(days=1))


def _login(at: datetime, ip: str, now: datetime) -> dict[str, Any]:
    day, today = berlin_date(at), berlin_date(now)
    near = {today: _("Heute"), today - timedelta(days=1): _("Gestern")}
    return {
        "at": at,
        "text": f"{near.get(day) or long_date(day)}, {clock_time(at)}",
        "ip": ip,
        "deleted_on": due_on(retention_class("R-PROTOKOLL"), at),
    }
