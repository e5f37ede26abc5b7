"""Create a made-up portfolio: `./portal seed --partners N --contracts N --seed S`; `--demo` for the demo's own."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerportal.config.environment import Mode
from partnerportal.config.seed import crowd, demo
from partnerportal.kernel.clock import utc_now

USAGE = 2


class Command(BaseCommand):
    """Fill the database with people who do not exist."""

    help = "Legt einen erfundenen Bestand an."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options of interfaces.md."""
        parser.add_argument("--demo", action="store_true", help="der Bestand der Vorführung, mit Zugängen")
        parser.add_argument(
            "--partners", type=_at_least_one, default=10, metavar="N", help="so viele Partner"
        )
        parser.add_argument(
            "--contracts", type=_at_least_one, default=1000, metavar="N", help="so viele Verträge insgesamt"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="gleiche Zahl, gleicher Bestand")

    def handle(self, *_args: object, **options: Any) -> None:
        """Create the data; a second run with the same options changes nothing."""
        if settings.MODE is Mode.PRODUCTION:
            raise CommandError(
                "In den Betrieb gehören keine erfundenen Daten. Gedacht für Vorführung und Test.",
                returncode=USAGE,
            )
        if options["demo"]:
            is_new = demo.fill(data_dir=settings.DATA_DIR, now=utc_now())
        else:
            size = crowd.Size(options["partners"], options["contracts"], options["seed"])
            is_new = crowd.fill(size, now=utc_now())
        self.stdout.write("Der Bestand ist angelegt." if is_new else "Der Bestand ist schon da.")


def _at_least_one(text: str) -> int:
    """Return the number. Raises: ArgumentTypeError, which argparse turns into a sentence and exit 2."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(
            f"„{text}“ ist keine Anzahl. Erwartet: eine ganze Zahl ab 1, zum Beispiel 50."
        )
    return int(text)
