"""Take the steps person, consent, bank account and review of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.forms.draft import BankForm, ConsentForm, PersonForm, typed_in
from partnerportal.claims.queries.drafts import Draft
from partnerportal.claims.rules.receipts import totals, warnings_about
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services.drafts import autosave, choose_person
from partnerportal.claims.services.payees import choose_bank_account, keep_bank_account
from partnerportal.claims.services.submission import submit_claim
from partnerportal.claims.views.draft_frame import deletion_sentences, of_step, step_page, to_step
from partnerportal.contracts import consent_wording
from partnerportal.contracts.queries import ContractDetail, contract_for
from partnerportal.contracts.services import record_consents
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import Iban, parse_iban


@of_step(Step.PERSON)
def step_person(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show and take the choice of the insured person."""
    contract = _contract_of(request, draft)
    if request.method != "POST":
        only = contract.persons[0].id if len(contract.persons) == 1 else ""
        chosen = draft.typed.get("person", {}).get("person") or draft.person_id or only
        return _person_page(request, draft, contract, PersonForm(initial={"person": chosen}))
    form = PersonForm(request.POST)
    if "later" in request.POST:
        keep_typed(request, draft, "person", unsaved_choice(draft, request.POST.get("person", "")))
        return redirect("claims:drafts")
    if not form.is_valid():
        return _person_page(request, draft, contract, form)
    try:
        choose_person(
            actor=request.viewer, draft_id=draft.id, person_id=form.cleaned_data["person"], now=request.now
        )
    except Refused as refused:
        form.refuse("person", refused)
        return _person_page(request, draft, contract, form)
    return redirect("claims:step_consent", draft.id)


def _person_page(
    request: PortalRequest, draft: Draft, contract: ContractDetail, form: PersonForm
) -> HttpResponseBase:
    context = {"form": form, "contract": contract, "errors": form.summary() if form.is_bound else []}
    return step_page(request, draft, Step.PERSON, "step_person", context, has_saved=not form.is_bound)


