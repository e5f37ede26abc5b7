"""Take the answer to a question of the department: text, files, or both; nothing typed or chosen is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.forms.answer import AnswerForm
from partnerportal.claims.queries.detail import ClaimDetail, PendingFile, detail_for
from partnerportal.claims.services.answer_files import add_answer_file, remove_answer_file
from partnerportal.claims.services.case import UnknownCase, answer_question
from partnerportal.claims.views.files import shown_file
from partnerportal.kernel.errors import Refused

FILES = "files"
Problem = tuple[str, str]
"""A file not taken over: its name and the sentence."""

View = Callable[..., HttpResponseBase]


def answers_404(view: View) -> View:
    """Answer a foreign claim like an address that does not exist."""

    @wraps(view)
    def answered(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownCase:
            raise Http404 from None

    return answered


@for_claims
@answers_404
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, number: str) -> HttpResponseBase:
    """Show the open question and take the answer; without JavaScript also files, one button at a time."""
    claim = _claim(request, number)
    if claim.open_question is None and (request.method != "POST" or not claim.questions):
        return redirect("claims:detail", number=number)
    if request.method != "POST":
        return _page(request, claim, AnswerForm(), [])
    form = AnswerForm(request.POST)
    if "remove" in request.POST:
        return _shown_again(request, claim, form, [], has_saved=_remove(request, claim))
    problems = _take_files(request, number) if claim.open_question else []
    if "upload" in request.POST or problems or not form.is_valid():
        return _shown_again(request, claim, form, problems)
    return _send(request, claim, form)


@for_claims
@answers_404
@require_POST
def answer_upload(request: PortalRequest, number: str) -> HttpResponseBase:
    """Take one file for the answer and reply as "ui/upload.js" expects it."""
    file = next((files[0] for _name, files in request.FILES.lists()), None)
    if file is None:
        sentence = _("Es kam keine Datei an. Bitte wählen Sie sie noch einmal aus.")
        return JsonResponse({"sentence": sentence}, status=400)
    try:
        added = add_answer_file(
            actor=request.viewer, number=number, name=file.name or "", data=file.read(), now=request.now
        )
    except Refused as refused:
        return JsonResponse({"sentence": _(refused.sentence), "code": refused.code}, status=422)
    return JsonResponse(_shown(number, PendingFile(added.attachment_id, added.document)), status=201)


@for_claims
@answers_404
@require_POST
def answer_attachment_remove(request: PortalRequest, number: str, attachment_id: UUID) -> HttpResponseBase:
    """Remove one file of the answer; a script gets 204, a form its page back."""
    remove_answer_file(actor=request.viewer, number=number, attachment_id=attachment_id)
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect("claims:answer", number=number)


def _claim(request: PortalRequest, number: str) -> ClaimDetail:
    claim = detail_for(viewer=request.viewer, number=number)
    if claim is None:
        raise UnknownCase
    return claim


def _take_files(request: PortalRequest, number: str) -> list[Problem]:
    """Store what was chosen; a refused file does not keep the others back."""
    problems = []
    for file in request.FILES.getlist(FILES):
        name = file.name or ""
        try:
            add_answer_file(actor=request.viewer, number=number, name=name, data=file.read(), now=request.now)
        except Refused as refused:
            problems.append((name, _(refused.sentence)))
    return problems


def _remove(request: PortalRequest, claim: ClaimDetail) -> bool:
    """Remove the file whose button was pressed; return whether there was one."""
    known = {str(file.attachment_id): file.attachment_id for file in claim.pending}
    attachment_id = known.get(request.POST["remove"])
    if attachment_id is None:
        return False
    remove_answer_file(actor=request.viewer, number=claim.number, attachment_id=attachment_id)
    return True


def _send(request: PortalRequest, before: ClaimDetail, form: AnswerForm) -> HttpResponseBase:
    claim = _claim(request, before.number)
    try:
        answer_question(
            actor=request.viewer,
            claim_id=claim.id,
            text=form.cleaned_data["text"],
            document_ids=[file.document.id for file in claim.pending],
            now=request.now,
        )
    except Refused as refused:
        form.add_error("text", _(refused.sentence))
        return _page(request, claim, form, [], has_saved=claim.pending != before.pending)
    return redirect(reverse("claims:detail", args=[claim.number]) + "#h-fragen")


def _shown_again(
    request: PortalRequest,
    before: ClaimDetail,
    form: AnswerForm,
    problems: list[Problem],
    *,
    has_saved: bool = False,
) -> HttpResponseBase:
    """Show the page with everything stored meanwhile."""
    claim = _claim(request, before.number)
    return _page(request, claim, form, problems, has_saved=has_saved or claim.pending != before.pending)


def _page(
    request: PortalRequest,
    claim: ClaimDetail,
    form: AnswerForm,
    problems: list[Problem],
    *,
    has_saved: bool = True,
) -> HttpResponseBase:
    """Show the page; once a colleague has answered, with what was typed but without a button to send it.

    When a sent form changed nothing (`has_saved` False) the answer is 422, so that no transaction is noted (C48).
    """
    error = next(iter(form.errors.get("text", [])), None)
    refusals = [(f"problem-{place}", f"{name}: {text}") for place, (name, text) in enumerate(problems)]
    context = {
        "claim": claim,
        "question": claim.open_question or claim.questions[-1],
        "is_open": claim.open_question is not None,
        "text": form["text"].value() or "",
        "error": error,
        "errors": [*refusals, *([("id_text", error)] if error else [])],
        "problems": problems,
        "files": [_shown(claim.number, file) for file in claim.pending],
    }
    return render(request, "claims/answer.html", context, status=200 if has_saved else 422)


def _shown(number: str, file: PendingFile) -> dict[str, Any]:
    remove_url = reverse("claims:answer_attachment_remove", args=[number, file.attachment_id])
    return shown_file(file.document, removable_as=file.attachment_id, remove_url=remove_url)
