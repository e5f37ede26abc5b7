"""Let registrations and invitations go when their time is over, and the keys of everybody who is gone (R-ANTRAG)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from partnerportal.accounts.models import Account, Invitation, Registration
from partnerportal.accounts.rules.registration import (
    APPROVED_KEPT,
    DRAFT_KEPT,
    INVITATION_KEPT,
    REFUSED_KEPT,
    UNCONFIRMED_KEPT,
)
from partnerportal.database.key_destruction import destroy_keys
from partnerportal.database.models import SubjectKey

KEY_SETTLES = timedelta(hours=1)


@transaction.atomic
def expire_registrations(*, now: datetime) -> int:
    """Delete the registrations that are due, with their keys, letters and links; return how many. For the worker.

    A draft goes after a day, an unconfirmed one after 7 days, a refused one after 30; an approved one as soon as the
    person's account is open, 30 days after the decision at the latest.
    """
    due = (
        Q(state="draft", begun_at__lte=now - DRAFT_KEPT)
        | Q(state="unconfirmed", sent_at__lte=now - UNCONFIRMED_KEPT)
        | Q(state="refused", decided_at__lte=now - REFUSED_KEPT)
        | Q(state="approved", account__is_active=True)
        | Q(state="approved", decided_at__lte=now - APPROVED_KEPT)
    )
    ids = list(Registration.objects.filter(due).values_list("id", flat=True))
    Registration.objects.filter(id__in=ids).delete()
    destroy_keys(ids)
    return len(ids)


@transaction.atomic
def expire_invitations(*, now: datetime) -> int:
    """Delete invitations nobody took, 7 days after their link ended; return how many. For the worker.

    Until then whoever invited sees that the time is over and can send the invitation again.
    """
    return Invitation.objects.filter(expires_at__lte=now - INVITATION_KEPT).delete()[0]


@transaction.atomic
def destroy_orphaned_keys(*, now: datetime, in_use: Collection[UUID] = ()) -> int:
    """Destroy the keys of applicants who are gone, such as a draft thrown away; return how many. For the worker.

    A key is made a moment before its row; those of the last hour are left alone. `in_use` are keys without a partner
    that belong to other apps, such as those of files that wait for their import.
    """
    person = Q(Exists(Account.objects.filter(id=OuterRef("subject_id"))))
    applicant = Q(Exists(Registration.objects.filter(id=OuterRef("subject_id"))))
    keys = SubjectKey.objects.filter(partner__isnull=True, created_at__lte=now - KEY_SETTLES)
    keys = keys.exclude(subject_id__in=in_use)
    orphans = list(keys.exclude(person | applicant).values_list("subject_id", flat=True)[:5000])
    destroy_keys(orphans)
    return len(orphans)
