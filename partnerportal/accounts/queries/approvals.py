"""Read registrations: the administrator those whose address is confirmed, an owner those of the own firm."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.db.models import Count, Q, QuerySet

from partnerportal.accounts.models import Account, Registration
from partnerportal.accounts.queries.matching import candidates
from partnerportal.accounts.queries.registration import OF_FIRM, PERSONAL, WORDS, unsealed
from partnerportal.accounts.rules.directory import name_of
from partnerportal.accounts.rules.matching import Name
from partnerportal.accounts.rules.matching_candidates import Address, Applicant, Candidate
from partnerportal.accounts.rules.registration import STATES, State
from partnerportal.database.keys import open_vault
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.partners.queries import PartnerRow, partner_for

PAGE_SIZE = 50
SEEN_BY_ADMINISTRATOR = (*PERSONAL, *OF_FIRM, *WORDS)
SEEN_BY_OWNER = ("first_name", "last_name", *OF_FIRM)
_PLACE_SALT = "accounts.registrations"


class UnknownPlace(LookupError):  # noqa: N818 - reads as what it says
    """The place was not given out by this list; the page answers 404."""


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """Hold a registration as lists show it; `firm` is the firm assigned, or the number the applicant gave."""

    id: UUID
    name: str = field(repr=False)
    firm: str = field(repr=False)
    state: State
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """Hold one page of the list with the figures beside its filters; `next_place` is None on the last one."""

    rows: tuple[RegistrationRow, ...]
    counts: dict[State, int]
    next_place: str | None


@dataclass(frozen=True, slots=True)
class Application:
    """Hold one registration with everything its reader may know."""

    id: UUID
    state: State
    texts: dict[str, str] = field(repr=False)
    born_on: date | None = field(repr=False)
    sent_at: datetime | None
    confirmed_at: datetime | None
    decided_at: datetime | None
    decided_by: str = field(repr=False)
    partner_id: UUID | None
    account_id: UUID | None
    terms_version: str
    notice_version: str
    waits_for_password: bool
    is_address_known: bool

    @property
    def name(self) -> str:
        """Return the applicant's name."""
        return f"{self.texts['first_name']} {self.texts['last_name']}"

    def as_applicant(self) -> Applicant:
        """Return what is compared with the partner register."""
        texts = self.texts
        return Applicant(
            name=Name(texts["first_name"], texts["last_name"]),
            born_on=self.born_on,
            address=Address(texts["street"], texts["postal_code"], texts["city"]),
            intermediary_number=texts["intermediary_number"],
            register_number=texts["register_number"],
        )


@dataclass(frozen=True, slots=True)
class Review:
    """Hold what the administrator looks at: the application, the candidates, and the firm once one is assigned."""

    application: Application
    candidates: tuple[Candidate, ...]
    partner: PartnerRow | None


def registrations_of(viewer: Viewer) -> QuerySet[Registration]:
    """Return the door in front of the wall: whose registrations the viewer decides. Nobody sees an unconfirmed one."""
    if viewer.role is Role.ADMINISTRATOR:
        return Registration.objects.filter(state__in=[state.value for state in State])
    if viewer.role is Role.OWNER:
        shown = [State.OWNER.value, State.APPROVED.value, State.REFUSED.value]
        return Registration.objects.filter(partner_id=viewer.partner, state__in=shown)
    return Registration.objects.none()


def registration_page(
    *, viewer: Viewer, shown: State | None = None, place: str = "", limit: int = PAGE_SIZE
) -> RegistrationPage:
    """Return one page of the registrations, the oldest first; three queries. Raises: UnknownPlace."""
    all_of_them = registrations_of(viewer)
    counts = all_of_them.aggregate(
        **{state.name: Count("id", filter=Q(state=state.value)) for state in State}
    )
    listed = all_of_them.filter(state=shown.value) if shown else all_of_them
    found = list(_behind(listed, place).select_related("partner").order_by("confirmed_at", "id")[: limit + 1])
    vault = open_vault(row.id for row in found)
    rows = []
    for row in found[:limit]:
        texts = unsealed(row, vault, ("first_name", "last_name", "intermediary_number"))
        firm = row.partner.name if row.partner else texts["intermediary_number"]
        name = name_of(texts["first_name"], texts["last_name"])
        rows.append(RegistrationRow(row.id, name, firm, STATES[row.state], row.confirmed_at or row.begun_at))
    return RegistrationPage(
        rows=tuple(rows),
        counts={state: counts[state.name] for state in State},
        next_place=_place_of(found[limit - 1]) if len(found) > limit else None,
    )


def application_for(*, viewer: Viewer, registration_id: UUID) -> Application | None:
    """Return one registration; None for a foreign and a missing one alike. Three queries.

    An owner learns name and numbers only, as the catalogue says.
    """
    rows = registrations_of(viewer).select_related("decided_by", "account")
    row = rows.filter(id=registration_id).first()
    if row is None:
        return None
    is_administrator = viewer.role is Role.ADMINISTRATOR
    texts = unsealed(row, open_vault([row.id]), SEEN_BY_ADMINISTRATOR if is_administrator else SEEN_BY_OWNER)
    born_on = texts.pop("born_on", "")
    account, decider = row.account, row.decided_by
    return Application(
        id=row.id,
        state=STATES[row.state],
        texts=texts,
        born_on=date.fromisoformat(born_on) if born_on else None,
        sent_at=row.sent_at,
        confirmed_at=row.confirmed_at,
        decided_at=row.decided_at,
        decided_by=name_of(decider.first_name, decider.last_name) if decider else "",
        partner_id=row.partner_id,
        account_id=row.account_id,
        terms_version=row.terms_version,
        notice_version=row.notice_version,
        waits_for_password=bool(account and not account.is_active and not account.blocked_at),
        is_address_known=is_administrator and _is_known(texts["email"], row.account_id),
    )


def review_for(*, viewer: Viewer, registration_id: UUID, today: date) -> Review | None:
    """Return what the administrator looks at; None for a missing one. At most eight queries."""
    application = application_for(viewer=viewer, registration_id=registration_id)
    if application is None or viewer.role is not Role.ADMINISTRATOR:
        return None
    if application.partner_id is not None:
        partner = partner_for(viewer=viewer, partner_id=application.partner_id)
        return Review(application, (), partner)
    found = candidates(viewer=viewer, applicant=application.as_applicant(), today=today)
    return Review(application, found, None)


def _is_known(email: str, account_id: UUID | None) -> bool:
    """Say whether another account than the one made for the registration has the address."""
    others = Account.objects.filter(email__iexact=email)
    return (others.exclude(id=account_id) if account_id else others).exists()


def _behind(rows: QuerySet[Registration], place: str) -> QuerySet[Registration]:
    if not place:
        return rows
    try:
        confirmed_at, last_id = signing.loads(place, salt=_PLACE_SALT)
    except signing.BadSignature:
        raise UnknownPlace from None
    return rows.filter(Q(confirmed_at__gt=confirmed_at) | Q(confirmed_at=confirmed_at, id__gt=last_id))


def _place_of(row: Registration) -> str:
    confirmed_at = row.confirmed_at or row.begun_at
    return signing.dumps([confirmed_at.isoformat(), str(row.id)], salt=_PLACE_SALT)
