"""Commissions come in as files: what is new is booked in the open month, a closed month never changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partnerportal.contracts.models import Contract
from partnerportal.exchange.gdv import Prologue, build_package
from partnerportal.statements.models import Statement, StatementLine
from tests.exchange.delivery import SAMPLE_FIRM, deliver, figures, joined, sample, sample_firm

pytestmark = pytest.mark.django_db

HEAD = Prologue(
    "4711", SAMPLE_FIRM, "Testversicherung AG", "Testmakler GmbH", date(2026, 10, 1), date(2026, 10, 31)
)


def booking(
    number: str, amount: str, *, basis: str = "100.00", rate: str = "5.00", words: str = "Folgeprovision"
) -> list:
    """Return the three records of one booking."""
    place = {"Sparte": "020", "VsNr": number}
    general = {
        **place,
        "Buchungsdatum": date(2026, 10, 5),
        "AbrechnungszeitraumVon": date(2026, 10, 1),
        "Waehrungsschluessel": "EUR",
        "GesProvisionsbetragInWE": Decimal(amount),
    }
    part = {
        **place,
        "ProvPflichtBetrag1InWE": Decimal(basis),
        "Provisionssatz1": Decimal(rate),
        "TeilspartenProvBetrag1InWE": Decimal(amount),
        "Provisionsart1": "B",
    }
    records = [("0400.1", general), ("0410.1", part)]
    return [*records, ("0430.1", {**place, "Text1": words})] if words else records


def package(*bookings: list) -> bytes:
    """Return a file with these bookings."""
    return b"".join(build_package(HEAD, [record for each in bookings for record in each]))


def test_bookings_of_a_month_open_its_statement() -> None:
    firm = sample_firm()
    deliver(joined(sample()))

    run = deliver(package(booking("KV9000000", "5.00"), booking("KV9000001", "-7.50", words="Storno")))

    assert run.state == "done"
    assert figures(run, "statements") == (2, 0, 0)
    statement = Statement.objects.get(partner=firm)
    assert (statement.month, statement.state) == (date(2026, 10, 1), "open")
    first, second = StatementLine.objects.order_by("position")
    assert (first.kind, first.basis, first.rate, first.amount) == (
        "renewal", Decimal("100.00"), Decimal("5.0000"), Decimal("5.00"),
    )  # fmt: skip
    assert first.contract == Contract.objects.get(policy_number_key="KV9000000")
    assert (second.kind, second.amount) == ("clawback", Decimal("-7.50"))


def test_equal_bookings_are_two_and_the_same_file_again_adds_none() -> None:
    sample_firm()
    twice = package(booking("KV9000000", "5.00"), booking("KV9000000", "5.00"))
    assert figures(deliver(twice), "statements") == (2, 0, 0)

    assert figures(deliver(twice), "statements") == (0, 0, 2)
    assert StatementLine.objects.count() == 2


def test_a_kind_nobody_explained_is_not_guessed() -> None:
    sample_firm()
    unexplained = package(booking("KV9000000", "5.00", words=""))

    run = deliver(unexplained)
    assert [(each["field"], each["reason"]) for each in run.result["rejected"]] == [("kind", "kind_unknown")]
    assert StatementLine.objects.count() == 0

    deliver(unexplained, mapping={"provisionsart.B": "initial"})
    assert StatementLine.objects.get().kind == "initial"


def test_bookings_come_from_csv_too() -> None:
    sample_firm()
    table = (
        "Vermittlernummer;Versicherungsnummer;Art;Buchungsdatum;Basis;Satz;Betrag\n"
        f"{SAMPLE_FIRM};KV 9000000;Abschlussprovision;05.10.2026;1.200,00;2,5;30,00\n"
        f"{SAMPLE_FIRM};KV 9000001;Geschenk;05.10.2026;0;0;1,00\n"
    )

    run = deliver(table.encode("cp1252"), file_format="csv")

    line = StatementLine.objects.get()
    assert (line.kind, line.basis, line.rate, line.amount) == (
        "initial", Decimal("1200.00"), Decimal("2.5000"), Decimal("30.00"),
    )  # fmt: skip
    assert run.result["rejected"] == [
        {"line": 3, "field": "kind", "value_kind": "code", "reason": "value_unreadable"}
    ]
