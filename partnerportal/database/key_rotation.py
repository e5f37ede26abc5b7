"""Rewrap the subjects' keys with the newest key-encryption key; the data they seal stay untouched."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Func, IntegerField, QuerySet, Value

from partnerportal.database.keys import key_ring, rewrap
from partnerportal.database.models import SubjectKey

BATCH = 500


def versions_in_use() -> dict[int, int]:
    """Return how many keys each version wraps."""
    return dict(_keys().values_list("version").annotate(Count("subject_id")).order_by("version"))


def keys_left() -> int:
    """Return how many keys an older version still wraps."""
    return _keys().exclude(version=key_ring().current_version).count()


def rewrap_batch(size: int = BATCH) -> int:
    """Rewrap up to `size` keys in one transaction and return how many; 0 when none is left.

    The rows are locked meanwhile: a key destroyed in the same moment stays destroyed.

    Raises: CryptoError when a version is missing in the key file.
    """
    with transaction.atomic():
        old = _keys().exclude(version=key_ring().current_version).select_for_update()
        batch = list(old.order_by("subject_id")[:size])
        for row in batch:
            row.wrapped = rewrap(row.subject_id, row.wrapped)
        SubjectKey.objects.bulk_update(batch, ["wrapped"])
    return len(batch)


def _keys() -> QuerySet[SubjectKey]:
    """Return the keys with the version that wraps each: bytes 2 and 3 of the stored form (kernel/crypto/keyring.py)."""
    return SubjectKey.objects.annotate(version=_byte(1) * 256 + _byte(2))


def _byte(index: int) -> Func:
    return Func("wrapped", Value(index), function="get_byte", output_field=IntegerField())
