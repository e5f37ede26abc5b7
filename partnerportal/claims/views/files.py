"""Say what a page, or the upload script, shows of a stored file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from partnerportal.claims.views.draft_receipts import THUMBNAIL_WIDTH, file_facts
from partnerportal.documents.queries import DocumentRow


def shown_file(
    document: DocumentRow, *, removable_as: UUID | None = None, remove_url: str | None = None
) -> dict[str, Any]:
    """Return name, facts and addresses; with `removable_as`, the id under which it can be removed."""
    return {
        "id": str(removable_as) if removable_as else None,
        "name": document.name,
        "pages": document.pages,
        "size": document.size,
        "meta": file_facts(document),
        "url": reverse("documents:download", args=[document.id]),
        "thumbnail_url": f"{reverse('documents:page', args=[document.id, 1])}?breite={THUMBNAIL_WIDTH}",
        "remove_url": remove_url,
    }