@of_step(Step.PERSON)
def step_consent(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show and take consent and release from secrecy; asked once per person, then passed over (C74)."""
    if draft.person_id is None:
        return to_step(Step.PERSON, draft.id)
    if draft.progress.has_consents:
        return to_step(Step.RECEIPTS, draft.id)
    today = berlin_date(request.now)
    if request.method != "POST":
        return _consent_page(request, draft, ConsentForm(today=today))
    form = ConsentForm(request.POST, today=today)
    if not form.is_valid():
        return _consent_page(request, draft, form)
    record_consents(
        actor=request.viewer,
        insured_person_id=draft.person_id,
        wording_version=consent_wording.CURRENT,
        obtained_how=form.cleaned_data["obtained_how"],
        given_on=form.cleaned_data["given_on"],
        now=request.now,
    )
    return to_step(Step.RECEIPTS, draft.id)


def _consent_page(request: PortalRequest, draft: Draft, form: ConsentForm) -> HttpResponseBase:
    context = {
        "form": form,
        "wording": consent_wording.text,
        "errors": form.summary() if form.is_bound else [],
    }
    return step_page(request, draft, Step.PERSON, "step_consent", context, has_saved=not form.is_bound)


@of_step(Step.BANK)
def step_bank(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show and take the account the claim is paid to."""
    contract = _contract_of(request, draft)
    choices = _account_choices(draft, contract)
    if request.method != "POST":
        typed = draft.typed.get("bank", {})
        initial = {"choice": next(iter(choices)), **typed}
        return _bank_page(request, draft, BankForm(initial=initial, choices=list(choices)), choices)
    form = BankForm(request.POST, choices=list(choices))
    is_valid = form.is_valid()
    if "later" in request.POST or "check" in request.POST or not is_valid:
        keep_typed(request, draft, "bank", typed_account(draft, request.POST))
        if "later" in request.POST:
            return redirect("claims:drafts")
        return _bank_page(request, draft, form, choices)
    if form.cleaned_data["choice"] == "kept":
        keep_bank_account(actor=request.viewer, draft_id=draft.id, now=request.now)
    else:
        choose_bank_account(actor=request.viewer, draft_id=draft.id, account=form.value(), now=request.now)
    return to_step(Step.REVIEW, draft.id)


def _bank_page(
    request: PortalRequest, draft: Draft, form: BankForm, choices: dict[str, tuple[str, str]]
) -> HttpResponseBase:
    context = {
        "form": form,
        "choices": [(name, *texts) for name, texts in choices.items()],
        "known": form.known if form.is_bound else _iban_in(form.shown("iban")),
        "errors": form.summary() if form.is_bound else [],
    }
    return step_page(request, draft, Step.BANK, "step_bank", context)


def _iban_in(text: str) -> Iban | None:
    """Return the checked IBAN of a text typed earlier, None while it is not right yet."""
    try:
        return parse_iban(text)
    except Refused:
        return None


def _account_choices(draft: Draft, contract: ContractDetail) -> dict[str, tuple[str, str]]:
    """Return the accounts to choose from, what was chosen last on top; each with label and note."""
    choices: dict[str, tuple[str, str]] = {}
    if draft.payee and not draft.payee.is_from_contract:
        choices["kept"] = (
            _("Das Konto, das Sie eingegeben haben"),
            f"{draft.payee.masked_iban}, {draft.payee.holder}",
        )
    if contract.bank_account:
        choices["contract"] = (
            _("Das Konto aus dem Vertrag"),
            f"{contract.bank_account.iban}, {contract.bank_account.holder}",
        )
    choices["other"] = (
        _("Ein anderes Konto"),
        _("Gilt nur für diesen Antrag. Der Vertrag bleibt unverändert."),
    )
    return choices


@of_step(Step.REVIEW)
def step_review(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show everything once more, and send it."""
    errors: list[tuple[str | None, str]] = []
    if request.method == "POST":
        try:
            sent = submit_claim(actor=request.viewer, claim_id=draft.id, now=request.now)
        except Refused as refused:
            errors = [(None, _(refused.sentence))]
        else:
            return redirect("claims:confirmation", number=sent.number)
    today = berlin_date(request.now)
    context: dict[str, Any] = {
        "errors": errors,
        "totals": totals(draft.facts),
        "warnings": [
            (number, [_(text) for text in warnings_about(facts, ends_on=draft.ends_on, today=today)])
            for number, facts in enumerate(draft.facts, start=1)
        ],
        "deletion": deletion_sentences(today),
    }
    return step_page(request, draft, Step.REVIEW, "step_review", context, has_saved=not errors)


def keep_typed(request: PortalRequest, draft: Draft, step: str, typed: dict[str, str]) -> None:
    """Keep what was typed in a step as it is."""
    autosave(actor=request.viewer, draft_id=draft.id, step=step, typed=typed, now=request.now)


def _contract_of(request: PortalRequest, draft: Draft) -> ContractDetail:
    contract = contract_for(viewer=request.viewer, contract_id=draft.contract_id)
    if contract is None:
        raise Http404
    return contract


def typed_account(draft: Draft, posted: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed about the account, {} when it says what is saved already."""
    typed = typed_in(posted, ("choice", "holder", "iban"))
    choice, payee = typed.get("choice"), draft.payee
    if payee is None:
        return typed
    if choice == "other":
        is_saved = payee.is_account(typed.get("holder", ""), typed.get("iban", ""))
    else:
        is_saved = choice == ("contract" if payee.is_from_contract else "kept")
    return {} if is_saved else typed


def unsaved_choice(draft: Draft, posted: str) -> dict[str, str]:
    """Return the person chosen in the open form, {} when it is the one already saved."""
    saved = str(draft.person_id) if draft.person_id else ""
    return {"person": posted} if posted and _same_id(posted) != saved else {}


def _same_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return text
