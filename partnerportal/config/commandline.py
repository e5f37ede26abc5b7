"""Dispatch `./portal COMMAND`: set the environment, run the command; help needs no installed package."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass

from partnerportal.config.controller import ControllerInvalid
from partnerportal.config.environment import WrongSetting
from partnerportal.config.lacking import Lacking

DONE, FOUND_WRONG, USAGE, LACKING = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one command of the list.

    `module` names a module with `main(arguments) -> exit code` that runs without Django;
    without it the command is a Django management command of the same name.
    `role` is the database role the process takes (security.md, "Database roles").
    """

    name: str
    arguments: str
    german: str
    english: str
    module: str | None = None
    mode: str = ""
    role: str = "portal_owner"
    needs_database: bool = True


COMMANDS = (
    Command(
        "demo",
        "[--port 8000] [--reset]",
        "startet die Vorführung mit eigener Datenbank",
        "starts the demo with its own database",
        module="partnerportal.config.supervisor.command",
        mode="demo",
    ),
    Command(
        "test",
        "[pytest …]",
        "führt alle Prüfungen des Verhaltens aus",
        "runs the whole test suite",
        module="partnerportal.config.development.testing",
        mode="test",
    ),
    Command(
        "check",
        "[STEP …]",
        "prüft Stil, Typen, Stockwerke und Übersetzungen",
        "runs linters, types, floors, translations",
        module="partnerportal.config.development.checking",
        mode="test",
    ),
    Command(
        "screenshot",
        "URL FILE [--as E-MAIL] [--width 1280] [--dark]",
        "speichert ein Bild einer Seite der Vorführung",
        "saves a picture of a page of the demo",
        module="partnerportal.config.development.screenshot",
        mode="demo",
    ),
    Command(
        "translate",
        "[--check]",
        "trägt neue Texte in den englischen Katalog ein",
        "adds new texts to the English catalogue",
        module="partnerportal.config.development.translations",
    ),
    Command(
        "serve",
        "",
        "startet den Webserver für den Betrieb",
        "starts the web server for production",
        module="partnerportal.config.serving.command",
        mode="production",
        role="portal_web",
    ),
    Command(
        "worker",
        "",
        "arbeitet die Warteschlange ab",
        "works off the queue",
        role="portal_worker",
    ),
    Command(
        "migrate",
        "",
        "bringt die Datenbank auf den Stand des Programms",
        "brings the database up to date",
    ),
    Command(
        "keys",
        "create|status|rotate|retire",
        "legt Schlüssel an und erneuert sie",
        "creates and rotates keys",
        module="partnerportal.config.keys.command",
    ),
    Command(
        "doctor",
        "[--json]",
        "sagt, was am Betrieb nicht stimmt und was zu tun ist",
        "says what is wrong and what to do next",
        module="partnerportal.config.doctor.command",
        role="portal_read",
    ),
    Command(
        "administrator",
        "E-MAIL --first-name NAME --last-name NAME",
        "legt den ersten Zugang der Verwaltung an",
        "creates the first administrator's account",
    ),
    Command(
        "prove",
        "[--clause ID] [--live] [--json]",
        "prüft jede Zusage der Datenschutzerklärung",
        "proves every promise of the privacy notice",
    ),
    Command(
        "journal",
        "verify [--json] | proof ID | check-proof FILE",
        "prüft das Siegel des Protokolls",
        "checks the seal of the journal",
        role="portal_worker",
    ),
    Command(
        "notice",
        "build [--check]",
        "schreibt die abgeleiteten Dokumente neu",
        "rewrites the derived documents",
        needs_database=False,
    ),
    Command(
        "import",
        "gdv|csv FILE [--dry-run] [--json] [--full] [--mapping FILE]",
        "nimmt Verträge und Abrechnungen aus einer Datei auf",
        "takes contracts and statements over from a file",
        role="portal_worker",
    ),
    Command(
        "export",
        "gdv|csv|json|pdf|xlsx --statement NUMBER [--out FILE]",
        "schreibt eine abgeschlossene Abrechnung in eine Datei",
        "writes a closed statement into a file",
    ),
    Command(
        "seed",
        "--partners N --contracts N --seed S",
        "legt einen erfundenen Bestand an",
        "creates a made-up portfolio",
    ),
    Command(
        "bench",
        "[--json] [NAME …]",
        "misst die Geschwindigkeit",
        "measures speed against the raw floor",
        module="partnerportal.config.development.benchmark",
        mode="test",
    ),
    Command(
        "help",
        "",
        "zeigt diese Liste",
        "shows this list",
        module="partnerportal.config.commandline",
    ),
)


def main(arguments: list[str]) -> int:
    """Run the command named first in `arguments` and return its exit code.

    0 done and holds · 1 it found something wrong · 2 usage · 3 the surroundings lack something.
    """
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    command = next((command for command in COMMANDS if command.name == name), None)
    if name in {"help", "-h", "--help"}:
        print_help()
        return DONE
    if command is None:
        sys.stderr.write(f"Den Befehl „{name}“ gibt es nicht. There is no command “{name}”.\n\n")
        print_help()
        return USAGE

    prepare_environment(command)
    try:
        return run(command, rest)
    except Lacking as lacking:
        sys.stderr.write(f"{lacking.german}\n{lacking.english}\n")
    except WrongSetting as wrong:
        sys.stderr.write(f"Eine Einstellung stimmt nicht. A setting is wrong. {wrong}\n")
    except ControllerInvalid as invalid:
        sys.stderr.write(
            f"{invalid}\nThe controller file lacks a value or has a wrong one; it is named above.\n"
        )
    return LACKING


def print_help() -> None:
    """Print every command with one line in German and one in English."""
    width = max(len(command.name) for command in COMMANDS)
    sys.stdout.write("./portal BEFEHL [Angaben] · ./portal COMMAND [options]\n\n")
    for command in COMMANDS:
        sys.stdout.write(
            f"  {command.name:<{width}}  {command.german} · {command.english}"
            f"{'  ' + command.arguments if command.arguments else ''}\n"
        )


def prepare_environment(command: Command) -> None:
    """Set the settings module, the mode and the database role this process runs with."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "partnerportal.config.settings"
    os.environ["PORTAL_DATABASE_ROLE"] = command.role
    os.environ["PORTAL_MODE"] = command.mode or os.environ.get("PORTAL_MODE") or default_mode()


def default_mode() -> str:
    """Choose the demo when nothing names a database, so that every command answers in a fresh clone."""
    return "production" if "PORTAL_DATABASE_URL" in os.environ else "demo"


def run(command: Command, arguments: list[str]) -> int:
    """Run the command's module, or the management command of its name."""
    if command.module is not None:
        main_of_module = importlib.import_module(command.module).main
        return int(main_of_module(arguments))

    from django.core.management import ManagementUtility

    from partnerportal.config.supervisor.at_hand import database_at_hand

    with database_at_hand() if command.needs_database else nullcontext():
        ManagementUtility(["./portal", command.name, *arguments]).execute()
    return DONE
