"""Send a file that is made while it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

IN_MEMORY = 4 << 20  # bytes; what is larger waits in a temporary file without a name
# Should a browser ever show the file instead of saving it: no script, no form, no request, an origin of its own.
SANDBOX = "sandbox; default-src 'none'"


def file_response(pieces: Iterable[bytes], *, name: str, content_type: str) -> FileResponse | HttpResponse:
    """Return the file as an attachment, `name` without anything personal.

    It is finished before the answer begins: whatever refuses it can still say so on a page, the rows are read inside
    the viewer's own transaction, and a slow reader keeps no transaction open. Memory stays constant.
    """
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed here or by the response
    try:
        for piece in pieces:
            file.write(piece)
    except BaseException:
        file.close()
        raise
    response = _answer(file, name, content_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(file: SpooledTemporaryFile[bytes], name: str, content_type: str) -> FileResponse | HttpResponse:
    """Return a small file as plain content and a large one as a stream that the server closes."""
    size = file.tell()
    file.seek(0)
    if size > IN_MEMORY:
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    with file:
        response = HttpResponse(file.read(), content_type=content_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response
