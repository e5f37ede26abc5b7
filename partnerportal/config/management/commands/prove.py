"""Run the proofs of the notice: `./portal prove [--clause ID] [--live] [--json]`."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from partnerportal.config.supervisor.progress import Progress
from partnerportal.kernel.clock import utc_now
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Clause, Status
from partnerportal.notice.context import ProofContext
from partnerportal.notice.derived import DERIVED_DIR, documents
from partnerportal.notice.wording import words

DONE, FOUND_WRONG, USAGE = 0, 1, 2

WORDS = {
    Status.PROVEN: "belegt",
    Status.VIOLATED: "verletzt",
    Status.UNPROVEN: "offen",
    Status.EXPIRED: "abgelaufen",
    Status.STATEMENT: "Erklärung",
}


class Command(BaseCommand):
    """Prove every promise, or one; exit 0 when all hold, 1 when not, 2 for an unknown clause."""

    help = "Prüft jede Zusage der Datenschutzerklärung."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options of interfaces.md."""
        parser.add_argument("--clause", metavar="ID", help="nur diese Zusage, zum Beispiel C30")
        parser.add_argument("--live", action="store_true", help="auch über das Netz am laufenden Server")
        parser.add_argument("--json", action="store_true", help="ein JSON-Dokument statt der Tabelle")

    def handle(self, *_args: object, **options: Any) -> None:
        """Run, store the result for the page, print it, end with the exit code."""
        try:
            clauses = (registry.clause(options["clause"]),) if options["clause"] else registry.CLAUSES
        except registry.UnknownClause:
            self.stderr.write("Diese Zusage gibt es nicht. Erwartet: C01 bis C77.")
            sys.exit(USAGE)

        context = _context(live=options["live"])
        with _quiet_log():
            outcomes = _run(clauses, context)
        result = prove.document(outcomes, words(settings.CONTROLLER), context.now)
        prove.store(result, context.data_dir)

        self.stdout.write(
            json.dumps(result, ensure_ascii=False, indent=1) if options["json"] else _table(outcomes)
        )
        sys.exit(DONE if prove.all_hold(outcomes) else FOUND_WRONG)


@contextmanager
def _quiet_log() -> Iterator[None]:
    """Keep the log of the proofs' own visits off the terminal: they are made to be refused."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _run(clauses: tuple[Clause, ...], context: ProofContext) -> tuple[prove.Outcome, ...]:
    progress = Progress()
    outcomes: list[prove.Outcome] = []
    for clause in clauses:
        # A run of all takes longer than the minute within which a reading of the journal must be dated.
        outcomes += prove.run((clause,), replace(context, now=utc_now()))
        progress.show()
    return tuple(outcomes)


def _context(*, live: bool) -> ProofContext:
    return ProofContext(
        connection=connection,
        now=utc_now(),
        data_dir=settings.DATA_DIR,
        derived_dir=DERIVED_DIR,
        fresh_documents=documents,
        controller=settings.CONTROLLER,
        base_url=settings.PORTAL_ORIGIN if live else None,
    )


def _table(outcomes: tuple[prove.Outcome, ...]) -> str:
    lines = [f"{outcome.clause.id}  {WORDS[outcome.status]:<11} {outcome.evidence}" for outcome in outcomes]
    counted = {status: sum(outcome.status is status for outcome in outcomes) for status in Status}
    lines += ["", ", ".join(f"{WORDS[status]}: {number}" for status, number in counted.items() if number)]
    return "\n".join(lines)
