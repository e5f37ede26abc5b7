"""Rank the firms of the partner register for an applicant, and say of each what agrees and what does not. Pure.

The order and the words help an administrator to look; whoever is let in is that person's decision (clause C77).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from partnerportal.accounts.rules.matching import (
    Agreement,
    Finding,
    Name,
    compare_birthday,
    compare_city,
    compare_name,
    compare_number,
    compare_postal_code,
    compare_street,
    find_in_firm,
)
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.marked_word import MarkedWord

MOST_CANDIDATES = 5
LEAST_SCORE = 12


class Field(Enum):
    """Name what is compared: the German word and how many points full agreement is worth."""

    label: str
    points: int

    def __new__(cls, identifier: str, label: str, points: int) -> Field:
        """Take the identifier as the value."""
        member = object.__new__(cls)
        member._value_ = identifier
        member.label = label
        member.points = points
        return member

    NUMBER = "number", _("Vermittlernummer"), 40
    REGISTER = "register", _("Registrierungsnummer"), 25
    NAME = "name", _("Name"), 15
    BIRTHDAY = "birthday", _("Geburtsdatum"), 10
    STREET = "street", _("Straße und Hausnummer"), 5
    POSTAL_CODE = "postal_code", _("Postleitzahl"), 3
    CITY = "city", _("Ort"), 2


class Likelihood(MarkedWord):
    """Name how well a firm fits."""

    HIGH = _("Passt gut"), "ok", "check"
    MIDDLE = _("Passt teilweise"), "info", "question"
    LOW = _("Passt kaum"), "warn", "alert"


@dataclass(frozen=True, slots=True)
class Address:
    """Be an address as it is written."""

    street: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    city: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Be what somebody wrote in a registration."""

    name: Name
    born_on: date | None = field(repr=False)
    address: Address
    intermediary_number: str = field(repr=False)
    register_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Be somebody who already has an account at the firm."""

    account_id: UUID
    name: Name
    born_on: date | None = field(repr=False)
    address: Address


@dataclass(frozen=True, slots=True)
class Firm:
    """Be a firm of the partner register with its people; `is_closed` when its contract ended or it is blocked."""

    partner_id: UUID
    name: str
    intermediary_number: str
    register_number: str
    address: Address
    is_closed: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Be one line of the table: the field, what was written, what is known, and how far both agree."""

    what: Field
    given: str | date | None = field(repr=False)
    known: str | date | None = field(repr=False)
    finding: Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """Be a firm that may be the applicant's, with its comparisons; `person` is who resembles the applicant there."""

    firm: Firm
    comparisons: tuple[Comparison, ...]
    person: Person | None

    @property
    def score(self) -> int:
        """Return the points, 0 to 100: full for agreement, half for likeness."""
        worth = {Agreement.SAME: 2, Agreement.SIMILAR: 1}
        return sum(line.what.points * worth.get(line.finding.agreement, 0) for line in self.comparisons) // 2

    @property
    def likelihood(self) -> Likelihood:
        """Return how well the firm fits, in a word."""
        if self.score >= 50:
            return Likelihood.HIGH
        return Likelihood.MIDDLE if self.score >= 25 else Likelihood.LOW


def candidates_for(applicant: Applicant, firms: Iterable[Firm]) -> tuple[Candidate, ...]:
    """Return at most five firms worth a look, the best first."""
    found = (compare(applicant, firm) for firm in firms if _is_worth_a_look(applicant, firm))
    worth = [candidate for candidate in found if candidate.score >= LEAST_SCORE]
    return tuple(sorted(worth, key=lambda one: (-one.score, one.firm.name))[:MOST_CANDIDATES])


def compare(applicant: Applicant, firm: Firm) -> Candidate:
    """Compare the applicant with one firm and with the person there who resembles the applicant most."""
    person = _most_like(applicant, firm.people)
    address = person.address if person and person.address.street else firm.address
    lines = (
        _numbers(applicant, firm),
        _personalia(applicant, firm, person),
        _address(applicant.address, address),
    )
    return Candidate(firm, tuple(line for part in lines for line in part), person)


def _is_worth_a_look(applicant: Applicant, firm: Firm) -> bool:
    """Say whether anything that tells firms apart agrees: a number, the name, or a person."""
    agreeing = {Agreement.SAME, Agreement.SIMILAR}
    return (
        compare_number(applicant.intermediary_number, firm.intermediary_number).agreement in agreeing
        or compare_number(applicant.register_number, firm.register_number).agreement in agreeing
        or find_in_firm(applicant.name, firm.name).agreement in agreeing
        or _most_like(applicant, firm.people) is not None
    )


def _most_like(applicant: Applicant, people: Iterable[Person]) -> Person | None:
    """Return who has the applicant's name, or one like it; between two the birthday decides."""
    worth = {Agreement.SAME: 2, Agreement.SIMILAR: 1}

    def likeness(person: Person) -> tuple[int, int]:
        name = compare_name(applicant.name, person.name)
        birthday = compare_birthday(applicant.born_on, person.born_on)
        return worth.get(name.agreement, 0), worth.get(birthday.agreement, 0)

    best = max(people, key=likeness, default=None)
    return best if best is not None and likeness(best)[0] else None


def _numbers(applicant: Applicant, firm: Firm) -> tuple[Comparison, ...]:
    number, register = applicant.intermediary_number, applicant.register_number
    return (
        Comparison(
            Field.NUMBER,
            number,
            firm.intermediary_number,
            compare_number(number, firm.intermediary_number),
        ),
        Comparison(
            Field.REGISTER, register, firm.register_number, compare_number(register, firm.register_number)
        ),
    )


def _personalia(applicant: Applicant, firm: Firm, person: Person | None) -> tuple[Comparison, ...]:
    given = f"{applicant.name.first} {applicant.name.last}"
    if person is None:
        found = find_in_firm(applicant.name, firm.name)
        named = firm.name if found.agreement is Agreement.SIMILAR else None
        return (
            Comparison(Field.NAME, given, named, found),
            Comparison(Field.BIRTHDAY, applicant.born_on, None, compare_birthday(applicant.born_on, None)),
        )
    known = f"{person.name.first} {person.name.last}"
    return (
        Comparison(Field.NAME, given, known, compare_name(applicant.name, person.name)),
        Comparison(
            Field.BIRTHDAY,
            applicant.born_on,
            person.born_on,
            compare_birthday(applicant.born_on, person.born_on),
        ),
    )


def _address(given: Address, known: Address) -> tuple[Comparison, ...]:
    return (
        Comparison(Field.STREET, given.street, known.street, compare_street(given.street, known.street)),
        Comparison(
            Field.POSTAL_CODE,
            given.postal_code,
            known.postal_code,
            compare_postal_code(given.postal_code, known.postal_code),
        ),
        Comparison(Field.CITY, given.city, known.city, compare_city(given.city, known.city)),
    )
