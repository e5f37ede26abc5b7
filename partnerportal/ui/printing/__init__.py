"""Set documents with typst: our own fonts, PDF/A-3a and PDF/UA-1 in one file (ADR 0006), German letters and numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import typst

from partnerportal.ui.printing.wording import german_amount, german_date, german_instant, printable

__all__ = ["compile_pdf", "german_amount", "german_date", "german_instant", "printable"]

_FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=True,
    font_paths=[Path(__file__).resolve().parent / "fonts"],
)


def compile_pdf(
    template: Path,
    *,
    name: str,
    data: Mapping[str, object],
    dated: datetime,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Return the PDF of a template; the same data give the same bytes. `dated` becomes the document's date.

    The data travel as JSON beside the template, in `sys.inputs` under `name`, never inside it: no text can become a
    command. `more` are further inputs, such as a file to attach. typst refuses to write what breaks PDF/A or PDF/UA.
    """
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_FONTS,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={name: json.dumps(data), **(more or {})},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(dated.timestamp()),
    )
