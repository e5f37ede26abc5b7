"""Read a registration at the gate: the applicant's own draft, and what a link of a mail leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from partnerportal.accounts.models import Registration
from partnerportal.accounts.rules.registration import Task
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.keys import Vault, open_vault

TABLE = "accounts_registration"
PERSONAL = ("first_name", "last_name", "email", "born_on", "street", "postal_code", "city")
OF_FIRM = ("intermediary_number", "register_number")
WORDS = ("question", "answer", "reason")


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold what the applicant has written so far; the versions are those the applicant confirmed."""

    id: UUID
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    born_on: date | None = field(default=None, repr=False)
    street: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    intermediary_number: str = field(default="", repr=False)
    register_number: str = field(default="", repr=False)
    terms_version: str = ""
    notice_version: str = ""

    @property
    def done(self) -> frozenset[Task]:
        """Return the parts of the task list that are complete; another edition in force opens the terms again."""
        parts = {
            Task.PERSON: bool(self.email),
            Task.FIRM: bool(self.intermediary_number),
            Task.TERMS: (self.terms_version, self.notice_version) == (TERMS_VERSION, NOTICE_VERSION),
        }
        return frozenset(task for task, is_done in parts.items() if is_done)

    @property
    def missing(self) -> Task | None:
        """Return the first part that is not complete, None when the registration can be sent."""
        return next((task for task in Task if task not in self.done), None)


def draft_for(*, registration_id: UUID | None) -> Draft | None:
    """Return the draft of that id, None when there is none (any more); two queries. For the gate."""
    row = Registration.objects.filter(id=registration_id, state="draft").first() if registration_id else None
    if row is None:
        return None
    texts = unsealed(row, open_vault([row.id]), (*PERSONAL, *OF_FIRM))
    born_on = texts.pop("born_on")
    return Draft(
        id=row.id,
        born_on=date.fromisoformat(born_on) if born_on else None,
        terms_version=row.terms_version,
        notice_version=row.notice_version,
        **texts,
    )


def question_of(registration: Registration) -> str:
    """Return what the administrator asked. For the gate, behind the link of the mail."""
    return unsealed(registration, open_vault([registration.id]), ("question",))["question"]


def unsealed(row: Registration, vault: Vault, columns: tuple[str, ...]) -> dict[str, str]:
    """Return the sealed columns as text; an empty one, or one whose key is gone, is an empty text."""
    values = {column: getattr(row, column) for column in columns}
    is_open = row.id in vault.keys
    return {
        column: vault.unseal(row.id, f"{TABLE}.{column}", row.id, sealed)
        if sealed is not None and is_open
        else ""
        for column, sealed in values.items()
    }
