"""Keep files that wait for their import sealed in the data folder; plain bytes never touch the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from partnerportal.kernel.crypto import associated_data, seal_stream, unseal_stream

READ_BYTES = 256 * 1024
_UNFINISHED = ".part"


def write_sealed(owner: UUID, key: bytes, chunks: Iterable[bytes]) -> None:
    """Seal the chunks into the file of a run or a parked firm: whole and on the disk, or not there at all."""
    target = _path_of(owner)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = target.with_name(target.name + _UNFINISHED)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
        for piece in seal_stream(key, chunks, _place(owner)):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
    _sync_folder(target.parent)


def read_sealed(owner: UUID, key: bytes) -> Iterator[bytes]:
    """Return the plain chunks, read and unsealed one after the other.

    Raises: FileNotFoundError at once; CryptoError while reading, when key or bytes are not the right ones.
    """
    path = _path_of(owner)
    path.stat()  # a missing file is told now, not in the middle of an import
    return unseal_stream(key, _chunks_of(path), _place(owner))


def remove(owner: UUID) -> None:
    """Remove the file, finished or not; one that is gone already is no fault."""
    path = _path_of(owner)
    path.unlink(missing_ok=True)
    path.with_name(path.name + _UNFINISHED).unlink(missing_ok=True)


def _path_of(owner: UUID) -> Path:
    return Path(settings.DATA_DIR) / "imports" / str(owner)


def _place(owner: UUID) -> bytes:
    return associated_data("exchange_importrun", "content", owner)


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
