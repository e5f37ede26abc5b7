"""Derive how a value is shown: open, with its last four characters, or not at all."""

from __future__ import annotations

from enum import Enum

from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.vocabulary import Shown

HIDDEN_SIGN = "•"
READABLE_END = 4


class Masking(Enum):
    """Name what a page, an export or a screenshot may show of a value."""

    KEEP = "keep"
    LAST_FOUR = "last_four"
    REMOVE = "remove"


_MASKING = {Shown.OPEN: Masking.KEEP, Shown.MASKED: Masking.LAST_FOUR, Shown.HIDDEN: Masking.REMOVE}


def masking_plan(catalogue: Catalogue = CATALOGUE) -> dict[str, Masking]:
    """Return "app.Model.field" -> masking for every column with personal data."""
    return {entry.field: masking_of(entry) for entry in catalogue.entries}


def masking_of(entry: Entry) -> Masking:
    """Return what may be shown of the entry's value without a reveal."""
    return _MASKING[entry.shown]


def masked(value: str, masking: Masking) -> str:
    """Return the value as it may be shown; a short value is hidden whole. An IBAN has `kernel.iban.mask`."""
    if masking is Masking.KEEP:
        return value
    if masking is Masking.REMOVE:
        return ""
    hidden = len(value) - READABLE_END
    if hidden < READABLE_END:
        return HIDDEN_SIGN * len(value)
    return HIDDEN_SIGN * hidden + value[-READABLE_END:]
