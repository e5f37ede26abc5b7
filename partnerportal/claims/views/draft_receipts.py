"""Take the step "Belege": invoices and their files, one by one with a script, all at once without."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.forms.draft import InvoiceForm, typed_in
from partnerportal.claims.queries.drafts import Draft, DraftFile, draft_for
from partnerportal.claims.rules.receipts import check_files
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services import drafts
from partnerportal.claims.services.draft_files import add_document, remove_document
from partnerportal.claims.views.draft_frame import answers_404, of_step, sent_or_404, step_page, to_step
from partnerportal.documents.queries import DocumentRow
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.money import CURRENCIES
from partnerportal.ui.formatting import file_size

THUMBNAIL_WIDTH = 120
Problem = tuple[UUID, str, str]
"""A file not taken over: the invoice's id, the file's name, the sentence."""


@of_step(Step.RECEIPTS)
def step_receipts(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show the invoices; take data and files. Whatever button was pressed, nothing typed or chosen is lost."""
    if request.method != "POST":
        return _page(request, draft, invoice_forms(request, draft), [])
    problems = _take_files(request, draft)
    forms = invoice_forms(request, draft, is_bound=True)
    if "remove" in request.POST:
        _remove(request, draft, request.POST["remove"])
    if not (is_next := not {"remove", "upload", "later"} & request.POST.keys()) or problems:
        keep_receipts(request, draft)
    if "later" in request.POST and not problems:
        return redirect("claims:drafts")
    if not is_next or problems:
        return _shown_again(request, draft, problems)
    return _save(request, draft, forms)


