"""Give a field of the interface the words of the catalogue: what it is and what it is for (catalogue.md)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from partnerportal.privacy.catalogue import CATALOGUE
from partnerportal.privacy.entry import CatalogueError, declared_in
from partnerportal.privacy.vocabulary import Shown

NO_CONTROL_SIGNS = r"^[^\u0000-\u001f\u007f]*$"
Text = Annotated[str, StringConstraints(strip_whitespace=True, pattern=NO_CONTROL_SIGNS)]
"""A line of text; PostgreSQL takes no zero byte, and no name holds a control sign."""

CATALOGUED = "x-catalogue"


class Strict(BaseModel):
    """Take what is described and nothing else: a misspelt field is an error and never ignored.

    Not the library's Schema, which reads the attributes of whatever comes: to it a text is an object without any.
    """

    model_config = ConfigDict(extra="forbid")


def described(column: str, example: object, *, note: str = "", **limits: Any) -> Any:
    """Return the field that shows or fills a stored column; an unnamed example is one of the made-up portfolio.

    Raises: CatalogueError for a column without entry, and for one that is shown to nobody.
    """
    entry = CATALOGUE.entry_of(column)
    if entry is None or entry.shown is Shown.HIDDEN:
        raise CatalogueError(column, "the interface shows it", declared_in(column))
    purposes = ", ".join(purpose.label for purpose in entry.purposes)
    masked = " Verdeckt." if entry.shown is Shown.MASKED else ""
    return Field(
        description=f"{entry.title}. Wozu: {purposes}.{masked}{f' {note}' if note else ''}",
        examples=[example],
        json_schema_extra={CATALOGUED: column},
        **limits,
    )


def technical(description: str, example: object = None, **limits: Any) -> Any:
    """Return a field that holds no personal data, with its German description."""
    examples = [] if example is None else [example]
    return Field(description=description, examples=examples, **limits)
