"""Forget what an account wrote and never sent, before the account goes (clause C63)."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from partnerportal.claims.models import Attachment
from partnerportal.claims.services.drafts import delete_all_drafts
from partnerportal.database.context import acting_as
from partnerportal.documents.services import remove_documents
from partnerportal.kernel.viewer import Viewer


@transaction.atomic
def forget_unsent(*, account: Viewer) -> int:
    """Delete the drafts of an account and its files of unsent answers; return how many drafts there were.

    A draft is seen by its author alone, so this acts as the author, whoever removes the account; also when the
    right to claims was taken away meanwhile.
    """
    if not account.is_partner:
        return 0
    author = replace(account, may_see_claims=True, may_see_contracts=True)
    with acting_as(author):
        drafts = delete_all_drafts(actor=author)
        unsent = Attachment.objects.filter(author_id=author.account, department__isnull=True)
        files = list(unsent.values_list("document_id", flat=True))
        unsent.delete()
        remove_documents(actor=author, document_ids=files)
    return drafts
