"""Keep the bytes of documents sealed in the data folder; plain bytes never touch the disk (design.md, section 4)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from partnerportal.kernel.crypto import associated_data, seal_stream, unseal_stream

READ_BYTES = 256 * 1024
_UNFINISHED = ".part"
_FILE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.part)?")


def write_sealed(document_id: UUID, key: bytes, chunks: Iterable[bytes]) -> None:
    """Seal the chunks into the document's file: whole and on the disk, or not there at all."""
    target = _path_of(document_id)
    for folder in (_folder(), target.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    unfinished = target.with_name(target.name + _UNFINISHED)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
        for piece in seal_stream(key, chunks, _place(document_id)):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(target)
    _sync_folder(target.parent)


def read_sealed(document_id: UUID, key: bytes) -> Iterator[bytes]:
    """Return the plain chunks, read and unsealed one after the other.

    Raises: FileNotFoundError at once; CryptoError while reading, when key or bytes are not the right ones.
    """
    path = _path_of(document_id)
    path.stat()  # a missing file is told now, not in the middle of an answer
    return unseal_stream(key, _chunks_of(path), _place(document_id))


def remove(document_id: UUID) -> None:
    """Remove the document's file; one that is gone already is no fault."""
    _path_of(document_id).unlink(missing_ok=True)


def files_older_than(instant: datetime) -> dict[UUID, list[Path]]:
    """Return the files, finished or not, last written before the instant, by their document's id."""
    found: dict[UUID, list[Path]] = {}
    for path in _folder().glob("??/*"):
        match = _FILE.fullmatch(path.name)
        if match and path.stat().st_mtime < instant.timestamp():
            found.setdefault(UUID(match[1]), []).append(path)
    return found


def is_unfinished(path: Path) -> bool:
    """Say whether writing the file was interrupted."""
    return path.name.endswith(_UNFINISHED)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "documents"


def _path_of(document_id: UUID) -> Path:
    return _folder() / document_id.hex[:2] / str(document_id)


def _place(document_id: UUID) -> bytes:
    return associated_data("documents_document", "content", document_id)


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            yield chunk


def _sync_folder(folder: Path) -> None:
    """Put the new name itself on the disk; fsync of a file does not cover its folder's entry."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
