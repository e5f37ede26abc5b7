"""Read and write the key file whose format `keyring` documents."""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from .failure import CryptoError
from .field import KEY_BYTES

LABELS = {False: "production", True: "demo"}

# The group may read (a secret mounted for a service); nobody else may, and only the owner writes.
_TOO_OPEN = stat.S_IWGRP | stat.S_IXGRP | stat.S_IRWXO

_COMMENT = re.compile(r"\s*(#|$)")

_HEAD = """\
# Keys of Partnerportal. Whoever has this file and the database can read everything.
# Without it nothing can be read. Keep a copy offline, apart from the backups.
format 1
"""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Hold what a key file says."""

    label: str
    keks: dict[int, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)


def read_key_file(path: Path) -> KeyFile:
    """Return the entries. Raises: CryptoError naming the file and what to do, never a key."""
    try:
        mode, text = path.stat().st_mode, path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the key file {path} cannot be read: {type(error).__name__}"
        raise CryptoError(message) from None
    if mode & _TOO_OPEN:
        message = f"the key file {path} is open to others; set its mode to 0600"
        raise CryptoError(message)
    try:
        return _parsed([line.split() for line in text.splitlines() if not _COMMENT.match(line)])
    except ValueError:
        message = f"the key file {path} is damaged; its format is described in kernel/crypto/keyring.py"
    raise CryptoError(message)


def write_key_file(path: Path, content: KeyFile, *, replace: bool) -> None:
    """Write the file with mode 0600, complete or not at all, through a neighbour in the same folder.

    Raises: CryptoError when it exists and `replace` is false, or when the folder cannot be written.
    """
    neighbour = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        _write_new(neighbour, _text(content))
        try:
            if replace:
                _keep_owner(neighbour, path.stat())
                neighbour.replace(path)
            else:
                path.hardlink_to(neighbour)  # unlike a rename, a link fails when the name is taken
        finally:
            neighbour.unlink(missing_ok=True)
        _flush_folder(path.parent)
    except FileExistsError:
        message = f"the key file {path} exists already and is never overwritten"
        raise CryptoError(message) from None
    except OSError as error:
        message = f"the key file {path} cannot be written: {error.strerror}"
        raise CryptoError(message) from None


def _parsed(lines: list[list[str]]) -> KeyFile:
    """Return the entries. Raises: ValueError for a missing, repeated or malformed one."""
    single = {line[0]: line[1] for line in lines if len(line) == 2}
    keks = {int(line[1]): _key(line[2]) for line in lines if len(line) == 3 and line[0] == "kek"}
    complete = set(single) == {"format", "label", "index"} and len(single) + len(keks) == len(lines)
    if not complete or single["format"] != "1" or single["label"] not in LABELS.values() or not keks:
        raise ValueError
    return KeyFile(single["label"], keks, _key(single["index"]))


def _key(encoded: str) -> bytes:
    """Return the 32 bytes. Raises: ValueError (binascii.Error is one)."""
    key = binascii.a2b_base64(encoded.encode(), strict_mode=True)
    if len(key) != KEY_BYTES:
        raise ValueError
    return key


def _text(content: KeyFile) -> str:
    lines = [f"label {content.label}"]
    lines += [
        f"kek {version} {base64.b64encode(key).decode()}" for version, key in sorted(content.keks.items())
    ]
    lines += [f"index {base64.b64encode(content.index_key).decode()}"]
    return _HEAD + "\n".join(lines) + "\n"


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _keep_owner(path: Path, of: os.stat_result) -> None:
    """Give the new file to whom the old one belonged: an administrator rotates the keys of the service's account."""
    if os.geteuid() == 0:
        os.chown(path, of.st_uid, of.st_gid)
        path.chmod(stat.S_IMODE(of.st_mode))


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut (POSIX: the folder is flushed apart from the file)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
