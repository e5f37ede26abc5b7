"""The catalogue finds what is stored about a person, and notices what nobody declared."""

import pytest

from partnerportal.privacy.catalogue import CATALOGUE, MODULES, collect, declarations_of, in_place
from partnerportal.privacy.entry import CatalogueError, declared_in, technical
from partnerportal.privacy.retention_classes import retention_class
from partnerportal.privacy.vocabulary import Category, Protection, Shown, Subject
from tests.privacy.declared import BORN_ON, diagnosis, sound_entry

SMALL = collect([sound_entry(), technical("contracts.InsuredPerson", "id", "Kennung")])


def test_undeclared_column_is_found() -> None:
    stored = [BORN_ON, "contracts.InsuredPerson.id", "contracts.InsuredPerson.shoe_size"]
    assert SMALL.undeclared(stored) == ["contracts.InsuredPerson.shoe_size"]


def test_declaration_without_column_is_found() -> None:
    assert SMALL.without_column([BORN_ON]) == ["contracts.InsuredPerson.id"]


def test_what_lies_in_a_sealed_file_needs_no_column() -> None:
    in_file = collect([diagnosis(place="file")])
    assert in_file.without_column([]) == []


def test_column_declared_twice_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"born_on: declared twice: .*declarations/contracts\.py"):
        collect([sound_entry(), technical("contracts.InsuredPerson", "born_on", "Kennung")])


def test_tables_of_other_packages_share_one_file() -> None:
    assert declared_in("account.EmailAddress.email").endswith("declarations/other_packages.py")
    assert declared_in("accounts.Account.email").endswith("declarations/accounts.py")


@pytest.mark.parametrize("module", MODULES)
def test_every_declaration_stands_in_the_module_of_its_app(module: str) -> None:
    assert declarations_of(module)


def test_entry_in_the_wrong_module_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"belongs in partnerportal/privacy/declarations/contracts\.py"):
        in_place("partners", (sound_entry(),))


def test_entries_are_found_by_column_model_person_clause_and_class() -> None:
    (born_on,) = SMALL.entries
    assert SMALL.entry_of(BORN_ON) is born_on
    assert SMALL.entry_of("contracts.InsuredPerson.id") is None
    assert SMALL.technical_reason("contracts.InsuredPerson.id") == "Kennung"
    assert SMALL.of_model("contracts.InsuredPerson") == (born_on,)
    assert SMALL.of_subject(Subject.INSURED_PERSON) == (born_on,)
    assert SMALL.of_subject(Subject.CLERK) == ()
    assert SMALL.of_clause("C26") == (born_on,)
    assert SMALL.of_retention(retention_class("R-VERTRAG")) == (born_on,)


class BirthForm:
    catalogue = {"born_on": BORN_ON, "shoe_size": "contracts.InsuredPerson.shoe_size"}
    technical = {"confirmed": "wird nicht gespeichert"}


def test_form_field_takes_its_purpose_from_the_column_it_fills() -> None:
    field = SMALL.form_field(BirthForm, "born_on")
    assert field.purpose_hint == "Bearbeitung von Erstattungsanträgen"


def test_technical_form_field_has_a_reason_and_no_purpose() -> None:
    field = SMALL.form_field(BirthForm, "confirmed")
    assert (field.reason, field.purpose_hint) == ("wird nicht gespeichert", "")


def test_form_field_without_declaration_is_refused_naming_the_form() -> None:
    with pytest.raises(CatalogueError, match=r"BirthForm\.height: .*tests/privacy/test_catalogue\.py"):
        SMALL.form_field(BirthForm, "height")


def test_form_field_for_an_undeclared_column_is_refused_naming_the_declarations() -> None:
    with pytest.raises(CatalogueError, match=r"shoe_size, which has no entry: .*declarations/contracts\.py"):
        SMALL.form_field(BirthForm, "shoe_size")


@pytest.mark.parametrize("clause", ["C21", "C22", "C24", "C25", "C26", "C27", "C28", "C48", "C50", "C74"])
def test_every_listed_promise_has_entries(clause: str) -> None:
    assert CATALOGUE.of_clause(clause)


def test_every_iban_is_masked_and_no_plain_value_is_longer_than_four_digits() -> None:
    bank = [entry for entry in CATALOGUE.entries if entry.category is Category.BANK]
    plain = {entry.field for entry in bank if entry.protection is Protection.PLAIN}
    assert all(entry.shown is not Shown.OPEN for entry in bank)
    assert {field.rpartition(".")[2] for field in plain} == {"last_four", "country"}


def test_health_data_are_sealed_wherever_they_lie() -> None:
    health = [entry for entry in CATALOGUE.entries if entry.article_nine]
    assert health
    assert all(entry.protection is Protection.ENCRYPTED for entry in health)


def test_journal_stores_exactly_the_columns_the_notice_names() -> None:
    columns = {field for field in CATALOGUE.fields if field.startswith("journal.Entry.")}
    assert {field.rpartition(".")[2] for field in columns} == {
        "id", "kind", "account_id", "name_hash", "occurred_at", "ip", "mac",
    }  # fmt: skip
