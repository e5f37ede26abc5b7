"""The journal grows only, and of each account's transactions there is only the latest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from partnerportal.database.context import acting_as
from partnerportal.journal.models import LatestTransaction
from partnerportal.journal.queries import own_logins
from partnerportal.journal.rules import client_address
from partnerportal.journal.services import ensure_partitions, record_latest_transaction, record_login
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_entry SET ip = '10.0.0.1'", "DELETE FROM journal_entry", "TRUNCATE journal_entry"]
)
def test_the_web_role_can_neither_change_nor_remove_a_line(house: House, sql: str) -> None:
    record_login(account_id=house.lindner.account, now=NOW, ip="192.0.2.7")
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(house.lindner):
        connection.cursor().execute(sql)


def test_a_partition_cannot_be_read_past_the_policies_of_the_journal(house: House) -> None:
    partition = ensure_partitions(today=NOW.date())[0]
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(house.lindner):
        connection.cursor().execute(f"SELECT * FROM {partition}")


def test_everybody_sees_the_own_logins_only(house: House) -> None:
    record_login(account_id=house.lindner.account, now=NOW, ip="192.0.2.7")
    record_login(account_id=house.petersen.account, now=NOW, ip="192.0.2.8")
    with acting_as(house.petersen):
        assert [entry.ip for entry in own_logins(viewer=house.petersen)] == ["192.0.2.8"]
        assert own_logins(viewer=house.lindner) == []


def test_of_two_transactions_only_the_latest_remains(house: House) -> None:
    for minutes, kind in enumerate(("claim.draft.begun", "claim.submitted")):
        with acting_as(house.lindner):
            record_latest_transaction(
                actor=house.lindner,
                kind=kind,
                object_ref="",
                now=NOW + timedelta(minutes=minutes),
                ip="192.0.2.7",
            )
    row = LatestTransaction.objects.get()
    assert (row.kind, row.occurred_at) == ("claim.submitted", NOW + timedelta(minutes=1))


def test_a_changing_request_notes_the_latest_transaction(
    house: House, sign_in: Callable[[Viewer], Client]
) -> None:
    client = sign_in(house.lindner)
    client.post("/darstellung", {"appearance": "dark"})
    assert LatestTransaction.objects.get().kind == "account.appearance.chosen"
    client.post("/sitzung/verlaengern")
    client.get("/datenschutzerklaerung")
    assert LatestTransaction.objects.get().kind == "account.appearance.chosen"


def test_nobody_can_write_the_latest_transaction_of_another(house: House) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(house.petersen),
        transaction.atomic(),
    ):
        record_latest_transaction(actor=house.lindner, kind="x", object_ref="", now=NOW, ip="192.0.2.7")


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("10.0.0.5", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "198.51.100.1, 10.0.0.6", "198.51.100.1"),
        ("10.0.0.5", "unsinn", "10.0.0.5"),
        ("2001:db8::1", "198.51.100.1", "2001:db8::1"),
        ("", "", "0.0.0.0"),
    ],
)
def test_the_address_comes_from_the_socket_or_a_declared_proxy_hop(
    peer: str, forwarded: str, expected: str
) -> None:
    from ipaddress import ip_network

    assert client_address(peer, forwarded, [ip_network("10.0.0.0/24")]) == expected
