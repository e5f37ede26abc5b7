"""Import a file: `./portal import gdv|csv FILE [--dry-run] [--json] [--full] [--mapping FILE]`."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerportal.database.context import acting_as
from partnerportal.exchange.gdv import explain
from partnerportal.exchange.management.progress import Progress
from partnerportal.exchange.management.report import explained_csv, report_lines
from partnerportal.exchange.queries import run_for
from partnerportal.exchange.rules.result import has_faults
from partnerportal.exchange.rules.taken_fields import TAKEN
from partnerportal.exchange.services import examine, run_import, store_file
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER

DONE, FOUND_WRONG, USAGE = 0, 1, 2
READ_BYTES = 256 * 1024
RECORD = {"gdv": 257, "csv": 120}
"""Bytes a record has about, to estimate how many there are."""


class Command(BaseCommand):
    """Take a file over at once, or say what taking it over would do."""

    help = "Nimmt Verträge und Abrechnungen aus einer Datei auf."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options of interfaces.md."""
        parser.add_argument("format", choices=["gdv", "csv"], help="das Format der Datei")
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument("--dry-run", action="store_true", help="nur erklären, nichts ändern")
        parser.add_argument("--json", action="store_true", help="ein JSON-Dokument statt der Sätze")
        parser.add_argument("--full", action="store_true", help="die Datei enthält den ganzen Bestand")
        parser.add_argument(
            "--mapping", type=Path, metavar="DATEI", help="Zuordnung der Spalten (TOML, Abschnitt [columns])"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Do it and end with 0, with 1 when something in the file is wrong, with 2 when it cannot be opened."""
        mapping = _mapping(options["mapping"])
        path: Path = options["file"]
        try:
            size = path.stat().st_size
            path.open("rb").close()
        except OSError as error:
            raise CommandError(
                f"Die Datei lässt sich nicht öffnen: {error.strerror}.", returncode=USAGE
            ) from None
        progress = Progress(size // RECORD[options["format"]])
        document = self._document(path, options, mapping, progress)
        progress.finish()
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            self._write_report(path, options, mapping, document)
        sys.exit(FOUND_WRONG if has_faults(document) else DONE)

    def _document(
        self, path: Path, options: dict[str, Any], mapping: Mapping[str, str], progress: Progress
    ) -> dict[str, Any]:
        if options["dry_run"]:
            return examine(
                chunks=_chunks(path),
                file_format=options["format"],
                is_full_delivery=options["full"],
                mapping=mapping,
                now=utc_now(),
                watch=progress.tell,
            )
        try:
            with acting_as(WORKER):
                run_id = store_file(
                    actor=WORKER,
                    file_format=options["format"],
                    origin="command",
                    chunks=_chunks(path),
                    now=utc_now(),
                    is_full_delivery=options["full"],
                    applies_at_once=True,
                    mapping=mapping,
                )
        except Refused as refusal:
            raise CommandError(refusal.sentence, returncode=FOUND_WRONG) from None
        run_import(run_id=run_id, now=utc_now(), watch=progress.tell)
        with acting_as(WORKER):
            run = run_for(viewer=WORKER, run_id=run_id)
        return run.result if run else {}

    def _write_report(
        self, path: Path, options: dict[str, Any], mapping: Mapping[str, str], document: dict[str, Any]
    ) -> None:
        if options["dry_run"]:
            is_gdv = options["format"] == "gdv"
            lines = (each.sentence for each in explain(path, TAKEN)) if is_gdv else ()
            for line in lines or explained_csv(_chunks(path), mapping):
                self.stdout.write(line)
        for line in report_lines(document, is_trial=options["dry_run"]):
            self.stdout.write(line)


def _mapping(path: Path | None) -> dict[str, str]:
    """Return the mapping of a TOML file. Raises: CommandError."""
    if path is None:
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = content["columns"]
        return {str(field): str(head) for field, head in _flat(columns)}
    except (OSError, ValueError, KeyError, AttributeError):
        raise CommandError(
            'Die Zuordnung lässt sich nicht lesen. Erwartet wird TOML: [columns], darunter last_name = "Nachname".',
            returncode=USAGE,
        ) from None


def _flat(columns: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the pairs; provisionsart.A = "initial" is a table of its own in TOML."""
    for field, head in columns.items():
        if isinstance(head, Mapping):
            yield from ((f"{field}.{key}", value) for key, value in head.items())
        else:
            yield field, head


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            yield chunk
