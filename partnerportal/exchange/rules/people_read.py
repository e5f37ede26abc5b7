"""Read insured persons and their tariffs out of the records 0220 of health (020) and accident (030)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from partnerportal.exchange.gdv import Record
from partnerportal.exchange.rules.portfolio import Finding, PersonRead, TariffRead
from partnerportal.exchange.rules.taking import Unusable, running_number, text, when

Records = Callable[[str], Sequence[Record]]
"""Give the part records of a kind."""
SEX = {"1": "Herr", "2": "Frau", "3": "Divers"}


def persons_020(records: Records, findings: list[Finding]) -> list[PersonRead]:
    """Return the persons of 0220.020 part 1 with the tariffs of part 2, tied by the running number (bytes 43, 44)."""
    persons = _all(records("0220.020.1"), _person_020, findings)
    for record in records("0220.020.2"):
        try:
            _add_tariff(record, persons, findings)
        except Unusable as unusable:
            findings.append(unusable.finding)
    return persons


def persons_030(records: Records, findings: list[Finding]) -> list[PersonRead]:
    """Return the persons of 0220.030 part 1; a group of persons without a name (byte 50) is no person."""
    named = [record for record in records("0220.030.1") if text(record, "NameVp")]
    return _all(named, _person_030, findings)


def _all(records: Sequence[Record], read: _Reader, findings: list[Finding]) -> list[PersonRead]:
    persons: list[PersonRead] = []
    for record in records:
        try:
            _add(read(record), persons, record)
        except Unusable as unusable:
            findings.append(unusable.finding)
    return persons


def _add(person: PersonRead, persons: list[PersonRead], record: Record) -> None:
    """Add a person; the same running number twice is two people only one of whom can be meant."""
    if person.number is not None and any(person.number == other.number for other in persons):
        raise Unusable(record, "insured_person.number", "person_double", "number")
    persons.append(person)


class _Reader:
    """Read one person out of a record whose fields have these names."""

    def __init__(self, number: str, last_name: str, first_name: str, born_on: str, sex: str) -> None:
        self._number, self._last_name, self._first_name = number, last_name, first_name
        self._born_on, self._sex = born_on, sex

    def __call__(self, record: Record) -> PersonRead:
        """Return the person. Raises: Unusable without last name or birth date: people are never guessed."""
        last_name = text(record, self._last_name)
        if not last_name:
            raise Unusable(record, "insured_person.last_name", "no_name", "missing")
        born_on = when(record, self._born_on, "insured_person.born_on")
        if born_on is None or record.is_partial_date(self._born_on):
            raise Unusable(record, "insured_person.born_on", "no_birth_date", "date")
        return PersonRead(
            line=record.line,
            number=running_number(record, self._number),
            salutation=SEX.get(text(record, self._sex), ""),
            first_name=text(record, self._first_name),
            last_name=last_name,
            born_on=born_on,
        )


_person_020 = _Reader(
    "LfdPersonenNrUnterNr",
    "NameVersichertenPersonVp",
    "VornameVersichertenPersonVp",
    "GeburtsdatumVp",
    "Geschlechtskennzeichen",
)
_person_030 = _Reader(
    "LfdNrVersichertenPersonVpPersonengruppe", "NameVp", "VornameVp", "GeburtsdatumVp", "GeschlechtVp"
)


def _add_tariff(record: Record, persons: list[PersonRead], findings: list[Finding]) -> None:
    """Give a tariff to its person; a person that was rejected takes its tariffs with it."""
    number = running_number(record, "LfdPersonenNrUnterNr")
    name = text(record, "Tarif")
    owner = next((person for person in persons if person.number == number), None)
    if owner is None or not name:
        reason = "tariff_unassigned" if owner is None else "tariff_unnamed"
        findings.append(Finding(record.line, "0220", "person_tariff", "rejected", reason, "text"))
        return
    tariff = TariffRead(
        name,
        when(record, "VerssbeginnTarifes", "person_tariff"),
        when(record, "Abgangsdatum", "person_tariff") or when(record, "Ablauftermin", "person_tariff"),
    )
    if tariff not in owner.tariffs:
        owner.tariffs.append(tariff)
