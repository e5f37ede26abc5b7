"""Name the documents of the mailbox, and the order they are fetched in. Pure.

The manner is that of BiPRO 430: list what is new, fetch it, acknowledge it. Conformity is not claimed (ADR 18).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class DocumentKind(Enum):
    """Name a kind of document; the value begins its name."""

    RECEIPT = "receipt"
    STATEMENT = "statement"

    @property
    def scope(self) -> str:
        """Return the scope of a token that opens documents of the kind."""
        return {"receipt": "claims:read", "statement": "statements:read"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Be the place of a document in the mailbox: by time, then by name."""

    at: datetime
    kind: str
    number: str

    def text(self) -> str:
        """Return the place as a cursor holds it."""
        return f"{self.at.isoformat()}|{self.kind}|{self.number}"

    @property
    def name(self) -> str:
        """Return the document's name."""
        return f"{self.kind}-{self.number}"


def kinds_open_to(scopes: Collection[str]) -> tuple[DocumentKind, ...]:
    """Return the kinds of documents a token with these scopes may read."""
    return tuple(kind for kind in DocumentKind if kind.scope in scopes)


def read_place(text: str) -> Place | None:
    """Return the place a cursor holds, None for the beginning."""
    if not text:
        return None
    at, kind, number = text.split("|")
    return Place(datetime.fromisoformat(at), kind, number)


def parsed_name(name: str) -> tuple[DocumentKind, str] | None:
    """Return kind and number of a document's name, None for a word that names none."""
    word, _, number = name.partition("-")
    if word not in {kind.value for kind in DocumentKind} or not number.isprintable() or not number:
        return None
    return DocumentKind(word), number
