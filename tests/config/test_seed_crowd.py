"""The portfolio to measure with: as many partners and contracts as asked for, the same for the same seed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.test import override_settings

from partnerportal.config.environment import Mode
from partnerportal.config.seed import crowd
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.people import is_minor
from partnerportal.config.seed.portfolio import free_policy_number
from partnerportal.contracts.models import Consent, Contract, InsuredPerson, Policyholder
from partnerportal.contracts.queries import search
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.identifiers import policy_number_key
from partnerportal.partners.models import Partner
from partnerportal.statements.models import Statement, StatementLine
from tests.cast import NOW


def rows() -> list[list[tuple[object, ...]]]:
    return [
        list(Partner.objects.order_by("id").values_list("id", "name", "city")),
        list(Policyholder.objects.order_by("id").values_list("id", "last_name", "street", "postal_code")),
        list(Contract.objects.order_by("id").values_list("id", "policy_number", "begins_on", "ends_on")),
        list(InsuredPerson.objects.order_by("id").values_list("id", "first_name", "born_on")),
        list(Consent.objects.order_by("id").values_list("id", "kind", "given_on")),
    ]


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(db, key_file):
    found = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            crowd.fill(crowd.Size(2, 25, seed), now=NOW)
            found.append(rows())
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert found[0] != found[2]


def test_contracts_are_spread_over_the_partners(db, key_file):
    crowd.fill(crowd.Size(3, 20, 1), now=NOW)

    sizes = Contract.objects.values("partner").annotate(size=Count("id")).values_list("size", flat=True)
    assert sorted(sizes) == [6, 7, 7]


def test_from_a_hundred_partners_on_one_has_a_tenth_of_all_contracts():
    assert crowd.shares(2000, 1_000_000)[0] == 100_000
    assert sum(crowd.shares(2000, 1_000_000)) == 1_000_000
    assert crowd.shares(3, 20) == [7, 7, 6]


def test_every_contract_of_the_portfolio_is_settled_in_closed_statements_that_add_up(db, key_file):
    crowd.fill(crowd.Size(2, 40, 1), now=NOW)

    assert StatementLine.objects.count() == 40 * 5
    for statement in Statement.objects.annotate(sum=Sum("lines__amount"), count=Count("lines")):
        assert (statement.state, statement.total, statement.line_count) == (
            "closed",
            statement.sum,
            statement.count,
        )
    assert not StatementLine.objects.exclude(amount__gt=0).exclude(kind__in=["clawback", "liability_reserve"])


def test_a_large_portfolio_gets_its_references_and_indexes_back(db, key_file, monkeypatch):
    def keys() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' UNION ALL "
                "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
            )
            return list(cursor.fetchall())

    before = keys()
    monkeypatch.setattr(crowd, "WORTH_IT", 1)
    crowd.fill(crowd.Size(1, 5, 1), now=NOW)

    assert keys() == before
    assert Contract.objects.count() == 5


def test_a_second_run_adds_nothing(db, key_file):
    size = crowd.Size(2, 6, 1)

    assert crowd.fill(size, now=NOW) is True
    assert crowd.fill(size, now=NOW) is False
    assert Contract.objects.count() == 6


def test_two_seeds_live_side_by_side(db, key_file):
    crowd.fill(crowd.Size(2, 30, 1), now=NOW)
    crowd.fill(crowd.Size(2, 30, 2), now=NOW)

    assert Contract.objects.count() == 60


def test_a_policy_number_is_drawn_again_when_somebody_has_it():
    first = free_policy_number(Chance(1), set())

    assert free_policy_number(Chance(1), {policy_number_key(first)}) != first


def test_children_consent_through_their_guardians(db, key_file):
    crowd.fill(crowd.Size(1, 60, 3), now=NOW)

    for consent in Consent.objects.select_related("insured_person"):
        is_child = is_minor(consent.insured_person.born_on, consent.given_on)
        assert (consent.obtained_how == "guardian") == is_child
        assert consent.given_on <= berlin_date(NOW)


def test_made_up_people_are_never_put_into_a_real_portal(db):
    with override_settings(MODE=Mode.PRODUCTION), pytest.raises(CommandError):
        call_command("seed", demo=True)


@pytest.mark.parametrize("number", ["0", "-3", "viele"])
def test_a_portfolio_of_nobody_is_refused_with_what_is_expected(number):
    with pytest.raises(CommandError, match="Erwartet: eine ganze Zahl ab 1"):
        call_command("seed", f"--partners={number}")


def test_an_invented_contract_is_found_by_its_holder(house):
    crowd.fill(crowd.Size(1, 3, 5), now=NOW)
    contract = Contract.objects.exclude(partner__in=[house.lindner.partner, house.petersen.partner]).first()
    Contract.objects.filter(id=contract.id).update(partner_id=house.lindner.partner)
    Policyholder.objects.filter(id=contract.policyholder_id).update(partner_id=house.lindner.partner)

    found = search(viewer=house.lindner, text=contract.policyholder.last_name)

    assert contract.id in {row.id for row in found.rows}
