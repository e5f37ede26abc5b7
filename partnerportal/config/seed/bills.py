"""Invent bills: who charges whom for what, so that a claim and its receipt say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partnerportal.config.seed import names, places
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.price_lists import GERMAN_TRADES, Case, Trade
from partnerportal.config.seed.resorts import CLINIC_CASES, RESORTS
from partnerportal.contracts.models import InsuredPerson, Policyholder
from partnerportal.kernel.money import currency_of

ABROAD_SHARE = 0.34
LONGEST_SERIES = timedelta(days=32)
"""How long before a bill the first treatment on it may lie."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one charged service."""

    on: date
    code: str
    text: str
    factor: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Issuer:
    """Hold who charges."""

    name: str
    subtitle: str
    street: str
    town: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """Hold a bill; `layout` names the paper it is printed on."""

    layout: str
    issuer: Issuer
    number: str
    issued_on: date
    patient: str
    born_on: date
    recipient: tuple[str, ...]
    diagnosis: str
    currency: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """Return the sum of all lines."""
        return sum((line.amount for line in self.lines), Decimal())


def bill(chance: Chance, person: InsuredPerson, holder: Policyholder, issued_on: date) -> Bill:
    """Return a bill for an insured person; a third are from abroad, for most people here are insured on journeys."""
    if chance.happens(ABROAD_SHARE):
        return _abroad(chance, person, holder, issued_on)
    return _german(chance, person, holder, issued_on)


def _german(chance: Chance, person: InsuredPerson, holder: Policyholder, issued_on: date) -> Bill:
    trade = chance.weighted(GERMAN_TRADES)
    case = chance.choice(trade.cases)
    return Bill(
        layout=trade.layout,
        issuer=_issuer(chance, trade, holder),
        number=f"{issued_on:%y}{chance.digits(5)}",
        issued_on=issued_on,
        patient=_full_name(person),
        born_on=person.born_on,
        recipient=_address_of(holder),
        diagnosis=case.diagnosis,
        currency="EUR",
        lines=_lines(chance, case, issued_on, Decimal(1), "EUR"),
    )


def _abroad(chance: Chance, person: InsuredPerson, holder: Policyholder, issued_on: date) -> Bill:
    resort = chance.weighted(RESORTS)
    case = chance.choice(CLINIC_CASES)
    return Bill(
        layout="clinic",
        issuer=Issuer(resort.clinic, "", resort.street, resort.town, resort.country),
        number=f"INV-{issued_on.year}-{chance.digits(6)}",
        issued_on=issued_on,
        patient=_full_name(person),
        born_on=person.born_on,
        recipient=_address_of(holder),
        diagnosis=case.diagnosis,
        currency=resort.currency,
        lines=_lines(chance, case, issued_on, resort.per_euro, resort.currency),
    )


def _issuer(chance: Chance, trade: Trade, holder: Policyholder) -> Issuer:
    """Return a provider in the policyholder's own town."""
    background, salutation = names.origin(chance), chance.choice((names.FEMALE, names.MALE))
    last_name = names.last_name(chance, background)
    name = f"{names.first_name(chance, background, salutation)} {last_name}"
    title = chance.choice(trade.titles).format(
        name=name,
        last_name=last_name,
        street=chance.choice(("Markt", "Stadtgarten", "Rathaus", "Wallgraben")),
    )
    return Issuer(title, trade.subtitle, places.house(chance), f"{holder.postal_code} {holder.city}")


def _lines(
    chance: Chance, case: Case, issued_on: date, price_level: Decimal, currency: str
) -> tuple[Line, ...]:
    unit = currency_of(currency).smallest_unit
    treated_on = issued_on - timedelta(days=chance.randint(0, 9))
    days = [treated_on - timedelta(days=4 * number) for number in reversed(range(case.times))]
    return tuple(
        Line(day, code, text, factor, (price * price_level).quantize(unit))
        for day in days
        for code, text, factor, price in case.services
    )


def _full_name(person: InsuredPerson) -> str:
    return f"{person.first_name} {person.last_name}"


def _address_of(holder: Policyholder) -> tuple[str, ...]:
    name = f"{holder.first_name} {holder.last_name}".strip()
    return (name, holder.street, f"{holder.postal_code} {holder.city}")
