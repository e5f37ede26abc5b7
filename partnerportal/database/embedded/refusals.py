"""Why the embedded server could not be had, in words for the person at the keyboard."""

from pathlib import Path


class ServerUnavailable(Exception):  # noqa: N818 - a state of the machine, named as callers speak of it
    """Says in German and English why there is no server, and what to do next.

    `code` is stable: server.already_running, server.read_only, server.disk_full, server.no_binaries,
    server.other_version, server.no_account, server.cannot_switch, server.socket_folder, server.start_failed.
    """

    def __init__(self, code: str, german: str, english: str, next_step: str, next_step_english: str) -> None:
        super().__init__(f"{code}: {english} {next_step_english}")
        self.code = code
        self.german = german
        self.english = english
        self.next_step = next_step
        self.next_step_english = next_step_english


def already_running(data_dir: Path, owner_pid: str) -> ServerUnavailable:
    """Return the refusal for a folder whose server belongs to another living process."""
    return ServerUnavailable(
        "server.already_running",
        f"Das Portal läuft bereits mit dem Ordner „{data_dir}“ (Prozess {owner_pid}).",
        f"The portal is already running on the folder “{data_dir}” (process {owner_pid}).",
        "Beenden Sie den anderen Prozess, oder wählen Sie mit PORTAL_DATA_DIR einen anderen Ordner.",
        "Stop the other process, or choose another folder with PORTAL_DATA_DIR.",
    )


def read_only(folder: Path) -> ServerUnavailable:
    """Return the refusal for a folder this user may not write to."""
    return ServerUnavailable(
        "server.read_only",
        f"In den Ordner „{folder}“ kann nicht geschrieben werden.",
        f"The folder “{folder}” cannot be written to.",
        "Geben Sie Ihrem Benutzer Schreibrechte, oder wählen Sie mit PORTAL_DATA_DIR einen anderen Ordner.",
        "Give your user write access, or choose another folder with PORTAL_DATA_DIR.",
    )


def disk_full(folder: Path) -> ServerUnavailable:
    """Return the refusal for a folder on a full disk."""
    return ServerUnavailable(
        "server.disk_full",
        f"Für den Ordner „{folder}“ ist kein Speicherplatz mehr frei.",
        f"There is no space left for the folder “{folder}”.",
        "Geben Sie Speicherplatz frei (etwa 200 MB), und starten Sie erneut.",
        "Free some space (about 200 MB) and start again.",
    )


def no_binaries() -> ServerUnavailable:
    """Return the refusal for a machine without a usable PostgreSQL."""
    return ServerUnavailable(
        "server.no_binaries",
        "Es wurde kein PostgreSQL ab Version 15 gefunden.",
        "No PostgreSQL of version 15 or later was found.",
        "Starten Sie „./portal“ mit Internetzugang neu, installieren Sie PostgreSQL, oder setzen Sie"
        " PORTAL_DATABASE_URL.",
        "Run “./portal” again with internet access, install PostgreSQL, or set PORTAL_DATABASE_URL.",
    )


def other_version(data_dir: Path, major: int) -> ServerUnavailable:
    """Return the refusal for data written by a PostgreSQL that is not on this machine."""
    return ServerUnavailable(
        "server.other_version",
        f"Die Daten in „{data_dir}“ gehören zu PostgreSQL {major}, das hier fehlt.",
        f"The data in “{data_dir}” belong to PostgreSQL {major}, which is missing here.",
        f"Installieren Sie PostgreSQL {major}, oder beginnen Sie mit „./portal demo --reset“ neu.",
        f"Install PostgreSQL {major}, or begin anew with “./portal demo --reset”.",
    )


def no_account() -> ServerUnavailable:
    """Return the refusal for a process without a named system account."""
    return ServerUnavailable(
        "server.no_account",
        "Für den Datenbankserver fehlt ein Systembenutzer mit Namen.",
        "There is no named system account for the database server.",
        "Starten Sie als Benutzer, der in /etc/passwd steht, oder setzen Sie PORTAL_DATABASE_URL.",
        "Start as a user listed in /etc/passwd, or set PORTAL_DATABASE_URL.",
    )


def cannot_switch(name: str) -> ServerUnavailable:
    """Return the refusal for a root that may not start processes as another user, as in some containers."""
    return ServerUnavailable(
        "server.cannot_switch",
        f"Der Datenbankserver darf hier nicht als Benutzer „{name}“ starten.",
        f"The database server may not be started as the user “{name}” here.",
        "Starten Sie das Portal als gewöhnlicher Benutzer statt als root.",
        "Start the portal as an ordinary user instead of root.",
    )


def socket_folder(folder: Path) -> ServerUnavailable:
    """Return the refusal for a short socket folder that somebody else has taken."""
    return ServerUnavailable(
        "server.socket_folder",
        f"Der Ordner „{folder}“ gehört einem anderen Benutzer.",
        f"The folder “{folder}” belongs to another user.",
        f"Löschen Sie „{folder}“, oder wählen Sie mit PORTAL_DATA_DIR einen kürzeren Pfad.",
        f"Delete “{folder}”, or choose a shorter path with PORTAL_DATA_DIR.",
    )


def start_failed(log: Path) -> ServerUnavailable:
    """Return the refusal for a server that ended or never answered."""
    return ServerUnavailable(
        "server.start_failed",
        "Der Datenbankserver konnte nicht gestartet werden.",
        "The database server could not be started.",
        f"Lesen Sie die letzten Zeilen der Datei „{log}“.",
        f"Read the last lines of the file “{log}”.",
    )
