"""Know the records: where each field lies, what it holds, how a part record is recognised.

Source: GDV-Datensatz VU-Vermittler, release VUVM2023 (as of 2023-12-01). The facts stand in `fields.tsv` (one field a
row, bytes counted from 1, inclusive) and `records.tsv` (one part record a row). Adding a record type is adding rows.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from struct import Struct

LENGTH = 256
HEAD_FIELDS = (
    "Satzart",
    "VuNr",
    "Buendelungskennzeichen",
    "Sparte",
    "VsNr",
    "FolgeNr",
    "GeschaeftsstelleVermittler",
)
WITHOUT_HEAD = {"0001", "9999"}
GENERAL = "000"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """Be one field. `start` and `end` are Python's, `first` and `last` those of the standard (from 1, inclusive).

    `form` is text, key (digits that count nothing), number, date (TTMMJJJJ), month (MMJJJJ), decimal1, 2, 3 or 5
    (digits after the point), sign, or blank. `note` is "taken" or, in record 0001, the record type it tells the
    version of.
    """

    name: str
    title: str
    start: int
    end: int
    form: str
    fixed: str
    note: str

    @property
    def first(self) -> int:
        """Return the first byte, counted from 1."""
        return self.start + 1

    @property
    def last(self) -> int:
        """Return the last byte, counted from 1, inclusive."""
        return self.end


@dataclass(frozen=True, slots=True)
class Column:
    """Be one typed value of a record: a field, or an amount together with the byte of its sign."""

    field: Field
    is_signed: bool

    @property
    def end(self) -> int:
        """Return where the bytes end, the sign included."""
        return self.field.end + self.is_signed


@dataclass(frozen=True, eq=False)
class Layout:
    """Be one part record, such as 0220.020.2. `columns` are its typed values in the order of their bytes.

    Signs are part of their amounts and blank filling (Leerstellen) is nobody's value: neither is among the columns,
    though `by_name` finds them too. `entry` are the bytes that tell persons, tariffs or risks of one contract apart.
    """

    kind: str
    satzart: str
    sparte: str
    part: int
    version: str
    title: str
    fields: Mapping[str, Field]
    marks: tuple[tuple[int, bytes], ...]
    entry: slice
    is_known: bool = True
    columns: tuple[Column, ...] = field(init=False)
    by_name: Mapping[str, Column] = field(init=False)
    names: tuple[str, ...] = field(init=False)
    unpack: Struct = field(init=False)

    def __post_init__(self) -> None:
        """Derive the columns, and the struct that cuts them all in one go."""
        columns = tuple(_columns(list(self.fields.values())))
        every = {name: Column(one, False) for name, one in self.fields.items()}
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "by_name", every | {column.field.name: column for column in columns})
        object.__setattr__(self, "names", tuple(column.field.name for column in columns))
        object.__setattr__(self, "unpack", Struct(_format(columns)))

    @property
    def family(self) -> str:
        """Return the record type without the part record, as record 0001 tells versions: 0100 or 0220.020."""
        return f"{self.satzart}.{self.sparte}" if self.sparte else self.satzart


@dataclass(frozen=True, slots=True)
class Table:
    """Be the whole table: `layouts` by kind, `titles` of record types known by name only (no fields here)."""

    layouts: Mapping[str, Layout]
    titles: Mapping[str, str]

    @property
    def families(self) -> Mapping[str, list[Layout]]:
        """Return the part records of each record type."""
        found: dict[str, list[Layout]] = defaultdict(list)
        for layout in self.layouts.values():
            found[layout.family].append(layout)
        return found


@cache
def table() -> Table:
    """Return the table, read once."""
    fields: dict[str, dict[str, Field]] = defaultdict(dict)
    for row in _rows("fields.tsv"):
        one = Field(
            row["technical"],
            row["name"],
            int(row["from"]) - 1,
            int(row["to"]),
            row["form"],
            row["fixed"],
            row["note"],
        )
        fields[row["record"]][one.name] = one
    rows = list(_rows("records.tsv"))
    return Table(
        {row["record"]: _layout(row, fields[row["record"]]) for row in rows if row["version"]},
        {row["record"]: row["title"] for row in rows if not row["version"]},
    )


@lru_cache(maxsize=1024)  # broken files can name any Satzart
def head_only(kind: str) -> Layout:
    """Return the layout of a record the table lacks: the first seven fields are common to all (byte 1 to 42)."""
    common = table().layouts["0100.1"].fields
    fields = {name: common[name] for name in HEAD_FIELDS}
    is_family = any(layout.family == kind for layout in table().layouts.values())
    title = table().titles.get(kind, "Teildatensatz unbekannt" if is_family else "unbekannte Satzart")
    satzart, _, sparte = kind.partition(".")
    return Layout(kind, satzart, sparte, 0, "", title, fields, (), slice(42, 42), is_known=False)


def _layout(row: dict[str, str], fields: dict[str, Field]) -> Layout:
    satzart, *middle, part = row["record"].split(".")
    first, _, last = (row["entry"] or "43-42").partition("-")
    marks = [mark.split("=") for mark in row["marks"].split(",") if mark]
    return Layout(
        row["record"],
        satzart,
        middle[0] if middle else "",
        int(part),
        row["version"],
        row["title"],
        fields,
        tuple((int(at) - 1, byte.encode()) for at, byte in marks),
        slice(int(first) - 1, int(last)),
    )


def _columns(fields: list[Field]) -> Iterator[Column]:
    signs = {one.start for one in fields if one.form == "sign"}
    for one in sorted(fields, key=lambda each: each.start):
        if one.form not in {"sign", "blank"}:
            yield Column(one, one.form.startswith("decimal") and one.end in signs)


def _format(columns: tuple[Column, ...]) -> str:
    parts, position = [], 0
    for column in columns:
        parts.append(f"{column.field.start - position}x{column.end - column.field.start}s")
        position = column.end
    return "".join(part.removeprefix("0x") for part in parts) + f"{LENGTH - position}x"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
