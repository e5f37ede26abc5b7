"""Describe lists: a page of rows, and the place the next one begins behind."""

from __future__ import annotations

from typing import Annotated

from ninja import Query
from pydantic import Field

LONGEST_CURSOR = 400

Cursor = Annotated[
    str,
    Query(
        "",
        description="Stelle, hinter der die Seite beginnt: der Wert „next“ der vorigen Seite, unverändert.",
        max_length=LONGEST_CURSOR,
    ),
]
Limit = Annotated[int, Query(25, ge=1, le=100, description="Höchstzahl der Zeilen einer Seite.")]
Next = Annotated[
    str | None,
    Field(description="Stelle für die nächste Seite; null auf der letzten.", examples=[None]),
]
