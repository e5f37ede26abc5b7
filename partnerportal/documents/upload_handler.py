"""Keep uploads in memory, within bounds; a file too large is cut off so that the others of its form survive."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from partnerportal.documents.inspection import MAX_FILE_BYTES
from partnerportal.documents.inspection.sentences import REFUSALS
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import ANONYMOUS

MAX_KEPT_BYTES = 60 * 1024 * 1024
"""Bound what the files of one request may hold in memory together."""

MAX_BODY_BYTES = 400 * 1024 * 1024
"""Bound what is read at all; nobody's form is that large, and reading it would only keep a worker busy."""

MAX_STRANGERS_BODY_BYTES = 1024 * 1024
"""Bound what a stranger may send: the search for the form's token reads the whole body before any guard is asked."""

TOO_LARGE = "upload.too_large"
TOO_MUCH_AT_ONCE = "upload.too_much_at_once"
_SENTENCES = {
    TOO_LARGE: REFUSALS[TOO_LARGE],
    TOO_MUCH_AT_ONCE: _(
        "Zusammen sind die Dateien größer als 60\u00a0MB. So viel können wir nicht auf einmal annehmen. "
        "Bitte laden Sie diese Datei noch einmal einzeln hoch."
    ),
}


class BoundedUpload(InMemoryUploadedFile):
    """Hold an uploaded file in memory. When `too_large`, its bytes were dropped and reading it raises Refused."""

    def __init__(self, content: BytesIO, refusal_code: str | None, **described: Any) -> None:
        super().__init__(file=content, **described)
        self._content = content
        self.refusal_code = refusal_code

    @property
    def too_large(self) -> bool:
        """Say whether the file was cut off."""
        return self.refusal_code is not None

    def read(self, size: int = -1) -> bytes:
        """Return the bytes. Raises: Refused (`upload.too_large`, `upload.too_much_at_once`)."""
        if self.refusal_code is not None:
            raise Refused(self.refusal_code, _SENTENCES[self.refusal_code])
        return self._content.read(size)


class BoundedMemoryUploadHandler(FileUploadHandler):
    """Take every upload: at most 25 MiB a file and 60 MiB a request; what is over is read and forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept_bytes = 0
        self._content = bytearray()
        self._refusal_code: str | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse an absurd body before it is read. Raises: RequestDataTooBig."""
        if content_length > (MAX_BODY_BYTES if self._is_signed_in() else MAX_STRANGERS_BODY_BYTES):
            raise RequestDataTooBig("request body over the bound for this sender")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._content, self._refusal_code = bytearray(), None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the chunk, or drop the whole file once it is over a bound."""
        if self._refusal_code is not None:
            return
        self._refusal_code = self._bound_broken_by(len(raw_data))
        if self._refusal_code is None:
            self._content += raw_data
            self._kept_bytes += len(raw_data)
        else:
            self._kept_bytes -= len(self._content)
            self._content = bytearray()

    def file_complete(self, file_size: int) -> BoundedUpload:
        """Return the file; its size is what was sent, also when it was cut off."""
        content, self._content = BytesIO(self._content), bytearray()
        return BoundedUpload(
            content,
            self._refusal_code,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _is_signed_in(self) -> bool:
        viewer = getattr(self.request, "viewer", ANONYMOUS)
        return bool(viewer.is_signed_in)

    def _bound_broken_by(self, more_bytes: int) -> str | None:
        if len(self._content) + more_bytes > MAX_FILE_BYTES:
            return TOO_LARGE
        return TOO_MUCH_AT_ONCE if self._kept_bytes + more_bytes > MAX_KEPT_BYTES else None
