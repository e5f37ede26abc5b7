"""Say in two languages what the surroundings lack; the command line prints it and exits with 3."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Refusal(Protocol):
    """Describe ServerUnavailable, whose import would load the database driver for every `help`."""

    german: str
    english: str
    next_step: str
    next_step_english: str


class Lacking(Exception):  # noqa: N818 - a state of the machine, not a defect
    """Carry one German and one English sentence, each with the next step."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.german = german
        self.english = english

    @classmethod
    def from_server(cls, refusal: Refusal) -> Lacking:
        """Return the database server's refusal in the form of the command line."""
        return cls(f"{refusal.german} {refusal.next_step}", f"{refusal.english} {refusal.next_step_english}")


def port_in_use(port: int) -> Lacking:
    """Return the refusal for a port that another program listens on."""
    return Lacking(
        f"Der Port {port} ist belegt; nehmen Sie einen anderen: ./portal demo --port {port + 1}",
        f"Port {port} is in use; take another one: ./portal demo --port {port + 1}",
    )


def read_only(folder: Path) -> Lacking:
    """Return the refusal for a folder this user may not write to."""
    return Lacking(
        f"In den Ordner „{folder}“ kann nicht geschrieben werden; "
        "geben Sie sich Schreibrechte, oder nennen Sie in PORTAL_DATA_DIR einen anderen Ordner.",
        f"The folder “{folder}” cannot be written to; "
        "give yourself write access, or name another folder in PORTAL_DATA_DIR.",
    )


def preparation_failed(log: Path) -> Lacking:
    """Return the refusal for a database that could not be migrated or filled."""
    return Lacking(
        f"Die Daten der Vorführung ließen sich nicht einrichten; Näheres steht am Ende von „{log}“.",
        f"The data of the demo could not be set up; details are at the end of “{log}”.",
    )


def no_answer(log: Path) -> Lacking:
    """Return the refusal for a web server that never answered."""
    return Lacking(
        f"Der Webserver antwortet nicht; Näheres steht am Ende von „{log}“.",
        f"The web server does not answer; details are at the end of “{log}”.",
    )
