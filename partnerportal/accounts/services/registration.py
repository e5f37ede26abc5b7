"""Take a registration from its first line to the confirmed e-mail address. Everything here happens at the gate.

A known and an unknown address get the same answer for the same work: the same rows are written, the same job is
ordered, and only the worker finds out which mail it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from partnerportal.accounts.models import Account, OneTimeLink, Registration
from partnerportal.accounts.queries.registration import TABLE, draft_for, unsealed
from partnerportal.accounts.rules.registration import CONFIRMED_AND_OPEN, fold_email
from partnerportal.accounts.services.brakes import check_asking
from partnerportal.accounts.services.letters import order_letter
from partnerportal.accounts.services.links import find_link, use_link
from partnerportal.accounts.services.registration_limits import is_address_tired
from partnerportal.database.keys import index_key, open_vault, vault_for_writing
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role

CONFIRM, ANSWER, OUTCOME = "registration.confirm", "registration.answer", "registration.outcome"


class UnknownRegistration(LookupError):  # noqa: N818 - reads as what it says
    """No registration in the right state is behind the id or the link (any more), or none within the actor's reach."""


@transaction.atomic
def keep_details(
    *, registration_id: UUID | None, details: Mapping[str, str], language: str, now: datetime
) -> UUID:
    """Keep what the applicant wrote, sealed, and return the draft's id; the first time a draft is begun."""
    draft = _locked_draft(registration_id)
    is_new = draft is None
    if draft is None:
        draft = Registration(id=uuid4(), begun_at=now)
    draft.language = language
    vault = vault_for_writing(subjects=[draft.id], partner_id=None, now=now)
    for column, text in details.items():
        setattr(draft, column, vault.seal(draft.id, f"{TABLE}.{column}", draft.id, text))
    draft.save(force_insert=is_new)
    return draft.id


@transaction.atomic
def keep_acknowledgement(
    *, registration_id: UUID | None, terms_version: str, notice_version: str, language: str, now: datetime
) -> UUID:
    """Keep which terms the applicant accepted and which notice was read, each with its time; return the draft's id."""
    found = keep_details(registration_id=registration_id, details={}, language=language, now=now)
    Registration.objects.filter(id=found).update(
        terms_version=terms_version,
        terms_accepted_at=now,
        notice_version=notice_version,
        notice_acknowledged_at=now,
    )
    return found


@transaction.atomic
def discard_draft(*, registration_id: UUID | None) -> None:
    """Delete what the applicant wrote; its key goes with the next housekeeping."""
    if registration_id is not None:
        Registration.objects.filter(id=registration_id, state="draft").delete()


@transaction.atomic
def send_registration(*, registration_id: UUID | None, ip: str, now: datetime) -> None:
    """Send a complete draft: a mail with a link goes to the address, and nothing is matched before it was opened.

    Whoever has an account already is told so by mail; an unconfirmed registration of the same address is replaced.

    Raises: UnknownRegistration; Refused when something is missing or the network sent too many.
    """
    row, draft = _locked_draft(registration_id), draft_for(registration_id=registration_id)
    if row is None or draft is None:
        raise UnknownRegistration
    if draft.missing is not None:
        raise Refused("registration.incomplete", _("Es fehlen noch Angaben. Bitte ergänzen Sie sie zuerst."))
    check_asking(purpose="registration", ip=ip, now=now)
    address = fold_email(draft.email)
    row.email_hash = keyed_hash(index_key(), "registration", address.encode())
    _one_at_a_time(row.email_hash)
    Registration.objects.filter(email_hash=row.email_hash, state="unconfirmed").delete()
    row.state, row.sent_at = "unconfirmed", now
    row.save(update_fields=["state", "sent_at", "email_hash"])
    _order_first_mail(row.id, address, now)


