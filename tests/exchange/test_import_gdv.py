"""A nightly GDV file comes in: what is new is created, what differs is changed, everything else is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from partnerportal.contracts.models import (
    BankAccount,
    Contract,
    ContractChange,
    InsuredPerson,
    PersonTariff,
    Policyholder,
)
from partnerportal.exchange.models import ImportFinding
from tests.exchange.delivery import (
    NOW,
    deliver,
    edited,
    figures,
    joined,
    put,
    sample,
    sample_firm,
)

pytestmark = pytest.mark.django_db


def versions(table: str) -> dict[object, object]:
    """Return the transaction that last wrote each row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {table}")
        return dict(cursor.fetchall())


def test_the_sample_comes_in_with_the_counts_of_its_bytes() -> None:
    firm, records = sample_firm(), sample()
    policies = {record[13:30] for record in records if record[:4] == b"0200"}
    persons = [record for record in records if record[:4] == b"0220" and record[47:48] == b"1"]
    tariffs = [record for record in records if record[:4] == b"0220" and record[47:48] == b"2"]

    run = deliver(joined(records))

    assert run.state == "done"
    assert (run.result["packages"], run.result["records"]) == (1, len(records))
    assert run.result["totals_match"]
    assert figures(run, "contracts") == (len(policies), 0, 0)
    assert figures(run, "persons") == (len(persons), 0, 0)
    assert run.result["skipped"] == run.result["rejected"] == []
    assert Contract.objects.filter(partner=firm).count() == len(policies)
    assert InsuredPerson.objects.filter(partner=firm).count() == len(persons)
    assert PersonTariff.objects.filter(partner=firm).count() == len(tariffs)


def test_a_contract_is_what_its_bytes_say() -> None:
    sample_firm()
    deliver(joined(sample()))

    contract = Contract.objects.select_related("policyholder").get(policy_number_key="KV9000000")

    assert contract.policy_number == "KV 9000000"
    assert (contract.begins_on, contract.ends_on) == (date(2017, 1, 1), None)
    holder = contract.policyholder
    assert (holder.salutation, holder.first_name, holder.last_name) == ("Herr", "Anna", "Musterfrau")
    assert (holder.postal_code, holder.city, holder.street) == ("53229", "Bonn", "Teststraße 1")
    person = contract.insured_persons.get()
    assert (person.number, person.first_name, person.born_on) == (1, "Anna", date(1967, 2, 2))
    assert [tariff.tariff for tariff in person.tariffs.all()] == ["YK"]
    assert contract.bank_account.last_four == "3000"
    assert contract.search_text == "anna musterfrau"
    assert contract.holder_sort_key == "musterfrau anna"


def test_the_same_file_twice_touches_no_row() -> None:
    sample_firm()
    deliver(joined(sample()))
    tables = (
        "contracts_contract",
        "contracts_policyholder",
        "contracts_insuredperson",
        "contracts_bankaccount",
    )
    before = {table: versions(table) for table in (*tables, "contracts_persontariff")}

    run = deliver(joined(sample()))

    assert {table: versions(table) for table in before} == before
    assert figures(run, "contracts") == (0, 0, 6)
    assert ContractChange.objects.count() == 0


def test_a_number_without_separators_is_the_same_number_and_stays_as_it_was_issued() -> None:
    sample_firm()
    deliver(joined(sample()))
    Contract.objects.filter(policy_number_key="KV9000001").update(policy_number="KV-900-0001")
    bare = edited(sample(), "0200", "KV9000001", "2", 84, " " * 30)

    run = deliver(joined(bare))

    assert Contract.objects.get(policy_number_key="KV9000001").policy_number == "KV-900-0001"
    assert figures(run, "contracts") == (0, 0, 6)


def test_a_changed_field_changes_one_row_and_is_in_the_history() -> None:
    sample_firm()
    records = sample()
    deliver(joined(records))
    before = versions("contracts_policyholder")

    run = deliver(joined(edited(records, "0100", "KV9000001", "1", 188, "Neue Gasse 5                  ")))

    holder = Policyholder.objects.get(contract__policy_number_key="KV9000001")
    assert holder.street == "Neue Gasse 5"
    changed = {key for key, version in versions("contracts_policyholder").items() if before[key] != version}
    assert changed == {holder.id}
    assert figures(run, "contracts") == (0, 1, 5)
    (change,) = ContractChange.objects.all()
    assert (change.field, change.source, change.source_id, change.changed_at) == (
        "street",
        "file",
        run.id,
        NOW,
    )
    (finding,) = ImportFinding.objects.filter(run=run)
    assert (finding.kind, finding.satzart, finding.field) == ("changed", "0100", "street")
    assert finding.line is not None


def test_an_unchanged_account_is_not_sealed_again_and_a_new_one_is() -> None:
    sample_firm()
    records = sample()
    deliver(joined(records))
    before = BankAccount.objects.get(contract__policy_number_key="KV9000001")

    deliver(joined(edited(records, "0100", "KV9000001", "4", 209, "DE02120300000000202051")))

    after = BankAccount.objects.get(contract__policy_number_key="KV9000001")
    assert (after.id, after.last_four) == (before.id, "2051")
    assert bytes(after.iban) != bytes(before.iban)


def test_wrong_totals_store_nothing() -> None:
    sample_firm()
    records = sample()
    records[-1] = put(records[-1], 5, "0000000155")

    run = deliver(joined(records))

    assert (run.state, run.refusal_code) == ("refused", "count_differs")
    assert run.refused_line == len(records)
    assert not run.result["totals_match"]
    assert Contract.objects.count() == 0
