"""Read the bank account out of record 0100: IBAN and BIC in part 4, a differing holder in part 2."""

from __future__ import annotations

from partnerportal.exchange.gdv import Entry
from partnerportal.exchange.rules.portfolio import AccountRead, Finding, HolderRead
from partnerportal.exchange.rules.taking import text
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import parse_iban


def account_of(address: Entry | None, holder: HolderRead, findings: list[Finding]) -> AccountRead | None:
    """Return the account, None when the file has none or a wrong one.

    An old account number is not turned into an IBAN: the rule for that differs from bank to bank.
    """
    parts = address.parts if address else {}
    part_2, part_4 = parts.get(2), parts.get(4)
    iban = text(part_4, "IBAN1") if part_4 else ""
    if not iban or part_4 is None:
        if part_2 is not None and text(part_2, "KontoNr1").strip("0"):
            findings.append(
                Finding(part_2.line, "0100", "bank_account", "skipped", "only_account_number", "number")
            )
        return None
    name = (text(part_2, "AbweichenderKontoinhaber1") if part_2 else "") or full_name(holder)
    return checked_account(
        part_4.line, "0100", iban, text(part_4, "BIC1"), text(part_4, "NameKreditinstituts1"), name, findings
    )


def checked_account(
    line: int, satzart: str, iban: str, bic: str, bank_name: str, holder: str, findings: list[Finding]
) -> AccountRead | None:
    """Return the account with its IBAN checked; bank and BIC of the register go before those of the file."""
    try:
        checked = parse_iban(iban)
    except Refused:
        findings.append(Finding(line, satzart, "iban", "rejected", "iban_wrong", "iban"))
        return None
    return AccountRead(line, holder, checked.value, checked.bic or bic, checked.bank_name or bank_name)


def full_name(holder: HolderRead) -> str:
    """Return the policyholder's full name."""
    return f"{holder.first_name} {holder.last_name}".strip()
