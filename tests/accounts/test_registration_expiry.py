"""A registration goes when its time is over, its key with it, and no copy opens any more (R-ANTRAG)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from partnerportal.accounts.models import Account, Invitation, Letter, OneTimeLink, Registration
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.services import approvals, expiry
from partnerportal.accounts.services.registration import discard_draft
from partnerportal.database.context import acting_as
from partnerportal.database.models import SubjectKey
from partnerportal.kernel.viewer import GATE, WORKER
from tests.accounts.registering import draft_registration, sent_registration, waiting_registration
from tests.cast import NOW, House

pytestmark = pytest.mark.django_db
MOMENT = timedelta(seconds=1)


def expired(after: timedelta) -> int:
    with acting_as(WORKER):
        return expiry.expire_registrations(now=NOW + after)


def is_gone(registration_id: UUID) -> bool:
    has_key = SubjectKey.objects.filter(subject_id=registration_id).exists()
    has_row = Registration.objects.filter(id=registration_id).exists()
    assert has_key == has_row
    return not has_row


@pytest.mark.parametrize(
    ("make", "days"), [(draft_registration, 1), (sent_registration, 7)], ids=["draft", "unconfirmed"]
)
def test_what_was_never_sent_or_confirmed_goes(house: House, make, days: int) -> None:  # type: ignore[no-untyped-def]
    found = make()

    assert expired(timedelta(days=days) - MOMENT) == 0
    assert expired(timedelta(days=days)) == 1
    assert is_gone(found)


def test_a_refused_one_goes_after_thirty_days_with_its_letters_and_links(house: House) -> None:
    row = waiting_registration()
    with acting_as(house.administrator):
        approvals.refuse_registration(
            actor=house.administrator, registration_id=row.id, reason="Nicht im Verzeichnis.", now=NOW
        )

    assert expired(timedelta(days=30) - MOMENT) == 0
    assert expired(timedelta(days=30)) == 1
    assert is_gone(row.id)
    assert not Letter.objects.filter(registration_id=row.id).exists()
    assert not OneTimeLink.objects.filter(registration_id=row.id).exists()


def test_an_approved_one_goes_as_soon_as_the_account_is_open_and_the_account_keeps_its_key(
    house: House,
) -> None:
    row = waiting_registration()
    with acting_as(house.administrator):
        approvals.approve_registration(
            actor=house.administrator, registration_id=row.id, partner_id=house.lindner.partner, now=NOW
        )
    with acting_as(house.lindner):
        approvals.welcome_colleague(actor=house.lindner, registration_id=row.id, rights=Rights(), now=NOW)
    account = Account.objects.get(registration=row)

    assert expired(timedelta(hours=1)) == 0
    Account.objects.filter(id=account.id).update(is_active=True)
    assert expired(timedelta(hours=1)) == 1
    assert is_gone(row.id)
    with acting_as(WORKER):
        expiry.destroy_orphaned_keys(now=NOW + timedelta(days=90))
    assert SubjectKey.objects.filter(subject_id=account.id).exists()


def test_one_that_waits_for_a_person_stays(house: House) -> None:
    waiting_registration()

    assert expired(timedelta(days=300)) == 0


def test_the_key_of_a_discarded_draft_goes_an_hour_later(house: House) -> None:
    found = draft_registration()
    with acting_as(GATE):
        discard_draft(registration_id=found)
    kept = set(SubjectKey.objects.exclude(subject_id=found).values_list("subject_id", flat=True))

    with acting_as(WORKER):
        assert expiry.destroy_orphaned_keys(now=NOW + timedelta(minutes=59)) == 0
        assert expiry.destroy_orphaned_keys(now=NOW + timedelta(minutes=60)) == 1
    assert set(SubjectKey.objects.values_list("subject_id", flat=True)) == kept


def test_an_invitation_nobody_took_goes_a_week_after_its_end(house: House) -> None:
    Invitation.objects.create(
        email="gast@nirgends.example", role="staff", partner_id=house.lindner.partner,
        invited_by_id=house.lindner.account, created_at=NOW, expires_at=NOW,
    )  # fmt: skip

    with acting_as(WORKER):
        assert expiry.expire_invitations(now=NOW + timedelta(days=7) - MOMENT) == 0
        assert expiry.expire_invitations(now=NOW + timedelta(days=7)) == 1


@pytest.mark.parametrize("viewer", [GATE, WORKER])
def test_neither_gate_nor_worker_destroys_a_key_by_itself(house: House, viewer) -> None:  # type: ignore[no-untyped-def]
    draft_registration()

    with acting_as(viewer), pytest.raises(DatabaseError), transaction.atomic():
        SubjectKey.objects.all().delete()
