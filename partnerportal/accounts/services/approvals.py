"""Decide registrations: the administrator first, then the owner when the firm has one (clauses C35 and C77)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from partnerportal.accounts.models import Account, Registration
from partnerportal.accounts.queries.approvals import Application, registrations_of
from partnerportal.accounts.queries.registration import PERSONAL, TABLE, unsealed
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.registration import DECIDABLE, State, fold_email
from partnerportal.accounts.services.directory import send_password_link
from partnerportal.accounts.services.letters import order_letter
from partnerportal.accounts.services.registration import UnknownRegistration
from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import GATE, Role, Viewer
from partnerportal.partners.queries import PartnerRow, partner_for
from partnerportal.partners.rules import Standing

BORN_ON = "accounts_account.born_on"


@transaction.atomic
def approve_registration(*, actor: Viewer, registration_id: UUID, partner_id: UUID, now: datetime) -> State:
    """Assign a registration to a firm and let the person in: the first one as owner, later ones ask the owner.

    Returns the state the registration has now. Approvals for one firm pass one after the other.

    Raises: UnknownRegistration; Refused when it is decided already, the firm is closed, or the address is known.
    """
    row = _decidable(actor, registration_id)
    firm = _open_firm(actor, partner_id, now)
    _firm_lock(firm.id)
    row.partner_id, row.decided_by_id, row.decided_at = firm.id, actor.account, now
    owners = Account.objects.filter(partner_id=firm.id, role=Role.OWNER.value, removed_at__isnull=True)
    asked = list(owners.order_by("id").values_list("id", flat=True))
    if not asked:
        _let_in(row, role=Role.OWNER, rights=Rights(), now=now)
        return State.APPROVED
    _refuse_known_address(row)
    row.state = State.OWNER.value
    row.save(update_fields=["partner", "decided_by", "decided_at", "state"])
    for owner_id in asked:
        order_letter(occasion="registration.owner", account_id=owner_id, now=now)
    return State.OWNER


@transaction.atomic
def ask_applicant(*, actor: Viewer, registration_id: UUID, text: str, now: datetime) -> None:
    """Ask the applicant something; a link in a mail leads to the answer. Another question replaces an open one.

    Raises: UnknownRegistration; Refused when it is decided already or the text is empty.
    """
    row = _decidable(actor, registration_id)
    if not text.strip():
        raise Refused("registration.question", _("Bitte schreiben Sie, was Sie wissen möchten."))
    row.question, row.answer, row.state = _sealed(row, "question", text.strip(), now), None, State.ASKED.value
    row.save(update_fields=["question", "answer", "state"])
    order_letter(occasion="registration.asked", registration_id=row.id, now=now)


@transaction.atomic
def refuse_registration(*, actor: Viewer, registration_id: UUID, reason: str, now: datetime) -> None:
    """Refuse a registration with a reason; it is deleted after 30 days.

    Raises: UnknownRegistration; Refused when it is decided already or the reason is missing.
    """
    row = _waiting_for(actor, registration_id)
    if not reason.strip():
        raise Refused("registration.reason", _("Bitte nennen Sie den Grund der Ablehnung."))
    row.reason = _sealed(row, "reason", reason.strip(), now)
    row.decided_by_id, row.decided_at, row.state = actor.account, now, State.REFUSED.value
    row.save(update_fields=["reason", "decided_by", "decided_at", "state"])
    order_letter(occasion="registration.refused", registration_id=row.id, now=now)


@transaction.atomic
def welcome_colleague(*, actor: Viewer, registration_id: UUID, rights: Rights, now: datetime) -> None:
    """Let a person the administrator agreed to into the owner's firm, as staff with these rights.

    Raises: UnknownRegistration; Refused when it is decided already or the address is known.
    """
    row = _waiting_for(actor, registration_id)
    if actor.role is not Role.OWNER:
        raise UnknownRegistration
    row.decided_by_id, row.decided_at = actor.account, now
    _let_in(row, role=Role.STAFF, rights=rights, now=now)


def resend_first_link(*, actor: Viewer, application: Application, now: datetime) -> None:
    """Send the link for the first password once more. Raises: Refused when nobody waits for one."""
    if application.account_id is None or not application.waits_for_password:
        raise Refused("registration.no_link", _("Diese Person wartet auf keinen Link."))
    send_password_link(actor=actor, account_id=application.account_id, now=now)


def _let_in(row: Registration, *, role: Role, rights: Rights, now: datetime) -> None:
    """Make the account; it stays closed until its person chose the first password with the link of the mail."""
    _refuse_known_address(row)
    row.account_id, row.state = uuid4(), State.APPROVED.value
    row.save(update_fields=["partner", "decided_by", "decided_at", "state", "account"])
    account = _account(row, role, rights, now)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise _known() from None
    order_letter(occasion="registration.approved", account_id=account.id, now=now)


def _account(row: Registration, role: Role, rights: Rights, now: datetime) -> Account:
    texts = unsealed(row, open_vault([row.id]), PERSONAL)
    account_id = row.account_id or uuid4()
    # The key of the new account is nobody's to read who leads it; the gate makes it.
    with acting_as(GATE):
        vault = vault_for_writing(subjects=[account_id], partner_id=None, now=now)
    return Account(
        id=account_id,
        email=fold_email(texts["email"]),
        password=make_password(None),
        is_active=False,
        first_name=texts["first_name"],
        last_name=texts["last_name"],
        role=role.value,
        partner_id=row.partner_id,
        may_see_statements=rights.statements,
        may_see_claims=rights.claims,
        may_see_contracts=rights.contracts,
        language=row.language,
        born_on=vault.seal(account_id, BORN_ON, account_id, texts["born_on"]),
        street=texts["street"],
        postal_code=texts["postal_code"],
        city=texts["city"],
        created_at=now,
        terms_version=row.terms_version,
        terms_accepted_at=row.terms_accepted_at,
        notice_version=row.notice_version,
        notice_acknowledged_at=row.notice_acknowledged_at,
    )


def _decidable(actor: Viewer, registration_id: UUID) -> Registration:
    """Return the registration, locked until the commit, while the administrator decides it."""
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownRegistration
    return _waiting_for(actor, registration_id)


def _waiting_for(actor: Viewer, registration_id: UUID) -> Registration:
    """Return the registration, locked until the commit, while it waits for the actor."""
    within_reach = registrations_of(actor).filter(id=registration_id)
    states = DECIDABLE if actor.role is Role.ADMINISTRATOR else {State.OWNER.value}
    row = within_reach.filter(state__in=states).select_for_update(of=("self",)).first()
    if row is not None:
        return row
    if within_reach.exists():
        raise Refused(
            "registration.decided", _("Über diese Registrierung ist schon entschieden. Bitte laden Sie neu.")
        )
    raise UnknownRegistration


def _open_firm(actor: Viewer, partner_id: UUID, now: datetime) -> PartnerRow:
    firm = partner_for(viewer=actor, partner_id=partner_id)
    if firm is None:
        raise Refused("registration.firm", _("Diesen Partner gibt es nicht. Bitte wählen Sie einen anderen."))
    if firm.standing(berlin_date(now)) in {Standing.ENDED, Standing.BLOCKED}:
        raise Refused(
            "registration.firm_closed",
            _("Der Vertrag mit diesem Partner ist beendet oder gesperrt. Bitte prüfen Sie den Partner."),
        )
    return firm


def _firm_lock(partner_id: UUID) -> None:
    """Let approvals for one firm pass one after the other, until the commit: it gets one first owner."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('portal.first_owner.' || %s, 0))",
            [str(partner_id)],
        )


def _refuse_known_address(row: Registration) -> None:
    email = unsealed(row, open_vault([row.id]), ("email",))["email"]
    # At the gate: an owner does not see the accounts of others, but the address is taken all the same.
    with acting_as(GATE):
        if Account.objects.filter(email__iexact=email).exists():
            raise _known()


def _known() -> Refused:
    return Refused(
        "registration.known",
        _("Zu dieser E-Mail-Adresse gibt es schon einen Zugang. Bitte lehnen Sie die Registrierung ab."),
    )


def _sealed(row: Registration, column: str, text: str, now: datetime) -> bytes:
    vault = vault_for_writing(subjects=[row.id], partner_id=None, now=now)
    return vault.seal(row.id, f"{TABLE}.{column}", row.id, text)
