"""Turn a statement's lines into GDV records and add them up again: 0400 in two parts, 0410 and 0430 for each line.

Where a value stands (VUVM2023, fields.tsv):

- 0400.1: booking date, month as accounting period, `GesProvisionsbetragInWE` = amount; 9999 adds it up.
- 0400.2: `AbrechnungsbetragInWE` = amount, `ReferenzNrVersicherer` = the statement, `Ordnungsbegriff` = position.
- 0410: `ProvPflichtBetrag1InWE` = basis, `Provisionssatz1` = rate, `TeilspartenProvBetrag1InWE` = amount. A rate with
  more than two digits after the comma does not fit; the field stays empty, and 0430 says the rate.
- 0430: kind, place in the statement, rate and the line it corrects, in words. The standard's key for the kind
  (`Provisionsart1`) differs from insurer to insurer, so it is left empty rather than guessed.

The policyholder's name (0400.2) is left out for the reason given in statements/outputs/content.py. Pure.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from partnerportal.exchange.gdv import Draft, Package, Prologue, Value
from partnerportal.kernel.clock import plus_months
from partnerportal.kernel.identifiers import policy_number_key
from partnerportal.statements.outputs import OutputLine, StatementHead
from partnerportal.statements.outputs.wording import german_rate
from partnerportal.statements.rules.amounts import CENT, KINDS

RECORDS_PER_LINE = 4
_NAME, _REFERENCE, _MOST_IN_SEQUENCE = 30, 17, 99
_LARGEST_RATE = Decimal("999.99")


@dataclass(slots=True)
class AddedUp:
    """Hold what the records of a package come to: lines, and the amount as each of the three record types has it."""

    count: int = 0
    general: Decimal = Decimal("0.00")
    settled: Decimal = Decimal("0.00")
    by_part: Decimal = Decimal("0.00")


def prologue_of(head: StatementHead) -> Prologue:
    """Return record 0001: from the operator to the partner, for the month of the statement."""
    last_day = plus_months(head.month, 1) - timedelta(days=1)
    return Prologue(
        insurer_number=head.sender.insurer_number,
        intermediary_number=head.intermediary_number,
        sender=_latin(head.sender.name)[:_NAME],
        addressee=_latin(head.partner_name)[:_NAME],
        period_from=head.month,
        period_to=last_day,
    )


def drafts_of(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[Draft]:
    """Yield four records for each line; a policy number's lines are numbered in sequence, as field 6 asks."""
    seen: Counter[str] = Counter()
    for line in lines:
        number = policy_number_key(line.policy_number)
        seen[number] += 1
        place: dict[str, Value] = {
            "Sparte": line.line_of_business,
            "VsNr": number,
            "FolgeNr": (seen[number] - 1) % _MOST_IN_SEQUENCE + 1,
        }
        yield from ((kind, {**place, **values}) for kind, values in _records(head, line))


def added_up(package: Package) -> AddedUp:
    """Return what a package of statement records comes to. Raises: GdvError, also when 9999 differs."""
    found = AddedUp()
    fields = {
        "0400.1": ("general", "GesProvisionsbetragInWE"),
        "0400.2": ("settled", "AbrechnungsbetragInWE"),
        "0410.1": ("by_part", "TeilspartenProvBetrag1InWE"),
    }
    for record in package.records():
        found.count += record.kind == "0400.1"
        if record.kind in fields:
            total, name = fields[record.kind]
            amount = record.get(name)
            if isinstance(amount, Decimal):
                setattr(found, total, getattr(found, total) + amount)
    return found


def _records(head: StatementHead, line: OutputLine) -> Iterator[Draft]:
    period = {
        "AbrechnungszeitraumVon": head.month,
        "AbrechnungszeitraumBis": plus_months(head.month, 1) - timedelta(days=1),
    }
    yield (
        "0400.1",
        {
            **period,
            "Buchungsdatum": line.booked_on,
            "Waehrungsschluessel": head.currency,
            "GesProvisionsbetragInWE": line.amount,
        },
    )
    yield (
        "0400.2",
        {
            "ReferenzNrVersicherer": _reference(head.number),
            "AbrechnungsbetragInWE": line.amount,
            "Waehrungsschluessel": head.currency,
            "Ordnungsbegriff": str(line.position),
        },
    )
    yield (
        "0410.1",
        {
            **period,
            "ProvPflichtBetrag1InWE": line.basis,
            "Provisionssatz1": line.rate.quantize(CENT) if _fits(line.rate) else None,
            "TeilspartenProvBetrag1InWE": line.amount,
        },
    )
    yield "0430.1", _in_words(head, line)


def _in_words(head: StatementHead, line: OutputLine) -> dict[str, Value]:
    return {
        "Text1": KINDS[line.kind],
        "Text2": f"{head.number} Nr. {line.position}",
        "Text3": _latin(f"Satz {german_rate(line.rate)}").replace("\u00a0", " "),
        "Text4": f"Korrigiert {line.corrects}" if line.corrects else "",
    }


def _fits(rate: Decimal) -> bool:
    return 0 <= rate <= _LARGEST_RATE and rate == rate.quantize(CENT)


def _reference(number: str) -> str:
    return number if len(number) <= _REFERENCE else number.replace("-", "")


def _latin(text: str) -> str:
    """Return the text in the letters of the file: what Latin-1 lacks loses its accent, or else becomes a blank."""
    kept = (
        mark
        if ord(mark) < 0x100
        else unicodedata.normalize("NFKD", mark).encode("ascii", "ignore").decode() or " "
        for mark in text
    )
    return "".join(kept)
