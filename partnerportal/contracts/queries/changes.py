"""Read change requests: the partner its own, the department that keeps contracts all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerportal.contracts.models import ChangeRequest
from partnerportal.contracts.queries.detail import bank_account_plain, contract_for
from partnerportal.contracts.rules.changes import (
    FIELD_TITLES,
    FIELDS,
    REASONS,
    STATES,
    TITLES,
    UNDECIDED,
    Kind,
    Reason,
    StateWord,
)
from partnerportal.database.keys import Vault, open_vault
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.iban import mask
from partnerportal.kernel.names import initials
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25
PROPOSED, NOTE, REASON_NOTE = (
    f"contracts_changerequest.{name}" for name in ("proposed", "note", "reason_note")
)


@dataclass(frozen=True, slots=True, repr=False)
class ChangeRow:
    """Hold a request as lists show it; `person` is empty unless it is about an insured person."""

    id: UUID
    contract_id: UUID
    kind: Kind
    state: str
    requested_at: datetime
    decided_at: datetime | None
    reason: Reason | None
    policy_number: str
    holder: str
    partner: str
    person: str
    person_id: UUID | None
    is_checked_by_me: bool

    @property
    def title(self) -> str:
        """Return what it is about, in German."""
        return TITLES[self.kind]

    @property
    def word(self) -> StateWord:
        """Return the state as people read it."""
        return STATES[self.state]

    def waiting_days(self, today: date) -> int:
        """Return for how many days it has waited, as days are counted in Berlin."""
        return (today - berlin_date(self.requested_at)).days


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Hold one page of requests; `counts` by filter, `next_after` is None on the last one."""

    rows: tuple[ChangeRow, ...]
    counts: dict[str, int]
    next_after: UUID | None


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """Hold one value: as it is now (None where this viewer may not see it), and as it is wished."""

    field: str
    old: str | None
    new: str

    @property
    def title(self) -> str:
        """Return what the value is, in German."""
        return FIELD_TITLES[self.field]


@dataclass(frozen=True, slots=True, repr=False)
class ChangeDetail:
    """Hold all of a request. An IBAN is whole only for the department, and only until the decision (C27)."""

    row: ChangeRow
    lines: tuple[Line, ...]
    note: str
    reason_note: str
    author: str
    checked_by_id: UUID | None
    checked_by: str
    checked_at: datetime | None
    decided_by: str

    @property
    def is_undecided(self) -> bool:
        """Say whether nobody has decided yet and nobody has taken it back."""
        return self.row.state in UNDECIDED


def changes_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[ChangeRow, ...]:
    """Return the requests about one contract, the newest first; one query."""
    found = changes_of(viewer).filter(contract_id=contract_id).order_by("-requested_at", "id")
    return tuple(_row(change, viewer) for change in found)


def change_page(
    *, viewer: Viewer, shown: str = "offen", after: UUID | None = None, limit: int = PAGE_SIZE
) -> ChangePage:
    """Return one page for the department; `shown` is "offen" (the oldest first) or "erledigt" (the newest first).

    At most four queries.
    """
    changes = changes_of(viewer) if viewer.is_clerk else ChangeRequest.objects.none()
    parts = {"offen": Q(state__in=UNDECIDED), "erledigt": ~Q(state__in=UNDECIDED)}
    counts = {name: changes.filter(part).count() for name, part in parts.items()}
    wanted, column = changes.filter(parts[shown]), "requested_at" if shown == "offen" else "decided_at"
    sign, beyond = ("", "gt") if shown == "offen" else ("-", "lt")
    anchor = wanted.filter(id=after).values_list(column, "id").first() if after else None
    if anchor is not None:
        at, last_id = anchor
        wanted = wanted.filter(Q(**{f"{column}__{beyond}": at}) | Q(**{column: at, f"id__{beyond}": last_id}))
    found = list(wanted.order_by(f"{sign}{column}", f"{sign}id")[: limit + 1])
    rows = tuple(_row(change, viewer) for change in found[:limit])
    return ChangePage(rows, counts, rows[-1].id if len(found) > limit else None)


def open_change_count(*, viewer: Viewer) -> int:
    """Return how many requests wait for the department; one query."""
    if not (viewer.is_clerk and viewer.may_see_contracts):
        return 0
    return ChangeRequest.objects.filter(state__in=UNDECIDED).count()


