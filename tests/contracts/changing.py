"""Ask for changes of contracts and decide on them, as tests need it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction

from partnerportal.contracts.models import Contract
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import ask_for_change
from partnerportal.contracts.services.changes_desk import carry_over_change, check_change
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House

ADDRESS = {"street": "Am Hafen 3", "postal_code": "25813", "city": "Husum"}
NAME = {"salutation": "Frau", "first_name": "Amelie", "last_name": "Zwiesel"}
ACCOUNT = {"holder": "Amelie Brandt", "iban": "DE75512108001245126199"}


def asked(
    house: House,
    kind: Kind = Kind.ADDRESS,
    wished: dict[str, str] | None = None,
    *,
    actor: Viewer | None = None,
    contract: Contract | None = None,
    person_id: UUID | None = None,
    note: str = "",
) -> UUID:
    """Ask for a change as partner A's owner, unless told otherwise; return its id."""
    who = actor or house.lindner
    with acting_as(who):
        return ask_for_change(
            actor=who, contract_id=(contract or house.contract).id, kind=kind, wished=wished or ADDRESS,
            person_id=person_id, note=note, now=NOW,
        )  # fmt: skip


def checked(house: House) -> UUID:
    """Return a request for a new bank account that the first clerk has checked."""
    change_id = asked(house, Kind.BANK_ACCOUNT, ACCOUNT)
    with acting_as(house.contract_clerk):
        check_change(actor=house.contract_clerk, change_id=change_id, now=NOW)
    return change_id


def carry_over(clerk: Viewer, change_id: UUID) -> None:
    with acting_as(clerk):
        carry_over_change(actor=clerk, change_id=change_id, now=NOW + timedelta(hours=1))


def carry_over_in_the_database(clerk: Viewer, change_id: UUID, new: str = '{"city": "Husum"}') -> None:
    """Call the function of the database by hand, past every rule."""
    with acting_as(clerk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT contracts_carry_over(%s, %s::jsonb, '{}'::jsonb, %s)", [change_id, new, NOW])
