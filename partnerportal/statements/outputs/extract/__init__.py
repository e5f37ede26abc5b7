"""Give the book extract (§ 87c (2) HGB) as PDF, CSV and Excel: every fact a commission depends on, over any period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from partnerportal.statements.outputs.extract.content import ExtractHead, ExtractRow
from partnerportal.statements.outputs.extract.pdf import MOST_ROWS, extract_as_pdf
from partnerportal.statements.outputs.extract.tables import extract_as_csv, extract_as_xlsx

__all__ = ["EXTRACT_WRITERS", "MOST_ROWS", "ExtractHead", "ExtractRow"]


def _pdf(head: ExtractHead, rows: Iterable[ExtractRow]) -> Iterator[bytes]:
    yield extract_as_pdf(head, rows)


EXTRACT_WRITERS: dict[str, Callable[[ExtractHead, Iterable[ExtractRow]], Iterator[bytes]]] = {
    "pdf": _pdf,
    "csv": extract_as_csv,
    "xlsx": extract_as_xlsx,
}
