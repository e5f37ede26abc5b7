"""Invent policyholders and the people insured with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from partnerportal.config.seed import names
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.names import FEMALE, MALE, Origin
from partnerportal.config.seed.places import Place, place

FIRM = "Firma"
FIRM_SHARE = 0.06
_TRADES = (
    "Bau|Catering|Elektrotechnik|Gartenbau|Handels|Haustechnik|Logistik|Metallbau|Software|Transport|Reise|"
    "Veranstaltungs|Werbe"
)
TRADES = tuple(_TRADES.split("|"))
SEATS = ("GmbH", "GmbH & Co. KG", "UG (haftungsbeschränkt)", "KG", "OHG")


@dataclass(frozen=True, slots=True)
class Person:
    """Describe one insured person."""

    salutation: str
    first_name: str
    last_name: str
    born_on: date

    @property
    def full_name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Household:
    """Describe who holds a contract, where, and who is insured under it."""

    salutation: str
    first_name: str
    last_name: str
    address: Place
    persons: tuple[Person, ...]

    @property
    def holder(self) -> str:
        """Return the policyholder's name as on a bank account."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def has_several_members(self) -> bool:
        """Say whether it is a family rather than one person or a firm."""
        return len(self.persons) > 1 and self.salutation != FIRM


def household(chance: Chance, today: date) -> Household:
    """Return a family with one to five members, or a firm that insures its people."""
    if chance.happens(FIRM_SHARE):
        return _firm(chance, today)
    background = names.origin(chance)
    last_name = names.last_name(chance, background)
    salutation = chance.weighted(((FEMALE, 50), (MALE, 49), ("Divers", 1)))
    holder = _person(chance, background, last_name, salutation, _years_ago(chance, today, 23, 78))
    persons = [holder]
    if chance.happens(0.42):
        partner = MALE if salutation == FEMALE else FEMALE
        persons.append(_person(chance, background, last_name, partner, _near(chance, holder.born_on)))
    persons += [
        _person(chance, background, last_name, chance.choice((FEMALE, MALE)), born_on)
        for born_on in _children(chance, holder.born_on, today)
    ]
    return Household(holder.salutation, holder.first_name, last_name, place(chance), tuple(persons))


def is_minor(born_on: date, on: date) -> bool:
    """Say whether the person is younger than 18 on that day."""
    return (on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))) < 18


def _firm(chance: Chance, today: date) -> Household:
    owner = names.last_name(chance, names.origin(chance))
    name = f"{owner} {chance.choice(TRADES)} {chance.choice(SEATS)}".replace("s GmbH", " GmbH")
    staff = []
    for _number in range(chance.randint(1, 5)):
        background = names.origin(chance)
        salutation = chance.choice((FEMALE, MALE))
        born_on = _years_ago(chance, today, 20, 63)
        staff.append(_person(chance, background, names.last_name(chance, background), salutation, born_on))
    return Household(FIRM, "", name[:60], place(chance), tuple(staff))


def _person(chance: Chance, background: Origin, last_name: str, salutation: str, born_on: date) -> Person:
    return Person(salutation, names.first_name(chance, background, salutation), last_name, born_on)


def _children(chance: Chance, parent_born_on: date, today: date) -> list[date]:
    """Return birth dates of up to three children who are not grown up for long."""
    count = chance.weighted(((0, 46), (1, 22), (2, 24), (3, 8)))
    first = max(parent_born_on + timedelta(days=20 * 365), today - timedelta(days=22 * 365))
    last = min(parent_born_on + timedelta(days=46 * 365), today - timedelta(days=30))
    if first >= last:
        return []
    return sorted(chance.day(first, last) for _number in range(count))


def _years_ago(chance: Chance, today: date, youngest: int, oldest: int) -> date:
    return chance.day(today - timedelta(days=oldest * 365), today - timedelta(days=youngest * 365))


def _near(chance: Chance, born_on: date) -> date:
    return born_on + timedelta(days=chance.randint(-2400, 1600))
