"""Read the bank account out of record 0100: IBAN and BIC in part 4, a differing holder in part 2."""

from __future__ import annotations

from functools import lru_cache

from partnerportal.exchange.gdv import Entry
from partnerportal.exchange.rules.portfolio import AccountRead, Finding, HolderRead
from partnerportal.exchange.rules.taking import text
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import parse_iban

_GERMAN_LENGTH = 22


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
    compact = iban.replace(" ", "").upper()
    bank = _bank_of_german(compact[4:12]) if _is_german(compact) else _bank_of_other(compact)
    if bank is None:
        findings.append(Finding(line, satzart, "iban", "rejected", "iban_wrong", "iban"))
        return None
    return AccountRead(line, holder, compact, bank[0] or bic, bank[1] or bank_name)


def _is_german(iban: str) -> bool:
    """Say whether this is a German IBAN with right check digits (ISO 13616: the rest of 97 is 1, D is 13, E is 14)."""
    return (
        len(iban) == _GERMAN_LENGTH
        and iban.startswith("DE")
        and iban[2:].isdecimal()
        and int(f"{iban[4:]}1314{iban[2:4]}") % 97 == 1
    )


@lru_cache(maxsize=20_000)
def _bank_of_german(bank_code: str) -> tuple[str, str] | None:
    """Return BIC and name of a German bank, None for an unknown one; a portfolio has few banks and many accounts."""
    account = "0000000000"
    check = 98 - int(f"{bank_code}{account}131400") % 97
    return _bank_of_other(f"DE{check:02d}{bank_code}{account}")


def _bank_of_other(iban: str) -> tuple[str, str] | None:
    """Return BIC and name of the bank of an IBAN, None when the IBAN is wrong."""
    try:
        checked = parse_iban(iban)
    except Refused:
        return None
    return checked.bic or "", checked.bank_name or ""


def full_name(holder: HolderRead) -> str:
    """Return the policyholder's full name."""
    return f"{holder.first_name} {holder.last_name}".strip()
