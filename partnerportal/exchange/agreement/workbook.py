"""Read a sheet of an Excel workbook with what Python has: a zip file of XML (ISO/IEC 29500, sheet data)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(content: bytes, sheet: int) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet, counted from 1, as texts by column letter. Raises: ValueError for another file."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ValueError from error
    with archive, archive.open(f"xl/worksheets/sheet{sheet}.xml") as xml:
        shared = _shared_texts(archive)
        for _event, element in ET.iterparse(xml):  # noqa: S314 - see the import
            if element.tag == f"{_NS}row":
                yield dict(_cell(cell, shared) for cell in element)
                element.clear()


def _cell(cell: ET.Element, shared: list[str]) -> tuple[str, str]:
    letter = cell.get("r", "").rstrip("0123456789")
    value = cell.findtext(f"{_NS}v") or ""
    if cell.get("t") == "inlineStr":
        return letter, "".join(text.text or "" for text in cell.iter(f"{_NS}t"))
    return letter, shared[int(value)] if cell.get("t") == "s" else value


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - see the import
    return ["".join(text.text or "" for text in item.iter(f"{_NS}t")) for item in tree]
