"""A broker finds a contract by whatever is at hand, in whatever spelling."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from partnerportal.contracts.models import Contract, InsuredPerson, Policyholder
from partnerportal.contracts.queries import search
from partnerportal.contracts.search_terms import read_search
from partnerportal.contracts.services import refresh_search_data
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from tests.cast import House

BORN_ON = date(1998, 3, 14)


@pytest.fixture
def family(house: House) -> UUID:
    """Return the contract of Jürgen Müller-Lüdenscheidt and his daughter Zoë Strauß, born 14 March 1998."""
    rename(house.contract, "Jürgen", "Müller-Lüdenscheidt")
    InsuredPerson.objects.filter(id=house.person.id).update(
        first_name="Jürgen", last_name="Müller-Lüdenscheidt", born_on=date(1961, 12, 2)
    )
    InsuredPerson.objects.filter(id=house.child.id).update(
        first_name="Zoë", last_name="Strauß", born_on=BORN_ON
    )
    refresh_search_data([house.contract.id])
    return house.contract.id


def rename(contract: Contract, first_name: str, last_name: str) -> None:
    Policyholder.objects.filter(id=contract.policyholder_id).update(
        first_name=first_name, last_name=last_name
    )


def found(viewer: Viewer, text: str) -> list[UUID]:
    with acting_as(viewer):
        return [row.id for row in search(viewer=viewer, text=text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "RK-2048-771-305",
        "rk2048771305",
        " rk 2048 771 305 ",
        "RK/2048.771_305",
        "2048-771",
        "771305",
        "RK–2048–771–305",
        "8-77",
        "48771",
        "48 7713",
    ],
)
def test_a_contract_is_found_by_its_number_in_any_spelling(house: House, text: str) -> None:
    assert found(house.lindner, text) == [house.contract.id]


@pytest.mark.parametrize(
    "text",
    [
        "Müller-Lüdenscheidt",
        "Mueller Luedenscheidt",
        "muller",
        "MÜLLER",
        "Jürgen Müller",
        "Müller, Jürgen",
        "Juergen",
        "Lüdensch",
        "luedenscheidt",
        "Zoe Strauss",
        "Strauß Zoë",
        "st zo",
    ],
)
def test_a_contract_is_found_by_any_name_in_it(house: House, family: UUID, text: str) -> None:
    assert found(house.lindner, text) == [family]


@pytest.mark.parametrize(
    "text",
    [
        "14.3.1998",
        "14.03.1998",
        "14.03.98",
        "14. 3. 98",
        "14/3/1998",
        "14. März 1998",
        "14 maerz 1998",
        "14. Mrz. 98",
        "1998-03-14",
        "Strauß 14.3.1998",
        "14.3.98 zoe",
    ],
)
def test_a_contract_is_found_by_a_birth_date_in_german_forms(house: House, family: UUID, text: str) -> None:
    assert found(house.lindner, text) == [family]


@pytest.mark.parametrize(
    "text",
    ["Müller Hofer", "15.3.1998", "Strauß 15.3.1998", "31.2.1998", "ülle x", "RK-9999", "%", "_", "", "  "],
)
def test_what_fits_no_contract_finds_none(house: House, family: UUID, text: str) -> None:
    assert found(house.lindner, text) == []


def test_a_name_is_found_by_the_beginning_of_each_of_its_words(house: House, family: UUID) -> None:
    assert found(house.lindner, "zo") == [family]
    assert found(house.lindner, "oe") == []
    assert found(house.lindner, "denscheidt") == []


def test_the_search_never_finds_another_partners_contract(house: House, family: UUID) -> None:
    for text in ("RK-2048-771-305", "Strauß", "14.3.1998"):
        assert found(house.petersen, text) == []
    assert found(house.petersen, "Jörg") == [house.foreign_contract.id]
    # Without the wall, as the schema's owner, the door alone keeps them apart.
    assert not search(viewer=house.petersen, text="RK-2048-771-305").rows


def test_an_ambiguous_year_means_both_centuries() -> None:
    assert read_search("2.12.05").birth_dates == ((date(1905, 12, 2), date(2005, 12, 2)),)


def test_a_month_is_no_name_and_a_name_is_no_month() -> None:
    assert read_search("14. März 1998").words == ()
    assert read_search("12 Maier 1998").birth_dates == ()
