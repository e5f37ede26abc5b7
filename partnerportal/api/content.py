"""Look at the form of what was sent, before anything reads its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from partnerportal.api.problems import DETAILS, ProblemError
from partnerportal.api.requests import ApiRequest
from partnerportal.api.routes import Body, Operation
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
UNREADABLE = (MultiPartParserError, UnreadablePostError, SuspiciousOperation, UnicodeDecodeError)


def check_form(request: ApiRequest, operation: Operation) -> None:
    """Refuse what the operation does not take, and read the body within its bounds. Raises: ProblemError."""
    if not operation.parameters.issuperset(request.GET):
        raise ProblemError(
            422, "request.parameter", _("Hinter dem Fragezeichen steht etwas, das es hier nicht gibt.")
        )
    if operation.body is Body.NONE:
        return
    if request.content_type != operation.body.value:
        raise ProblemError(415, "request.media_type", _("Bitte senden Sie das Format aus der Beschreibung."))
    try:
        if operation.body is Body.JSON:
            len(request.body)
        else:
            len(request.FILES)
    except TOO_LARGE:
        raise _problem(413) from None
    except UNREADABLE:
        raise _problem(400) from None


def parts_of(request: ApiRequest) -> Iterator[bytes]:
    """Yield what makes two requests the same: fields and files, but not the boundary between them, which is random.

    Raises: ProblemError for a file that was too large to be kept.
    """
    if request.content_type != Body.FILES.value:
        yield request.body
        return
    for name in sorted(request.POST):
        yield name.encode()
        yield from (text.encode() for text in request.POST.getlist(name))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield name.encode()
            yield (file.name or "").encode()
            yield hashlib.sha256(bytes_of(file)).digest()


def bytes_of(file: UploadedFile[Any]) -> bytes:
    """Return the content of an uploaded file, from its beginning. Raises: ProblemError."""
    try:
        file.seek(0)
        return bytes(file.read())
    except Refused as refused:
        raise ProblemError(413, refused.code, refused.sentence) from None


def _problem(status: int) -> ProblemError:
    code, sentence = DETAILS[status]
    return ProblemError(status, code, sentence)
