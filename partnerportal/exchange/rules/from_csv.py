"""Read contracts with their people, or bookings, out of the rows of a CSV file.

One row holds a contract and one insured person; the rows of a contract stand together. Which column is which:
`csv_heads`. A row that cannot be read is rejected as a whole, with line and field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from partnerportal.exchange.rules.accounts_read import checked_account, full_name
from partnerportal.exchange.rules.bookings_read import checked_line
from partnerportal.exchange.rules.csv_heads import Heads
from partnerportal.exchange.rules.csv_values import (
    read_day,
    read_decimal,
    read_kind,
    read_line_of_business,
    read_month,
    read_salutation,
)
from partnerportal.exchange.rules.portfolio import (
    ContractRead,
    Finding,
    HolderRead,
    LineRead,
    PersonRead,
    Read,
    TariffRead,
)
from partnerportal.exchange.rules.taking import Unusable
from partnerportal.kernel.identifiers import policy_number_key

CSV = "CSV"
T = TypeVar("T")
LONGEST = {
    "policy_number": 24,
    "tariff": 60,
    "first_name": 60,
    "last_name": 60,
    "street": 80,
    "postal_code": 10,
    "city": 60,
}


class Row:
    """Be one row: values by field, empty where the file has no such column."""

    __slots__ = ("_columns", "_values", "line")

    def __init__(self, line: int, values: Sequence[str], heads: Heads) -> None:
        self.line, self._values, self._columns = line, values, heads.columns

    @property
    def is_filled(self) -> bool:
        """Say whether anything stands in the row."""
        return any(value.strip() for value in self._values)

    def text(self, field: str) -> str:
        """Return the text without blanks around it. Raises: Unusable when it is too long; a name is never cut."""
        at = self._columns.get(field)
        value = self._values[at].strip() if at is not None and at < len(self._values) else ""
        if len(value) > LONGEST.get(field.removeprefix("person_"), 200):
            raise self.unusable(field, "too_long", "text")
        return value

    def needed(self, field: str, reason: str) -> str:
        """Return a text that must be there. Raises: Unusable."""
        value = self.text(field)
        if not value:
            raise self.unusable(field, reason, "missing")
        return value

    def read(self, field: str, how: Callable[[str], T], value_kind: str) -> T:
        """Return a value read by a function that raises ValueError. Raises: Unusable."""
        try:
            return how(self.text(field))
        except ValueError:
            raise self.unusable(field, "value_unreadable", value_kind) from None

    def unusable(self, field: str, reason: str, value_kind: str) -> Unusable:
        """Return the finding about a field of this row, to be raised."""
        return Unusable(None, _field(field), reason, value_kind, line=self.line)


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], heads: Heads) -> Iterator[Read]:
    """Yield what the rows say; each comes with its line, counted from 1."""
    found = (Row(line, values, heads) for line, values in rows)
    filled = (row for row in found if row.is_filled)
    yield from _bookings(filled) if heads.holds_bookings else _contracts(filled)


def _contracts(rows: Iterable[Row]) -> Iterator[Read]:
    current: ContractRead | None = None
    for row in rows:
        key = policy_number_key(row.text("policy_number"))
        if current is not None and key and key == current.policy_number_key:
            yield from _person(row, current)
            continue
        if current is not None:
            yield current
        current = None
        try:
            current = _contract(row)
        except Unusable as unusable:
            yield _as_csv(unusable.finding)
            continue
        yield from _account(row, current)
        yield from _person(row, current)
    if current is not None:
        yield current


def _contract(row: Row) -> ContractRead:
    number = row.needed("policy_number", "no_policy_number")
    begins_on = row.read("begins_on", read_day, "date")
    ends_on = row.read("ends_on", read_day, "date")
    if begins_on is None:
        raise row.unusable("begins_on", "no_begin", "missing")
    if ends_on is not None and ends_on < begins_on:
        raise row.unusable("ends_on", "ends_before_begin", "date")
    return ContractRead(
        line=row.line,
        intermediary_number=policy_number_key(row.needed("intermediary_number", "no_intermediary")),
        policy_number=number,
        policy_number_key=policy_number_key(number),
        line_of_business=row.read("line_of_business", read_line_of_business, "code"),
        tariff=row.text("tariff"),
        begins_on=begins_on,
        ends_on=ends_on,
        holder=HolderRead(
            salutation=read_salutation(row.text("salutation")),
            first_name=row.text("first_name"),
            last_name=row.needed("last_name", "no_name"),
            street=row.text("street"),
            postal_code=row.text("postal_code"),
            city=row.text("city"),
        ),
    )


def _account(row: Row, contract: ContractRead) -> Iterator[Finding]:
    iban = row.text("iban")
    if not iban:
        return
    findings: list[Finding] = []
    holder = row.text("account_holder") or full_name(contract.holder)
    contract.account = checked_account(
        row.line, CSV, iban, row.text("bic"), row.text("bank_name"), holder, findings
    )
    yield from findings


def _person(row: Row, contract: ContractRead) -> Iterator[Finding]:
    """Add the row's person to the contract, or a further tariff to a person it has already."""
    try:
        person = _read_person(row)
    except Unusable as unusable:
        yield _as_csv(unusable.finding)
        return
    if person is None:
        return
    known = next((each for each in contract.persons if _same(each, person)), None)
    if known is not None:
        known.tariffs += [tariff for tariff in person.tariffs if tariff not in known.tariffs]
    elif person.number is not None and any(each.number == person.number for each in contract.persons):
        yield Finding(row.line, CSV, "insured_person.number", "rejected", "person_double", "number")
    else:
        contract.persons.append(person)


