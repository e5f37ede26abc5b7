"""Derive the comment of every column, so that a look into the database says what a value is for."""

from __future__ import annotations

from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.vocabulary import Place


def column_comments(catalogue: Catalogue = CATALOGUE) -> dict[str, str]:
    """Return "app.Model.field" -> German comment for every declared column, technical ones included."""
    comments = {entry.field: _comment(entry) for entry in catalogue.entries if entry.place is Place.COLUMN}
    for line in catalogue.technical:
        comments |= dict.fromkeys(line.fields, f"technisch: {line.reason}")
    return comments


def _comment(entry: Entry) -> str:
    parts = (
        entry.title,
        ", ".join(subject.label for subject in entry.subjects),
        ", ".join(purpose.label for purpose in entry.purposes),
        entry.protection.label,
        entry.retention.key,
        " ".join(entry.clauses),
    )
    return " · ".join(part for part in parts if part)
