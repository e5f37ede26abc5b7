"""Find in the partner register whom an applicant may belong to: for the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from partnerportal.accounts.models import Account
from partnerportal.accounts.rules.matching import Name
from partnerportal.accounts.rules.matching_candidates import (
    Address,
    Applicant,
    Candidate,
    Firm,
    Person,
    candidates_for,
    compare,
)
from partnerportal.database.keys import open_vault
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.partners.queries import PartnerRow, partner_page
from partnerportal.partners.rules import Standing

MOST_FIRMS = 100_000
BORN_ON = "accounts_account.born_on"


def candidates(*, viewer: Viewer, applicant: Applicant, today: date) -> tuple[Candidate, ...]:
    """Return at most five firms the applicant may belong to, the best first; four queries, only for the administrator.

    The whole register is looked at, for a number or a name may be mistyped. Birthdays are opened only of people at
    those five firms.
    """
    if viewer.role is not Role.ADMINISTRATOR:
        return ()
    people = _people()
    firms = [
        _firm(row, people.get(row.id, ()), today)
        for row in partner_page(viewer=viewer, limit=MOST_FIRMS).rows
    ]
    found = candidates_for(applicant, firms)
    birthdays = _birthdays(found)
    opened = (compare(applicant, _with_birthdays(one.firm, birthdays)) for one in found)
    return tuple(sorted(opened, key=lambda one: (-one.score, one.firm.name)))


def _people() -> dict[UUID, list[Person]]:
    """Return everybody who has an account at a firm, without birthday, by firm; one query."""
    found: dict[UUID, list[Person]] = {}
    rows = Account.objects.filter(partner__isnull=False, removed_at__isnull=True)
    columns = ("partner_id", "id", "first_name", "last_name", "street", "postal_code", "city")
    for partner_id, account_id, first, last, *address in rows.order_by("id").values_list(*columns):
        person = Person(account_id, Name(first, last), None, Address(*address))
        found.setdefault(partner_id, []).append(person)
    return found


def _firm(row: PartnerRow, people: Iterable[Person], today: date) -> Firm:
    return Firm(
        partner_id=row.id,
        name=row.name,
        intermediary_number=row.intermediary_number,
        register_number=row.register_number,
        address=Address(row.street, row.postal_code, row.city),
        is_closed=row.standing(today) in {Standing.ENDED, Standing.BLOCKED},
        people=tuple(people),
    )


def _birthdays(found: tuple[Candidate, ...]) -> dict[UUID, date]:
    """Return the birthdays of the people at these firms, by account; two queries."""
    wanted = [person.account_id for candidate in found for person in candidate.firm.people]
    sealed = dict(Account.objects.filter(id__in=wanted, born_on__isnull=False).values_list("id", "born_on"))
    vault = open_vault(sealed)
    return {
        account_id: date.fromisoformat(vault.unseal(account_id, BORN_ON, account_id, value))
        for account_id, value in sealed.items()
        if value is not None and account_id in vault.keys
    }


def _with_birthdays(firm: Firm, birthdays: dict[UUID, date]) -> Firm:
    people = tuple(replace(person, born_on=birthdays.get(person.account_id)) for person in firm.people)
    return replace(firm, people=people)


def partner_with_number(*, viewer: Viewer, number: str) -> UUID | None:
    """Return the firm with exactly this intermediary number, None without one. Only for the administrator."""
    found = partner_page(viewer=viewer, text=number, limit=MOST_FIRMS).rows
    return next((row.id for row in found if row.intermediary_number == number), None)
