"""Let a partner ask for a change: choose what, fill in, check, send; then see what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_contracts
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts.forms.changes import FORMS, BankAccountForm, ChangeForm
from partnerportal.contracts.queries import contract_for
from partnerportal.contracts.queries.changes import (
    ChangeDetail,
    ChangeRow,
    change_for,
    changes_of_contract,
    lines_of,
    values_now,
)
from partnerportal.contracts.queries.detail import ContractDetail, PersonRow
from partnerportal.contracts.rules.changes import UNDECIDED, Kind, changed_fields
from partnerportal.contracts.services.changes import UnknownChange, ask_for_change, withdraw_change
from partnerportal.contracts.views.change_lines import ShownLine, shown_lines
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.catalogue import CATALOGUE
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

REFUSED, UNREADABLE = 409, 422
WORDS = {"anschrift": Kind.ADDRESS, "name": Kind.NAME, "bankverbindung": Kind.BANK_ACCOUNT}
# Whoever began to fill in a bank account keeps the proof of the beginning until it is sent.
TO_BEGIN_MINUTES, TO_END_MINUTES = 5, 30


@dataclass(frozen=True, slots=True)
class Target:
    """Say what is to change: `word` stands in the address, a person's id for an insured person."""

    contract: ContractDetail
    kind: Kind
    word: str
    now: dict[str, str]
    person: PersonRow | None = None

    @property
    def person_id(self) -> UUID | None:
        """Return the insured person it is about, if any."""
        return self.person.id if self.person else None


@for_contracts
@require_safe
def choose(request: PortalRequest, contract_id: UUID) -> HttpResponseBase:
    """Show what can be changed in a contract, and what is under way already."""
    contract = contract_for(viewer=request.viewer, contract_id=contract_id)
    if contract is None:
        raise Http404
    open_rows = _open_rows(request, contract_id)
    context = {
        "contract": contract,
        "open": {
            (row.kind.value, row.person if row.kind is Kind.INSURED_PERSON else ""): row for row in open_rows
        },
        "box": _box(request),
    }
    return render(request, "contracts/change_choose.html", context)


@for_contracts
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: PortalRequest, contract_id: UUID, what: str) -> HttpResponseBase:
    """Take the new values; what fits is shown once more before it is sent."""
    target = _target(request, contract_id, what)
    if target.kind is Kind.BANK_ACCOUNT:
        return (
            _freshly_typed(request, target) if request.method == "POST" else _freshly_begun(request, target)
        )
    return _typed(request, target)


@for_contracts
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PortalRequest, contract_id: UUID, what: str) -> HttpResponseBase:
    """Send the request to the department; its address opened by hand leads to the form."""
    if request.method != "POST":
        return redirect("contracts:change", contract_id, what)
    target = _target(request, contract_id, what)
    return _freshly_sent(request, target) if target.kind is Kind.BANK_ACCOUNT else _sent(request, target)


