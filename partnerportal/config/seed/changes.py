"""Tell the demo's requests for changes of contracts, one in each state, as the people who would do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from partnerportal.config.seed.accounts import (
    CONTRACT_CLERK,
    LINDNER,
    PETERSEN_OWNER,
    SECOND_CONTRACT_CLERK,
    VOSS,
)
from partnerportal.config.seed.plans import in_daytime
from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.contracts.queries.changes import values_now
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import ask_for_change, withdraw_change
from partnerportal.contracts.services.changes_desk import carry_over_change, check_change, refuse_change
from partnerportal.contracts.services.restrictions import restrict_contract
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer

Viewers = Mapping[str, Viewer]
UNTIL_CHECKED, UNTIL_DECIDED = timedelta(hours=5), timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Wish:
    """Plan one request: whose, what, how many days ago, and how far it has come.

    `end` is one of open, checked, done, refused, withdrawn. What `wished` does not name stays as it is.
    """

    author: str
    kind: Kind
    days_ago: int
    end: str
    wished: dict[str, str] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    reason_note: str = ""


HUSUM = {"street": "Süderstraße 41", "postal_code": "25813", "city": "Husum"}
BONN = {"street": "Poppelsdorfer Allee 102", "postal_code": "53115", "city": "Bonn"}
AACHEN = {"street": "Wilhelmstraße 18", "postal_code": "52070", "city": "Aachen"}
WISHES = (
    Wish(LINDNER, Kind.ADDRESS, 1, "open", BONN, note="Umzug zum Monatsende."),
    Wish(VOSS, Kind.NAME, 4, "open", {"last_name": "Winterfeld"}, note="Neuer Name nach der Heirat."),
    Wish(LINDNER, Kind.BANK_ACCOUNT, 2, "checked", {"iban": "DE75512108001245126199"}),
    Wish(VOSS, Kind.BANK_ACCOUNT, 1, "open", {"iban": "DE12500105170648489890"}),
    Wish(LINDNER, Kind.INSURED_PERSON, 16, "done", {"first_name": "Marie-Theres"}),
    Wish(LINDNER, Kind.ADDRESS, 33, "done", AACHEN),
    Wish(VOSS, Kind.BANK_ACCOUNT, 41, "done", {"iban": "DE02100500000054540402"}),
    Wish(
        LINDNER,
        Kind.NAME,
        12,
        "refused",
        {"last_name": "Rosenbaum"},
        reason="evidence_missing",
        reason_note="Bitte senden Sie uns die Heiratsurkunde oder eine Kopie des Ausweises.",
    ),
    Wish(LINDNER, Kind.ADDRESS, 24, "withdrawn", HUSUM),
    Wish(PETERSEN_OWNER, Kind.ADDRESS, 6, "open", HUSUM),
)


def write_changes(viewers: Viewers, *, now: datetime) -> None:
    """Tell every wish about a contract of its own, and restrict one contract (Art. 18 GDPR)."""
    contracts = {partner: _contracts_of(partner) for partner in {_partner(viewers, wish) for wish in WISHES}}
    for wish in WISHES:
        _tell(wish, contracts[_partner(viewers, wish)].pop(), viewers, now)
    clerk = viewers[CONTRACT_CLERK]
    with acting_as(clerk):
        restrict_contract(
            actor=clerk,
            contract_id=contracts[viewers[LINDNER].partner].pop(),
            fields="address",
            since=berlin_date(now) - timedelta(days=9),
            now=now,
        )


def _partner(viewers: Viewers, wish: Wish) -> UUID:
    return viewers[wish.author].partner


def _contracts_of(partner_id: UUID) -> list[UUID]:
    """Return contracts to take from the end: every fifth of those that run without end."""
    running = Contract.objects.filter(partner_id=partner_id, ends_on__isnull=True)
    persons_only = running.exclude(policyholder__salutation="Firma")
    return list(persons_only.order_by("-holder_sort_key", "id").values_list("id", flat=True))[::5][:12]


def _tell(wish: Wish, contract_id: UUID, viewers: Viewers, now: datetime) -> None:
    author, first, second = (viewers[name] for name in (wish.author, CONTRACT_CLERK, SECOND_CONTRACT_CLERK))
    asked_at = in_daytime(now - timedelta(days=wish.days_ago))
    change_id = _ask(wish, author, contract_id, asked_at)
    if wish.end == "withdrawn":
        with acting_as(author):
            withdraw_change(actor=author, change_id=change_id, now=min(asked_at + UNTIL_CHECKED, now))
    if wish.kind is Kind.BANK_ACCOUNT and wish.end in {"checked", "done"}:
        with acting_as(first):
            check_change(actor=first, change_id=change_id, now=min(asked_at + UNTIL_CHECKED, now))
    if wish.end == "done":
        with acting_as(second):
            carry_over_change(actor=second, change_id=change_id, now=min(asked_at + UNTIL_DECIDED, now))
    if wish.end == "refused":
        with acting_as(first):
            refuse_change(
                actor=first,
                change_id=change_id,
                reason=wish.reason,
                note=wish.reason_note,
                now=min(asked_at + UNTIL_DECIDED, now),
            )


def _ask(wish: Wish, author: Viewer, contract_id: UUID, asked_at: datetime) -> UUID:
    with acting_as(author):
        person_id = None
        if wish.kind is Kind.INSURED_PERSON:
            people = InsuredPerson.objects.filter(contract_id=contract_id).order_by("born_on", "id")
            person_id = people.values_list("id", flat=True)[0]
        known = values_now(viewer=author, contract_id=contract_id, kind=wish.kind, person_id=person_id)
        return ask_for_change(
            actor=author,
            contract_id=contract_id,
            kind=wish.kind,
            wished={**(known or {}), **wish.wished},
            person_id=person_id,
            note=wish.note,
            now=asked_at,
        )