def change_for(*, viewer: Viewer, change_id: UUID) -> ChangeDetail | None:
    """Return one request, None for a foreign and for a missing one alike. At most seven queries."""
    change = changes_of(viewer).filter(id=change_id).first()
    if change is None:
        return None
    subject = change.contract.policyholder_id
    vault = open_vault([subject])
    return ChangeDetail(
        row=_row(change, viewer),
        lines=_lines(change, viewer, vault),
        note=_plain(vault, subject, NOTE, change.id, change.note),
        reason_note=_plain(vault, subject, REASON_NOTE, change.id, change.reason_note),
        author=_name(change.author),
        checked_by_id=change.checked_by_id,
        checked_by=_name(change.checked_by) if viewer.is_clerk else "",
        checked_at=change.checked_at if viewer.is_clerk else None,
        decided_by=_name(change.decided_by) if viewer.is_clerk else "",
    )


def wished(change: ChangeRequest, vault: Vault) -> dict[str, str]:
    """Return what a request asks for, by field: days in ISO 8601, an IBAN without spaces."""
    text = vault.unseal(change.contract.policyholder_id, PROPOSED, change.id, change.proposed)
    asked: dict[str, str] = json.loads(text)
    return asked


def values_now(
    *, viewer: Viewer, contract_id: UUID, kind: Kind, person_id: UUID | None = None
) -> dict[str, str] | None:
    """Return what a contract says now about what a request of this kind can change, in the form of `wished`.

    None for a foreign contract or person. What the viewer may not see is left out: for the department the bank
    account and the day of birth (ADR 19).
    """
    contract = contract_for(viewer=viewer, contract_id=contract_id)
    if contract is None:
        return None
    if kind is Kind.BANK_ACCOUNT:
        account = bank_account_plain(viewer=viewer, contract_id=contract_id)
        return {"holder": account.holder, "iban": account.iban} if account else {}
    about: Any = contract.policyholder
    if kind is Kind.INSURED_PERSON:
        about = next((person for person in contract.persons if person.id == person_id), None)
        if about is None:
            return None
    hidden = {"born_on"} if viewer.is_clerk else set()
    return {name: str(getattr(about, name)) for name in FIELDS[kind] if name not in hidden}


def changes_of(viewer: Viewer) -> QuerySet[ChangeRequest]:
    """Return the requests the viewer may see: a partner its own, the department that keeps contracts all."""
    related = ("contract__policyholder", "partner", "insured_person", "author", "checked_by", "decided_by")
    changes = ChangeRequest.objects.select_related(*related)
    if not viewer.may_see_contracts:
        return changes.none()
    if viewer.is_clerk:
        return changes
    return changes.filter(partner_id=viewer.partner) if viewer.is_partner else changes.none()


def _row(change: ChangeRequest, viewer: Viewer) -> ChangeRow:
    holder, person = change.contract.policyholder, change.insured_person
    return ChangeRow(
        id=change.id,
        contract_id=change.contract_id,
        kind=Kind(change.kind),
        state=change.state,
        requested_at=change.requested_at,
        decided_at=change.decided_at,
        reason=REASONS.get(change.reason),
        policy_number=change.contract.policy_number,
        holder=_name(holder),
        partner=change.partner.name,
        person=_name(person),
        person_id=change.insured_person_id,
        is_checked_by_me=change.checked_by_id is not None and change.checked_by_id == viewer.account_id,
    )


def lines_of(
    kind: Kind, now: Mapping[str, str], asked: Mapping[str, str], *, is_whole: bool
) -> tuple[Line, ...]:
    """Return old beside new, in the order of the pages; a new bank account is whole only with `is_whole`."""
    return tuple(
        Line(
            name,
            _shown(name, now.get(name), is_whole=False),
            _shown(name, asked[name], is_whole=is_whole) or "",
        )
        for name in FIELDS[kind]
        if name in asked
    )


def _lines(change: ChangeRequest, viewer: Viewer, vault: Vault) -> tuple[Line, ...]:
    """Return old beside new; once decided nothing is compared any more, for what was is not kept."""
    kind, asked, is_undecided = Kind(change.kind), wished(change, vault), change.state in UNDECIDED
    now = None
    if is_undecided:
        now = values_now(
            viewer=viewer, contract_id=change.contract_id, kind=kind, person_id=change.insured_person_id
        )
    return lines_of(kind, now or {}, asked, is_whole=viewer.is_clerk and is_undecided)


def _shown(name: str, text: str | None, *, is_whole: bool) -> str | None:
    """Return a value for the page; of a bank account only what its catalogue entry lets be seen."""
    if not text or name not in {"iban", "holder"} or is_whole:
        return text
    return initials(text) if name == "holder" else mask(text[-4:], text[:2])


def _plain(vault: Vault, subject: UUID, column: str, row_id: UUID, sealed: bytes | memoryview | None) -> str:
    return vault.unseal(subject, column, row_id, sealed) if sealed else ""


def _name(somebody: Any) -> str:
    return f"{somebody.first_name} {somebody.last_name}".strip() if somebody is not None else ""
