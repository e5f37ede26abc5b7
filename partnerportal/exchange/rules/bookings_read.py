"""Read bookings of commission out of records 0400, 0410 and 0430, in the order of the file.

A booking begins with 0400.1; the 0410 and 0430 behind it belong to it. 0410 holds up to three amounts with basis and
rate. What kind of commission it is stands in words in 0430 (as we write it ourselves), or in the key of 0410, which
differs from insurer to insurer and is read only where the mapping says what it means. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from partnerportal.exchange.gdv import GdvError, Record
from partnerportal.exchange.rules.portfolio import Finding, LineRead
from partnerportal.exchange.rules.taking import Unusable, text, when
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.identifiers import policy_number_key
from partnerportal.statements.rules.amounts import KINDS, check_line

BOOKINGS = frozenset({"0400", "0410", "0430"})
_WORDS = {german.lower(): kind for kind, german in KINDS.items()}
_RATE = re.compile(r"Satz\s+(\d{1,3}(?:,\d{1,4})?)")
_PLACES = (1, 2, 3)
_TEXTS = (1, 2, 3, 4)


class Bookings:
    """Gather the records of one booking after the other; `keys` says what the insurer's kinds of commission mean."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._records: list[Record] = []

    def add(self, record: Record) -> list[LineRead | Finding]:
        """Take up a record; return what the booking before it says when this one begins another."""
        if record.kind == "0400.1" or (self._records and record.policy_key != self._records[0].policy_key):
            return [*self.finish(), *self._begin(record)]
        return self._begin(record) if not self._records else self._append(record)

    def finish(self) -> list[LineRead | Finding]:
        """Return what the last booking says."""
        records, self._records = self._records, []
        if not records:
            return []
        try:
            return list(_booked(records, self._keys))
        except Unusable as unusable:
            return [unusable.finding]

    def _begin(self, record: Record) -> list[LineRead | Finding]:
        if record.kind != "0400.1":
            return [Finding(record.line, record.satzart, "", "rejected", "no_booking", "missing")]
        self._records = [record]
        return []

    def _append(self, record: Record) -> list[LineRead | Finding]:
        self._records.append(record)
        return []


def _booked(records: list[Record], keys: Mapping[str, str]) -> Iterator[LineRead | Finding]:
    head = records[0]
    number = text(head, "VsNr")
    if not policy_number_key(number):
        raise Unusable(head, "policy_number", "no_policy_number", "missing")
    if not policy_number_key(text(head, "GeschaeftsstelleVermittler")):
        raise Unusable(head, "intermediary_number", "no_intermediary", "missing")
    booked_on = when(head, "Buchungsdatum", "booked_on") or when(head, "Erstellungsdatum", "booked_on")
    month = when(head, "AbrechnungszeitraumVon", "month") or booked_on
    if booked_on is None or month is None:
        raise Unusable(head, "booked_on", "no_booking_date", "missing")
    words = [text(record, f"Text{at}") for record in records if record.satzart == "0430" for at in _TEXTS]
    for record, basis, rate, amount, key in _amounts(records, words):
        kind = _kind(words, key, keys)
        if kind is None:
            yield Finding(record.line, record.satzart, "kind", "rejected", "kind_unknown", "code")
            continue
        yield checked_line(
            LineRead(
                line=record.line,
                intermediary_number=policy_number_key(text(head, "GeschaeftsstelleVermittler")),
                policy_number=number,
                policy_number_key=policy_number_key(number),
                kind=kind,
                booked_on=booked_on,
                month=month.replace(day=1),
                basis=basis,
                rate=rate,
                amount=amount,
                currency=text(head, "Waehrungsschluessel") or "EUR",
            ),
            record.satzart,
        )


def checked_line(line: LineRead, satzart: str) -> LineRead | Finding:
    """Return the line when the ledger takes it, otherwise why not."""
    try:
        check_line(line.kind, line.basis, line.rate, line.amount)
    except Refused as refused:
        reason = "wrong_sign" if refused.code.endswith("wrong_sign") else "no_amount"
        return Finding(line.line, satzart, "amount", "rejected", reason, "number")
    return line


def _amounts(
    records: list[Record], words: list[str]
) -> Iterator[tuple[Record, Decimal, Decimal, Decimal, str]]:
    """Yield record, basis, rate, amount and key of each part; without 0410 the total of 0400 is the one amount."""
    parts = [record for record in records if record.kind == "0410.1"]
    in_words = _rate_in(words)
    for record in parts:
        for at in _PLACES:
            amount = _decimal(record, f"TeilspartenProvBetrag{at}InWE")
            if amount:
                basis = _decimal(record, f"ProvPflichtBetrag{at}InWE") or Decimal("0.00")
                rate = _decimal(record, f"Provisionssatz{at}") or in_words
                yield record, basis, rate, amount, text(record, f"Provisionsart{at}")
    if not parts:
        amount = _decimal(records[0], "GesProvisionsbetragInWE")
        if amount is None:
            raise Unusable(records[0], "amount", "no_amount", "missing")
        yield records[0], Decimal("0.00"), in_words, amount, ""


def _decimal(record: Record, name: str) -> Decimal | None:
    try:
        value = record.get(name)
    except GdvError:
        raise Unusable(record, "amount", "no_amount", "number") from None
    return value if isinstance(value, Decimal) else None


def _kind(words: list[str], key: str, keys: Mapping[str, str]) -> str | None:
    """Return the kind the words name, or what the mapping says about the key ("provisionsart.A" -> "initial")."""
    for word in words:
        if word.lower() in _WORDS:
            return _WORDS[word.lower()]
    return keys.get(f"provisionsart.{key}") if key else None


def _rate_in(words: list[str]) -> Decimal:
    """Return a rate written in words, as we write one that has more digits than the field; 0 without one."""
    found = next((match for match in map(_RATE.match, words) if match), None)
    return Decimal(found[1].replace(",", ".")) if found else Decimal(0)
