"""Write the documents derived from the notice and the catalogue: `./portal notice build [--check]`."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnerportal.notice import derived
from partnerportal.notice.folder import different_names

DONE, FOUND_WRONG = 0, 1


class Command(BaseCommand):
    """Regenerate `docs/derived/`, or say what differs."""

    help = "Schreibt die abgeleiteten Dokumente neu."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the only action, so that the command reads `notice build`."""
        parser.add_argument("action", choices=["build"])
        parser.add_argument(
            "--check", action="store_true", help="nur vergleichen; endet mit 1 bei Abweichung"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Write the documents; with `--check` compare and end with 1 when one differs."""
        if not options["check"]:
            for path in derived.write(derived.DERIVED_DIR):
                self.stdout.write(f"geschrieben: docs/derived/{path.name}")
            return

        different = different_names(derived.DERIVED_DIR, derived.documents())
        for name in different:
            self.stdout.write(f"weicht ab: docs/derived/{name} – Abhilfe: ./portal notice build")
        sys.exit(FOUND_WRONG if different else DONE)