@of_step(Step.RECEIPTS)
def invoice_add(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Add an empty invoice to the page."""
    if request.method != "POST":
        return to_step(Step.RECEIPTS, draft.id)
    problems = _take_files(request, draft)
    keep_receipts(request, draft)
    try:
        invoice_id = drafts.add_invoice(actor=request.viewer, draft_id=draft.id, now=request.now)
    except Refused as refused:
        return _shown_again(request, draft, problems, [(None, _(refused.sentence))])
    if problems:
        return _shown_again(request, draft, problems)
    return to_step(Step.RECEIPTS, draft.id, f"#id_{drafts.field_prefix(invoice_id)}-provider")


@for_claims
@answers_404
@require_POST
def invoice_remove(request: PortalRequest, draft_id: UUID, invoice_id: UUID) -> HttpResponseBase:
    """Remove an invoice with its files."""
    draft = draft_for(viewer=request.viewer, draft_id=draft_id, now=request.now)
    if draft is None:
        return sent_or_404(request, draft_id)
    keep_receipts(request, draft)
    drafts.remove_invoice(actor=request.viewer, draft_id=draft_id, invoice_id=invoice_id, now=request.now)
    return to_step(Step.RECEIPTS, draft_id)


@for_claims
@answers_404
@require_POST
def upload(request: PortalRequest, draft_id: UUID, invoice_id: UUID) -> HttpResponseBase:
    """Take one file for an invoice and answer as "ui/upload.js" expects it."""
    file = next((files[0] for _name, files in request.FILES.lists()), None)
    if file is None:
        return JsonResponse(
            {"sentence": _("Es kam keine Datei an. Bitte wählen Sie sie noch einmal aus.")}, status=400
        )
    try:
        added = add_document(
            actor=request.viewer,
            draft_id=draft_id,
            invoice_id=invoice_id,
            name=file.name or "",
            data=file.read(),
            now=request.now,
        )
    except Refused as refused:
        return JsonResponse({"sentence": _(refused.sentence), "code": refused.code}, status=422)
    return JsonResponse(_file_answer(draft_id, DraftFile(added.attachment_id, added.document)), status=201)


@for_claims
@answers_404
@require_POST
def attachment_remove(request: PortalRequest, draft_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """Remove one file; a script gets 204, a form its page back."""
    remove_document(actor=request.viewer, draft_id=draft_id, attachment_id=attachment_id, now=request.now)
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return to_step(Step.RECEIPTS, draft_id)


def invoice_forms(request: PortalRequest, draft: Draft, *, is_bound: bool = False) -> list[InvoiceForm]:
    """Return a form for each invoice: filled as saved, over it what was typed last."""
    typed = draft.typed.get("receipts", {})
    return [
        InvoiceForm(
            request.POST if is_bound else None,
            invoice=invoice,
            typed=typed,
            begins_on=draft.begins_on,
            today=berlin_date(request.now),
        )
        for invoice in draft.invoices
    ]


def typed_receipts(request: PortalRequest, draft: Draft) -> dict[str, str]:
    """Return what was typed in the invoices' fields, {} when it says what is saved already.

    A request without these fields changes nothing.
    """
    forms = invoice_forms(request, draft, is_bound=True)
    names = [form.add_prefix(name) for form in forms for name in form.fields]
    if not request.POST.keys() & set(names):
        return draft.typed.get("receipts", {})
    return {} if all(form.says_what_is_saved() for form in forms) else typed_in(request.POST, names)


def keep_receipts(request: PortalRequest, draft: Draft) -> None:
    """Keep what was typed in the invoices as it is."""
    typed = typed_receipts(request, draft)
    drafts.autosave(actor=request.viewer, draft_id=draft.id, step="receipts", typed=typed, now=request.now)


def _save(request: PortalRequest, draft: Draft, forms: list[InvoiceForm]) -> HttpResponseBase:
    """Save valid invoices and go on; otherwise keep what was typed and say what is wrong."""
    current = draft_for(viewer=request.viewer, draft_id=draft.id, now=request.now) or draft
    errors = _errors_of(forms)
    try:
        check_files(current.file_count)
    except Refused as refused:
        errors.append((f"id_{forms[0].prefix}-files", _(refused.sentence)))
    if errors:
        keep_receipts(request, draft)
        return _page(request, current, forms, errors)
    drafts.save_invoices(
        actor=request.viewer, draft_id=draft.id, invoices=[form.value() for form in forms], now=request.now
    )
    return to_step(Step.BANK, draft.id)


def _errors_of(forms: list[InvoiceForm]) -> list[tuple[str | None, str]]:
    """Return the summary of all forms; with several invoices each sentence begins with its invoice."""
    if len(forms) == 1:
        return [*forms[0].summary()]
    return [
        (anchor, f"{_('Rechnung %(number)s:') % {'number': place}} {sentence}")
        for place, form in enumerate(forms, start=1)
        for anchor, sentence in form.summary()
    ]


def _take_files(request: PortalRequest, draft: Draft) -> list[Problem]:
    """Store every file of the form under its invoice; a refused one leaves the others."""
    problems: list[Problem] = []
    for invoice in draft.invoices:
        for file in request.FILES.getlist(f"{drafts.field_prefix(invoice.id)}-files"):
            sentence = _refusal_of(request, draft, invoice.id, file)
            if sentence:
                problems.append((invoice.id, file.name or "", sentence))
    return problems


def _refusal_of(
    request: PortalRequest, draft: Draft, invoice_id: UUID, file: UploadedFile[Any]
) -> str | None:
    """Store one file; return the sentence of a refusal."""
    try:
        add_document(
            actor=request.viewer,
            draft_id=draft.id,
            invoice_id=invoice_id,
            name=file.name or "",
            data=file.read(),
            now=request.now,
        )
    except Refused as refused:
        return _(refused.sentence)
    return None


def _remove(request: PortalRequest, draft: Draft, attachment: str) -> None:
    known = {str(file.attachment_id): file.attachment_id for one in draft.invoices for file in one.files}
    if attachment in known:
        remove_document(
            actor=request.viewer, draft_id=draft.id, attachment_id=known[attachment], now=request.now
        )


def _shown_again(
    request: PortalRequest,
    draft: Draft,
    problems: list[Problem],
    errors: list[tuple[str | None, str]] | None = None,
) -> HttpResponseBase:
    """Show the page with everything stored meanwhile; without a problem by a redirect, so "reload" repeats nothing."""
    if not problems and not errors:
        return to_step(Step.RECEIPTS, draft.id)
    current = draft_for(viewer=request.viewer, draft_id=draft.id, now=request.now) or draft
    refusals = [(f"problem-{place}", f"{name}: {text}") for place, (_id, name, text) in enumerate(problems)]
    return _page(request, current, invoice_forms(request, current), [*refusals, *(errors or [])], problems)


def _page(
    request: PortalRequest,
    draft: Draft,
    forms: list[InvoiceForm],
    errors: list[Any],
    problems: list[Problem] | None = None,
) -> HttpResponseBase:
    numbered = list(enumerate(problems or []))
    context = {
        "errors": errors,
        "invoices": [
            {
                "id": form.invoice.id,
                "form": form,
                "files": [_file_answer(draft.id, file) for file in _files_of(draft, form.invoice.id)],
                "problems": [
                    (place, name, text) for place, (owner, name, text) in numbered if owner == form.invoice.id
                ],
                "upload_url": reverse("claims:upload", args=[draft.id, form.invoice.id]),
                "remove_url": reverse("claims:invoice_remove", args=[draft.id, form.invoice.id]),
            }
            for form in forms
        ],
        "currencies": [(code, code) for code in CURRENCIES],
    }
    return step_page(request, draft, Step.RECEIPTS, "step_receipts", context)


def _files_of(draft: Draft, invoice_id: UUID) -> tuple[DraftFile, ...]:
    return next((invoice.files for invoice in draft.invoices if invoice.id == invoice_id), ())


def _file_answer(draft_id: UUID, file: DraftFile) -> dict[str, Any]:
    """Return what a page or the upload script shows of a file."""
    row = file.document
    return {
        "id": str(file.attachment_id),
        "name": row.name,
        "pages": row.pages,
        "size": row.size,
        "meta": file_facts(row),
        "url": reverse("documents:download", args=[row.id]),
        "thumbnail_url": f"{reverse('documents:page', args=[row.id, 1])}?breite={THUMBNAIL_WIDTH}",
        "remove_url": reverse("claims:attachment_remove", args=[draft_id, file.attachment_id]),
    }


def file_facts(row: DocumentRow) -> str:
    """Return pages and size in words: "2 Seiten, 410 KB"."""
    pages = ngettext("%(num)s Seite", "%(num)s Seiten", row.pages) % {"num": row.pages}
    return f"{pages}, {file_size(row.size)}"
