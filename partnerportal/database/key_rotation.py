"""Rewrap the subjects' keys with the newest key-encryption key; the data they seal stay untouched."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Func, IntegerField, Q, Value
from django.db.models.lookups import Exact

from partnerportal.database.keys import key_ring, rewrap
from partnerportal.database.models import SubjectKey

BATCH = 500


def versions_in_use() -> dict[int, int]:
    """Return how many keys each version wraps."""
    keys = SubjectKey.objects.values_list(_byte(1) * 256 + _byte(2)).annotate(Count("subject_id"))
    return {int(version): int(count) for version, count in keys.order_by()}


def keys_left() -> int:
    """Return how many keys an older version still wraps."""
    newest = key_ring().current_version
    return sum(count for version, count in versions_in_use().items() if version != newest)


def rewrap_batch(size: int = BATCH) -> int:
    """Rewrap up to `size` keys in one transaction and return how many; 0 when none is left.

    The rows are locked meanwhile: a key destroyed in the same moment stays destroyed.

    Raises: CryptoError when a version is missing in the key file.
    """
    with transaction.atomic():
        old = SubjectKey.objects.exclude(_wrapped_with(key_ring().current_version)).select_for_update()
        batch = list(old.order_by("subject_id")[:size])
        for row in batch:
            row.wrapped = rewrap(row.subject_id, row.wrapped)
        SubjectKey.objects.bulk_update(batch, ["wrapped"])
    return len(batch)


def _wrapped_with(version: int) -> Q:
    high, low = divmod(version, 256)
    return Q(Exact(_byte(1), Value(high)), Exact(_byte(2), Value(low)))


def _byte(index: int) -> Func:
    """Return one byte of the stored form; bytes 1 and 2 are the version (kernel/crypto/keyring.py)."""
    return Func("wrapped", Value(index), function="get_byte", output_field=IntegerField())
