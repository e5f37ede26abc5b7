"""Seal and unseal fields with the data key of the person they are about (security.md, "Keys")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from partnerportal.database.models import SubjectKey
from partnerportal.kernel.crypto import CryptoError, KeyRing, associated_data, new_data_key, seal, unseal


def key_ring() -> KeyRing:
    """Return the key-encryption keys of PORTAL_KEY_FILE, read again when the file was replaced.

    A rotation is therefore in force at once, in every running process, and no key is wrapped with an old version.

    Raises: CryptoError, also in production for keys made by the demo: they lay about unguarded.
    """
    try:
        state = settings.KEY_FILE.stat()
    except OSError:
        return _ring_of(settings.KEY_FILE, ())
    return _ring_of(settings.KEY_FILE, (state.st_ino, state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=1)
def _ring_of(path: Path, _state: tuple[int, ...]) -> KeyRing:
    ring = KeyRing.load(path)
    if ring.is_demo and not settings.MAY_USE_DEMO_KEYS:
        message = "PORTAL_KEY_FILE holds keys of the demo; make new ones as docs/operations/keys.md says"
        raise CryptoError(message)
    return ring


def index_key() -> bytes:
    """Return the key of the keyed hashes used for equality search."""
    return key_ring().index_key


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """Hold the unwrapped data keys of some subjects for as long as one use case needs them."""

    keys: dict[UUID, bytes]

    def seal(self, subject: UUID, column: str, row_id: UUID, text: str) -> bytes:
        """Return `text` sealed for one place: `column` is "table.column", so a value moved elsewhere does not open."""
        return seal(self.keys[subject], text.encode(), _place(column, row_id))

    def unseal(self, subject: UUID, column: str, row_id: UUID, sealed: bytes | memoryview) -> str:
        """Return the text sealed for that place. Raises: CryptoError."""
        return unseal(self.keys[subject], bytes(sealed), _place(column, row_id)).decode()


def open_vault(subjects: Iterable[UUID]) -> Vault:
    """Return the vault of the subjects whose keys the viewer may read, in one query; a shredded key is absent."""
    rows = SubjectKey.objects.filter(subject_id__in=set(subjects)).values_list("subject_id", "wrapped")
    return Vault({subject: key_ring().unwrap(wrapped, _owner(subject)) for subject, wrapped in rows})


def vault_for_writing(*, subjects: Iterable[UUID], partner_id: UUID | None, now: datetime) -> Vault:
    """Return the vault of the subjects and give those without a key their first one.

    Keys of accounts and applicants are made without a partner.
    """
    wanted = set(subjects)
    vault = open_vault(wanted)
    missing = wanted - vault.keys.keys()
    if not missing:
        return vault
    SubjectKey.objects.bulk_create(
        [_new_key(subject, partner_id, now) for subject in sorted(missing)], ignore_conflicts=True
    )
    return open_vault(wanted)


def fresh_key(subject: UUID) -> tuple[bytes, bytes]:
    """Return a new data key for the subject, plain and wrapped; whoever asks stores the wrapped one."""
    key = new_data_key()
    return key, bytes(key_ring().wrap(key, _owner(subject)))


def opened_key(subject: UUID, wrapped: bytes | memoryview) -> bytes:
    """Return the subject's data key from its wrapped form, read by a function of the schema's owner.

    Raises: CryptoError.
    """
    return key_ring().unwrap(wrapped, _owner(subject))


def rewrap(subject: UUID, wrapped: bytes | memoryview) -> bytes:
    """Return the subject's key wrapped with the newest version; what it sealed stays untouched."""
    return bytes(key_ring().rewrap(wrapped, _owner(subject)))


def _new_key(subject: UUID, partner_id: UUID | None, now: datetime) -> SubjectKey:
    wrapped = key_ring().wrap(new_data_key(), _owner(subject))
    return SubjectKey(subject_id=subject, partner_id=partner_id, wrapped=bytes(wrapped), created_at=now)


def _owner(subject: UUID) -> bytes:
    return b"subject-key:" + subject.bytes


def _place(column: str, row_id: UUID) -> bytes:
    table, _, name = column.partition(".")
    return associated_data(table, name, row_id)