def registration_behind(*, token: str, purpose: str, now: datetime) -> Registration | None:
    """Return the registration a link leads to while it is in the state the link is for. Looking uses nothing up."""
    link = find_link(token=token, purpose=purpose, now=now)
    return _meant_by(link, purpose) if link else None


@transaction.atomic
def confirm_registration(*, token: str, now: datetime) -> None:
    """Confirm the e-mail address: now the administrator sees the registration and is told by mail.

    An older one of the same address that waits is replaced. Raises: UnknownRegistration; Refused for a spent link.
    """
    link = find_link(token=token, purpose=CONFIRM, now=now)
    registration = _meant_by(link, CONFIRM) if link else None
    if link is None or registration is None or registration.email_hash is None:
        raise UnknownRegistration
    use_link(link=link, now=now)
    _one_at_a_time(bytes(registration.email_hash))
    older = Registration.objects.filter(
        email_hash=registration.email_hash, state__in=CONFIRMED_AND_OPEN
    ).exclude(id=registration.id)
    older.delete()
    registration.state, registration.confirmed_at = "waiting", now
    registration.save(update_fields=["state", "confirmed_at"])
    _tell_administrators(now)


@transaction.atomic
def answer_question(*, token: str, text: str, now: datetime) -> None:
    """Answer what the administrator asked. Raises: UnknownRegistration; Refused for a spent link."""
    link = find_link(token=token, purpose=ANSWER, now=now)
    registration = _meant_by(link, ANSWER) if link else None
    if link is None or registration is None:
        raise UnknownRegistration
    use_link(link=link, now=now)
    subject = registration.id
    vault = vault_for_writing(subjects=[subject], partner_id=None, now=now)
    registration.answer = vault.seal(subject, f"{TABLE}.answer", subject, text)
    registration.state = "waiting"
    registration.save(update_fields=["answer", "state"])
    _tell_administrators(now)


@transaction.atomic
def read_reason(*, token: str, now: datetime) -> str:
    """Return why the registration was refused; the link is used up. Raises: UnknownRegistration; Refused."""
    link = find_link(token=token, purpose=OUTCOME, now=now)
    registration = _meant_by(link, OUTCOME) if link else None
    if link is None or registration is None:
        raise UnknownRegistration
    use_link(link=link, now=now)
    return unsealed(registration, open_vault([registration.id]), ("reason",))["reason"]


_STATE_OF_LINK = {CONFIRM: "unconfirmed", ANSWER: "asked", OUTCOME: "refused"}


def _meant_by(link: OneTimeLink, purpose: str) -> Registration | None:
    registration = link.registration
    is_meant = registration is not None and registration.state == _STATE_OF_LINK[purpose]
    return registration if is_meant else None


def _locked_draft(registration_id: UUID | None) -> Registration | None:
    if registration_id is None:
        return None
    return Registration.objects.select_for_update().filter(id=registration_id, state="draft").first()


def _one_at_a_time(email_hash: bytes) -> None:
    """Let registrations of one address pass one after the other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(email_hash[:8], signed=True)])


def _order_first_mail(registration_id: UUID, address: str, now: datetime) -> None:
    """Order the mail to the address: to confirm it, that it is known, or none when it got enough today."""
    account = Account.objects.filter(email__iexact=address).values_list("id", "is_active", "password").first()
    if is_address_tired(address=address, now=now):
        order_letter(occasion=CONFIRM, now=now)
    elif account is None:
        order_letter(occasion=CONFIRM, registration_id=registration_id, now=now)
    else:
        account_id, is_active, password = account
        waits_for_first = not is_active and password.startswith("!")
        occasion = "registration.approved" if waits_for_first else "registration.known"
        order_letter(occasion=occasion, account_id=account_id, now=now)


def _tell_administrators(now: datetime) -> None:
    """Tell every administrator that something is new in the portal."""
    active = Account.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True)
    for account_id in active.order_by("id").values_list("id", flat=True):
        order_letter(occasion="registration.waiting", account_id=account_id, now=now)
