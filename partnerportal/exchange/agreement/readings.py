"""Read the five forms of a statement back, each by other means than it was written with.

A reader returns what the bookings in the file add up to and what the file states about itself, each as one reading.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO, StringIO

from partnerportal.exchange.agreement.workbook import sheet_rows
from partnerportal.exchange.gdv import GdvError, open_gdv
from partnerportal.exchange.rules.statement_records import RECORDS_PER_LINE, added_up

BOOKINGS, STATED = "Posten", "Kontrollsumme"
_AMOUNT = r"[-\u2212]?[\d.]+(?:,\d+)?"
# A booking on paper: its date, the basis, the rate in per cent, the amount at the end.
_PRINTED_LINE = re.compile(rf"\d\d\.\d\d\.\d{{4}}\s+{_AMOUNT}\s\S+\s+{_AMOUNT}\s%\s+({_AMOUNT})\s")
_PRINTED_TOTAL = re.compile(rf"Abrechnungsbetrag\s+([\d.]+)\s+({_AMOUNT})\s")


class Unreadable(ValueError):  # noqa: N818 - reads as the finding it is
    """A file is not what it should be; the message names the kind of error and no value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Be one count and one total of a file; None where that place has none. `where` says in German what was read."""

    where: str
    count: int | None
    total: Decimal | None


Reader = Callable[[bytes], list[Reading]]


def _guarded(read: Callable[[bytes], Iterator[Reading]]) -> Reader:
    """Turn whatever a broken file makes a reader raise into Unreadable."""

    def guarded(content: bytes) -> list[Reading]:
        try:
            return list(read(content))
        except Unreadable:
            raise
        except GdvError as error:
            raise Unreadable(type(error).__name__) from None
        except (
            ValueError,
            KeyError,
            IndexError,
            StopIteration,
            InvalidOperation,
            TypeError,
            OSError,
        ) as error:
            raise Unreadable(type(error).__name__) from None

    return guarded


def _pdf(content: bytes) -> Iterator[Reading]:
    """Read what a person sees, and the JSON inside."""
    pages, attached = _pages_and_attachment(content)
    stated = _PRINTED_TOTAL.search(pages[0])
    if stated is None:
        raise Unreadable("no total")
    amounts = [_german(found) for text in pages[1:] for found in _PRINTED_LINE.findall(text)]
    yield Reading(BOOKINGS, len(amounts), _sum(amounts))
    yield Reading(STATED, int(stated[1].replace(".", "")), _german(stated[2]))
    for reading in _json(attached):
        yield Reading(f"beigelegtes JSON, {reading.where}", reading.count, reading.total)


def _pages_and_attachment(content: bytes) -> tuple[list[str], bytes]:
    # Imported here: both are large, and every command would wait for them that only knows the proofs by name.
    import pikepdf
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        with pikepdf.open(BytesIO(content)) as pdf:
            (name,) = pdf.attachments
            return pages, pdf.attachments[name].get_file().read_bytes()
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise Unreadable(type(error).__name__) from None


def _csv(content: bytes) -> Iterator[Reading]:
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    amounts = [_german(row["Betrag"]) for row in rows if row["Satz"] == "Buchung"]
    (stated,) = (row for row in rows if row["Satz"] == "Summe")
    yield Reading(BOOKINGS, len(amounts), _sum(amounts))
    yield Reading(STATED, int(stated["Nr."]), _german(stated["Betrag"]))


def _xlsx(content: bytes) -> Iterator[Reading]:
    overview, bookings = sheet_rows(content, 1), sheet_rows(content, 2)
    stated = next(row for row in overview if row.get("A") == "Abrechnungsbetrag")
    heading = next(bookings)
    at = next(letter for letter, title in heading.items() if title == "Betrag")
    cells = [row[at] for row in bookings]
    amounts = [_cents(cell) for cell in cells[:-1]]
    yield Reading(BOOKINGS, len(amounts), _sum(amounts))
    yield Reading("Summenzeile", None, _cents(cells[-1]))
    yield Reading(STATED, int(stated["B"]), _cents(stated["C"]))


def _json(content: bytes) -> Iterator[Reading]:
    statement = json.loads(content)
    amounts = [Decimal(line["amount"]) for line in statement["lines"]]
    stated, kinds = statement["control_totals"], statement["kinds"]
    yield Reading(BOOKINGS, len(amounts), _sum(amounts))
    yield Reading(STATED, int(stated["line_count"]), Decimal(stated["total"]))
    yield Reading("Kopf", int(statement["line_count"]), Decimal(statement["total"]))
    by_kind = [Decimal(kind["total"]) for kind in kinds]
    yield Reading("Summen nach Art", sum(int(kind["line_count"]) for kind in kinds), _sum(by_kind))


def _gdv(content: bytes) -> Iterator[Reading]:
    with open_gdv(content) as reader:
        (found,) = ((package, added_up(package)) for package in reader.packages())
    package, sums = found
    yield Reading("0400", sums.count, sums.general)
    yield Reading("0400 Teil 2", None, sums.settled)
    yield Reading("0410", None, sums.by_part)
    records = package.trailer["AnzSaetze"] if package.trailer else None
    stated = package.trailer["GesprovisionsBetrag"] if package.trailer else None
    if not isinstance(records, int) or not isinstance(stated, Decimal):
        raise Unreadable("no 9999")
    yield Reading("9999", records // RECORDS_PER_LINE, stated)


READERS: Mapping[str, Reader] = {
    key: _guarded(read)
    for key, read in (("pdf", _pdf), ("csv", _csv), ("xlsx", _xlsx), ("json", _json), ("gdv", _gdv))
}


def _sum(amounts: list[Decimal]) -> Decimal:
    return sum(amounts, Decimal("0.00"))


def _german(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("\u2212", "-"))


def _cents(text: str) -> Decimal:
    """Return the amount a spreadsheet shows: its numbers are binary fractions, exact to far less than a cent."""
    return Decimal(text).quantize(Decimal("0.01"))
