"""The firms that may be an applicant's come first, with what agrees and what does not; none of them is chosen."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from partnerportal.accounts.rules.matching import Agreement, Name
from partnerportal.accounts.rules.matching_candidates import (
    Address,
    Applicant,
    Candidate,
    Field,
    Firm,
    Likelihood,
    Person,
    candidates_for,
    compare,
)

AT_HOME = Address("Domstraße 12", "50668", "Köln")
APPLICANT = Applicant(Name("Jörn", "Müller"), date(1978, 3, 14), AT_HOME, "4711000001", "D-NNG4-M0RVQ-48")


def firm(name: str = "Lindner & Voss", number: str = "4711000001", **values: object) -> Firm:
    given: dict[str, object] = {"register_number": "", "address": AT_HOME} | values
    return Firm(uuid4(), name, number, **given)  # type: ignore[arg-type]


def person(first: str, last: str, born_on: date | None = None, address: Address = AT_HOME) -> Person:
    return Person(uuid4(), Name(first, last), born_on, address)


def agreement_of(candidate: Candidate, what: Field) -> Agreement:
    return next(line.finding.agreement for line in candidate.comparisons if line.what is what)


def test_the_firm_with_the_number_comes_first() -> None:
    other = firm("Müller Finanz", "8000000000", address=Address("Am Deich 1", "25813", "Husum"))
    found = candidates_for(APPLICANT, [other, firm()])

    assert [one.firm.name for one in found] == ["Lindner & Voss"]
    assert found[0].likelihood is Likelihood.HIGH


def test_a_mistyped_number_still_finds_the_firm() -> None:
    assert candidates_for(APPLICANT, [firm(number="4711000010")])


def test_a_wrong_number_is_made_up_for_by_the_person_and_the_address() -> None:
    known = person("Joern", "Mueller", date(1978, 3, 14))
    (found,) = candidates_for(APPLICANT, [firm("Hafenkontor", "8000000000", people=(known,))])

    assert found.person == known
    assert agreement_of(found, Field.NAME) is Agreement.SAME
    assert agreement_of(found, Field.NUMBER) is Agreement.DIFFERENT
    assert found.likelihood is Likelihood.MIDDLE


def test_between_two_of_one_name_the_birthday_decides() -> None:
    father, son = person("Jörn", "Müller", date(1950, 1, 1)), person("Jörn", "Müller", date(1978, 3, 14))

    assert compare(APPLICANT, firm(people=(father, son))).person == son


def test_a_stranger_of_another_firm_finds_nothing() -> None:
    there = Address("Am Deich 1", "25813", "Husum")
    assert not candidates_for(APPLICANT, [firm("Petersen", "4800000000", address=there)])


def test_at_most_five_are_shown_and_a_closed_firm_is_still_named() -> None:
    firms = [firm(f"Firma {number}", f"471100000{number}") for number in range(8)]
    found = candidates_for(APPLICANT, firms)

    assert len(found) == 5
    assert found[0].firm.intermediary_number == "4711000001"
    assert candidates_for(APPLICANT, [firm(is_closed=True)])[0].firm.is_closed


def test_everything_equal_is_a_hundred_points() -> None:
    known = person("Jörn", "Müller", date(1978, 3, 14))

    assert compare(APPLICANT, firm(register_number="D-NNG4-M0RVQ-48", people=(known,))).score == 100