def _same(one: PersonRead, other: PersonRead) -> bool:
    return (one.first_name, one.last_name, one.born_on) == (other.first_name, other.last_name, other.born_on)


def _read_person(row: Row) -> PersonRead | None:
    last_name = row.text("person_last_name")
    if not last_name and not row.text("person_first_name"):
        return None
    born_on = row.read("person_born_on", read_day, "date")
    if born_on is None:
        raise row.unusable("person_born_on", "no_birth_date", "missing")
    return PersonRead(
        line=row.line,
        number=row.read("person_number", _number, "number"),
        salutation=read_salutation(row.text("person_salutation")),
        first_name=row.text("person_first_name"),
        last_name=row.needed("person_last_name", "no_name"),
        born_on=born_on,
        tariffs=_tariffs(row),
    )


def _tariffs(row: Row) -> list[TariffRead]:
    name = row.text("person_tariff")
    if not name:
        return []
    begins_on = row.read("person_tariff_begins_on", read_day, "date")
    return [TariffRead(name, begins_on, row.read("person_tariff_ends_on", read_day, "date"))]


def _number(value: str) -> int | None:
    number = int(value) if value else 0
    return number if 0 < number < 2**15 else None


def _bookings(rows: Iterable[Row]) -> Iterator[Read]:
    for row in rows:
        try:
            yield checked_line(_booking(row), CSV)
        except Unusable as unusable:
            yield _as_csv(unusable.finding)


def _booking(row: Row) -> LineRead:
    number = row.needed("policy_number", "no_policy_number")
    booked_on = row.read("booked_on", read_day, "date")
    if booked_on is None:
        raise row.unusable("booked_on", "no_booking_date", "missing")
    month = row.read("month", read_month, "date") or booked_on
    return LineRead(
        line=row.line,
        intermediary_number=policy_number_key(row.needed("intermediary_number", "no_intermediary")),
        policy_number=number,
        policy_number_key=policy_number_key(number),
        kind=row.read("kind", read_kind, "code"),
        booked_on=booked_on,
        month=month.replace(day=1),
        basis=row.read("basis", lambda value: read_decimal(value or "0"), "number"),
        rate=row.read("rate", lambda value: read_decimal(value or "0"), "number"),
        amount=row.read("amount", read_decimal, "number"),
        currency=row.text("currency").upper() or "EUR",
    )


def _field(name: str) -> str:
    """Return a column's name as findings call it."""
    if name.startswith("person_tariff"):
        return "person_tariff"
    return name.replace("person_", "insured_person.") if name.startswith("person_") else name


def _as_csv(finding: Finding) -> Finding:
    return Finding(finding.line, CSV, finding.field, finding.kind, finding.reason, finding.value_kind)
