"""Check the seal of the journal: `./portal journal verify [--json]`, `proof ID`, `check-proof FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key
from partnerportal.journal.inclusion import inclusion_proof, is_proven
from partnerportal.journal.sealing import trusted_keys
from partnerportal.journal.verification import verify
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import fingerprint
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER

DONE, FOUND_WRONG, USAGE = 0, 1, 2


class Command(BaseCommand):
    """Verify the whole journal, export the proof of one line, or check such a proof."""

    help = "Prüft das Siegel des Protokolls."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the three actions of docs/operations/journal.md."""
        actions = parser.add_subparsers(dest="action", required=True)
        verifying = actions.add_parser("verify", help="rechnet das ganze Siegel nach")
        verifying.add_argument("--json", action="store_true", help="ein JSON-Dokument statt der Sätze")
        proving = actions.add_parser("proof", help="gibt den Nachweis einer Zeile als JSON aus")
        proving.add_argument("id", type=int, metavar="ID", help="die Nummer der Zeile")
        checking = actions.add_parser("check-proof", help="prüft einen Nachweis ohne Datenbank")
        checking.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do it and end with the exit code of interfaces.md."""
        action = {"verify": self._verify, "proof": self._proof, "check-proof": self._check_proof}
        sys.exit(action[options["action"]](options))

    def _verify(self, options: dict[str, Any]) -> int:
        with acting_as(WORKER):
            result = verify(now=utc_now(), mac_key=index_key(), trusted=trusted_keys())
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        elif result.first_break:
            self.stdout.write(f"{result.first_break.german}\n{result.first_break.english}")
        else:
            figures = f"{result.entries} Zeilen, {result.partitions} Monate · {result.entries} lines"
            self.stdout.write(f"Das Siegel stimmt. The seal holds. {figures}")
        return DONE if result.is_intact else FOUND_WRONG

    def _proof(self, options: dict[str, Any]) -> int:
        try:
            with acting_as(WORKER):
                document = inclusion_proof(options["id"])
        except Refused as refused:
            self.stderr.write(refused.sentence)
            return FOUND_WRONG
        self.stdout.write(json.dumps(document, indent=1))
        return DONE

    def _check_proof(self, options: dict[str, Any]) -> int:
        try:
            document = json.loads(options["file"].read_text(encoding="utf-8"))
            holds = is_proven(document)
        except (OSError, ValueError):
            self.stderr.write("Diese Datei ist kein Nachweis. This file is not a proof.")
            return USAGE
        if not holds:
            self.stdout.write("Der Nachweis stimmt nicht. The proof does not hold.")
            return FOUND_WRONG
        signer = fingerprint(bytes.fromhex(document["head"]["signer"]))
        self.stdout.write(f"Der Nachweis stimmt. The proof holds. Schlüssel · key: {signer}")
        return DONE
