"""What the data exchange can name in the matrix: a delivery with findings, a conflict, a parked firm."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID, uuid4

from partnerportal.database.keys import vault_for_writing
from partnerportal.exchange.models import ImportConflict, ImportFinding, ImportRun, ParkedFirm
from tests.cast import IBAN, House

NOBODY: frozenset[str] = frozenset()
ADMINISTRATOR = frozenset({"administrator"})
CONTRACT_CLERK = frozenset({"contract_clerk"})
Row = tuple[str, dict[str, object], frozenset[str]]
ACCOUNT = json.dumps({"iban": IBAN})
RESULT = {
    "packages": 1,
    "records": 40,
    "contracts": {"created": 2, "updated": 3, "unchanged": 5},
    "persons": {"created": 1, "updated": 0, "unchanged": 9},
    "statements": {"created": 0, "updated": 0, "unchanged": 0},
    "totals_match": True,
    "skipped_count": 1,
    "rejected_count": 1,
    "missing": 1,
    "conflicts": 1,
    "parked": [{"intermediary_number": "4711999999", "contracts": 3}],
}


def exchange_things(house: House, now: datetime) -> dict[str, list[Row]]:
    """Return a previewed delivery, an open conflict and a parked firm, and ones that do not exist."""
    run = delivery(house, now)
    finding(run, house)
    finding(delivery(house, now, state="done", applied_at=now), house)
    return {
        "run": _known("run_id", run.id, ADMINISTRATOR),
        "conflict": _known("conflict_id", conflict(house, run, now).id, CONTRACT_CLERK),
        "parked": _known("parked_id", parked(run, "4711999999", now).id, ADMINISTRATOR),
    }


def grow_exchange(house: House, more: int, now: datetime) -> None:
    """Add deliveries, and findings, conflicts and parked firms of the one the pages show."""
    run, taken = ImportRun.objects.get(state="previewed"), ImportRun.objects.get(state="done")
    fields = ("street", "city", "postal_code", "salutation", "first_name", "last_name", "tariff")
    for number in range(more):
        delivery(house, now)
        for grown in (run, taken):
            finding(grown, house)
        parked(run, f"47119{number:05}", now)
    for field in fields:
        ImportFinding.objects.create(run=run, line=7, satzart="0100", field=field, kind="changed")
        conflict(house, run, now, field=field)


def delivery(house: House, now: datetime, **values: object) -> ImportRun:
    """Store a delivery that waits for a decision about its preview."""
    described = {
        "format": "gdv", "origin": "upload", "started_by_id": house.administrator.account_id,
        "state": "previewed", "is_full_delivery": True, "file_sha256": "a" * 64, "size": 10_240,
        "encoding": "ISO-8859-1", "records_total": 40, "records_read": 40, "result": RESULT,
        "created_at": now, "previewed_at": now,
    }  # fmt: skip
    return ImportRun.objects.create(**{**described, **values})


def finding(run: ImportRun, house: House) -> None:
    """Store something of every kind that is found in a file."""
    for kind, reason in (
        ("changed", ""),
        ("rejected", "iban_wrong"),
        ("skipped", "unknown_record"),
        ("parked", "firm_unknown"),
    ):
        ImportFinding.objects.create(
            run=run, line=12, satzart="0100", field="iban", kind=kind, reason=reason, value_kind="iban"
        )
    ImportFinding.objects.create(
        run=run, satzart="0200", field="policy_number", kind="missing", reason="not_in_delivery",
        contract=house.contract,
    )  # fmt: skip


def conflict(
    house: House, run: ImportRun, now: datetime, field: str = "bank_account", value: str = ACCOUNT
) -> ImportConflict:
    """Store what the file says otherwise than we do about Amelie Brandt's contract."""
    row, holder = uuid4(), house.contract.policyholder_id
    vault = vault_for_writing(subjects=[holder], partner_id=house.contract.partner_id, now=now)
    return ImportConflict.objects.create(
        id=row, run=run, partner_id=house.contract.partner_id, contract=house.contract, field=field,
        value=vault.seal(holder, "exchange_importconflict.value", row, value), value_hash=b"1", found_at=now,
    )  # fmt: skip


def parked(run: ImportRun, number: str, now: datetime) -> ParkedFirm:
    """Store a firm whose contracts wait."""
    return ParkedFirm.objects.create(run=run, intermediary_number=number, contracts=3, parked_at=now)


def _known(name: str, known: UUID, open_to: frozenset[str]) -> list[Row]:
    return [("known", {name: known}, open_to), ("unknown", {name: uuid4()}, NOBODY)]
