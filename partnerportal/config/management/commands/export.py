"""Write a closed statement into a file: `./portal export gdv|csv|json|pdf|xlsx --statement NUMBER [--out FILE]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnerportal.config.seed.progress import Progress
from partnerportal.database.context import acting_as
from partnerportal.exchange.agreement import SETTLEMENT
from partnerportal.exchange.statement_files import WRITERS
from partnerportal.kernel.errors import Refused
from partnerportal.statements.outputs import OutputLine
from partnerportal.statements.queries.output import output_head, output_lines

DONE, FOUND_WRONG, USAGE, LACKING = 0, 1, 2, 3
FORMATS = ("gdv", "csv", "json", "pdf", "xlsx")
READABLE = {"gdv", "csv", "json"}


class Command(BaseCommand):
    """Write one statement as a partner would download it, to a file or to standard output."""

    help = "schreibt eine abgeschlossene Abrechnung in eine Datei"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare form, statement and file."""
        parser.add_argument("format", choices=FORMATS)
        parser.add_argument("--statement", required=True, metavar="NUMBER")
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(self, *_args: object, **options: Any) -> None:
        """Write it and end with the exit code of interfaces.md."""
        chosen, number, out = options["format"], options["statement"], options["out"]
        if out is None and chosen not in READABLE and sys.stdout.isatty():
            self.stderr.write(f"Bitte nennen Sie mit --out eine Datei für {chosen}. Name a file with --out.")
            sys.exit(USAGE)
        try:
            found = _export(chosen, number, out)
        except Refused as refused:
            self.stderr.write(refused.sentence)
            sys.exit(FOUND_WRONG)
        except OSError as error:
            self.stderr.write(
                f"Die Datei lässt sich nicht schreiben ({error.strerror}). Cannot write the file."
            )
            sys.exit(LACKING)
        if not found:
            self.stderr.write(
                f"Eine abgeschlossene Abrechnung {number} gibt es nicht. There is no such closed statement."
            )
            sys.exit(FOUND_WRONG)


def _export(chosen: str, number: str, out: Path | None) -> bool:
    """Write the file; False when there is no such closed statement."""
    with acting_as(SETTLEMENT):
        head = output_head(viewer=SETTLEMENT, number=number)
        if head is None:
            return False
        with closing(output_lines(viewer=SETTLEMENT, number=number)) as lines:
            pieces = WRITERS[chosen](head, _counted(lines, head.line_count))
            _write(out, pieces) if out else _print(pieces)
    return True


def _print(pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.flush()


def _counted(lines: Iterable[OutputLine], total: int) -> Iterator[OutputLine]:
    progress = Progress(total, "Buchungen")
    for line in lines:
        progress.add(1)
        yield line


def _write(out: Path, pieces: Iterable[bytes]) -> None:
    """Write a whole file or none: it takes its name when it is finished, readable for its owner only."""
    with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}-", delete=False) as file:
        try:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(out)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