@for_contracts
@require_safe
def sent(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Say that the request has arrived and what happens next."""
    context = {"change": _change(request, request_id), "box": _box(request)}
    return render(request, "contracts/change_sent.html", context)


@for_contracts
@require_safe
def change(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Show a request of one's own firm and what the department says to it."""
    return _change_page(request, request_id)


@for_contracts
@require_POST
def withdraw(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Take a request back."""
    try:
        withdraw_change(actor=request.viewer, change_id=request_id, now=request.now)
    except UnknownChange:
        raise Http404 from None
    except Refused as refused:
        return _change_page(request, request_id, problem=gettext(refused.sentence), status=REFUSED)
    return redirect("contracts:change_request", request_id)


def _typed(request: PortalRequest, target: Target) -> HttpResponseBase:
    if request.method != "POST":
        waiting = _waiting(request, target)
        return redirect("contracts:change_request", waiting.id) if waiting else _form_page(request, target)
    form = _form(request, target, request.POST)
    if "back" in request.POST:
        return _form_page(request, target, _unjudged(request, target))
    lines = _lines(target, form) if form.is_valid() else None
    if lines is None:
        return _form_page(request, target, form, status=UNREADABLE)
    context = {**_about(request, target), "form": form, "lines": lines, "known": _bank_of(form)}
    return render(request, "contracts/change_check.html", context)


def _sent(request: PortalRequest, target: Target) -> HttpResponseBase:
    form = _form(request, target, request.POST)
    if not form.is_valid():
        return _form_page(request, target, form, status=UNREADABLE)
    try:
        change_id = ask_for_change(
            actor=request.viewer,
            contract_id=target.contract.id,
            kind=target.kind,
            wished=form.wished(),
            person_id=target.person_id,
            note=form.cleaned_data["note"],
            now=request.now,
        )
    except Refused as refused:
        form.refuse(refused)
        return _form_page(request, target, form, status=REFUSED)
    return redirect("contracts:change_sent", change_id)


def _begun(request: HttpRequest, target: Target) -> HttpResponseBase:
    return _typed(request, target)  # type: ignore[arg-type]


_freshly_begun = requires_fresh(minutes=TO_BEGIN_MINUTES)(_begun)
_freshly_typed = requires_fresh(minutes=TO_END_MINUTES)(_begun)
_freshly_sent = requires_fresh(minutes=TO_END_MINUTES)(_sent)


def _target(request: PortalRequest, contract_id: UUID, word: str) -> Target:
    """Return what the address names. Raises: Http404 for a foreign contract or person, or an unknown word."""
    contract = contract_for(viewer=request.viewer, contract_id=contract_id)
    if contract is None:
        raise Http404
    person = next((person for person in contract.persons if str(person.id) == word), None)
    kind = Kind.INSURED_PERSON if person else WORDS.get(word)
    if kind is None:
        raise Http404
    person_id = person.id if person else None
    now = values_now(viewer=request.viewer, contract_id=contract_id, kind=kind, person_id=person_id)
    return Target(contract, kind, word, now or {}, person)


def _form(request: PortalRequest, target: Target, data: QueryDict | None = None) -> ChangeForm:
    more: dict[str, Any] = {"today": berlin_date(request.now)} if target.person else {}
    return FORMS[target.kind](data, now=target.now, **more)


def _unjudged(request: PortalRequest, target: Target) -> ChangeForm:
    """Return the form with what was typed, without looking for errors: somebody came back to change it."""
    form = _form(request, target)
    form.initial = {name: request.POST.get(name, "") for name in form.fields}
    return form


def _lines(target: Target, form: ChangeForm) -> list[ShownLine] | None:
    """Return what would change, a new account whole for once; None when the form has a problem now."""
    asked = form.wished()
    try:
        changed = changed_fields(target.now, asked)
    except Refused as refused:
        form.refuse(refused)
        return None
    whole = asked if target.kind is Kind.BANK_ACCOUNT else changed
    return shown_lines(lines_of(target.kind, target.now, whole, is_whole=True))


def _bank_of(form: ChangeForm) -> Any:
    return form.known if isinstance(form, BankAccountForm) else None


def _open_rows(request: PortalRequest, contract_id: UUID) -> list[ChangeRow]:
    rows = changes_of_contract(viewer=request.viewer, contract_id=contract_id)
    return [row for row in rows if row.state in UNDECIDED]


def _waiting(request: PortalRequest, target: Target) -> ChangeRow | None:
    """Return the request of this kind that is not decided yet."""
    return next(
        (
            row
            for row in _open_rows(request, target.contract.id)
            if row.kind is target.kind and row.person_id == target.person_id
        ),
        None,
    )


def _form_page(
    request: PortalRequest, target: Target, form: ChangeForm | None = None, status: int = 200
) -> HttpResponseBase:
    context = {**_about(request, target), "form": form or _form(request, target)}
    return render(request, "contracts/change_form.html", context, status=status)


def _about(request: PortalRequest, target: Target) -> dict[str, Any]:
    request.place = "/vertraege"
    form = FORMS[target.kind]
    purposes = {name: gettext(CATALOGUE.form_field(form, name).purpose_hint) for name in form.catalogue}
    return {"target": target, "contract": target.contract, "purposes": purposes, "box": _box(request)}


def _change(request: PortalRequest, request_id: UUID) -> ChangeDetail:
    found = change_for(viewer=request.viewer, change_id=request_id)
    if found is None:
        raise Http404
    request.place = "/vertraege"
    return found


def _change_page(
    request: PortalRequest, request_id: UUID, *, problem: str = "", status: int = 200
) -> HttpResponseBase:
    found = _change(request, request_id)
    context = {
        "change": found,
        "lines": shown_lines(found.lines),
        "problem": problem,
        "box": _box(request),
    }
    return render(request, "contracts/change.html", context, status=status)


def _box(request: PortalRequest) -> Any:
    return visibility_box(ObjectKind.CHANGE_REQUEST, viewer_role=request.viewer.role, translate=gettext)
