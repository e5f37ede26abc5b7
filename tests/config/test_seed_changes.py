"""The demo shows a request for a change in every state, also a bank account that waits for the second person."""

from __future__ import annotations

import pytest

from partnerportal.config.seed.changes import WISHES
from partnerportal.contracts.models import ChangeRequest, DataGuard
from tests.config.test_seed_demo import folder, seeded  # noqa: F401 - the same filled demo

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_there_is_a_request_in_every_state_each_about_a_contract_of_its_own(seeded: object) -> None:  # noqa: F811
    rows = ChangeRequest.objects.values_list("state", "kind", "contract_id")
    assert {state for state, _kind, _contract in rows} == {"open", "checked", "done", "refused", "withdrawn"}
    assert ("checked", "bank_account") in {(state, kind) for state, kind, _contract in rows}
    assert len({contract for _state, _kind, contract in rows}) == len(rows) == len(WISHES)


def test_whoever_checked_a_bank_account_did_not_carry_it_over(seeded: object) -> None:  # noqa: F811
    done = ChangeRequest.objects.get(state="done", kind="bank_account")
    assert done.checked_by_id != done.decided_by_id


def test_corrections_and_one_restriction_are_guarded(seeded: object) -> None:  # noqa: F811
    guards = DataGuard.objects.filter(lifted_at__isnull=True)
    assert guards.filter(reason="restriction").count() == 1
    assert guards.filter(reason="rectification").count() == 3
