"""Offer `./portal serve`: refuse what would be unsafe, collect the static files, become the web server."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from contextlib import closing
from typing import NoReturn

from partnerportal.config.environment import read_environment
from partnerportal.config.serving import refusals
from partnerportal.config.serving.files_at_hand import check_files
from partnerportal.config.serving.listening import Listening, listening_of
from partnerportal.kernel.clock import utc_now

FOUND_WRONG = 1
SERVER = "partnerportal.config.serving.server"


def main(arguments: list[str]) -> int:
    """Check everything, then serve until SIGTERM; SIGHUP reloads program, keys and certificate.

    The check loads the program, the server's first process does not: it takes this one's place and stays small.

    Raises: Lacking, WrongSetting.
    """
    argparse.ArgumentParser(prog="./portal serve").parse_args(arguments)
    environment = read_environment()
    check_files(environment, utc_now())
    check_address(listening_of(environment))
    if is_sound():
        become_server()
    return FOUND_WRONG


def become_server() -> NoReturn:
    """Put the server in this process's place."""
    os.execv(sys.executable, [sys.executable, "-m", SERVER])  # noqa: S606 - our own module, no outside input


def is_sound() -> bool:
    """Compare the program with the database and its catalogue, lay out its static files. Raises: Lacking."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    from partnerportal.config.serving.database_at_hand import check_database
    from partnerportal.config.serving.static_files import collect

    check_database()
    try:
        call_command("check")
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return False
    collect()
    return True


def check_address(listening: Listening) -> None:
    """Return when nobody else listens there and this user may. Raises: Lacking."""
    if listening.at.socket is not None:
        return
    family = socket.AF_INET6 if ":" in listening.at.address else socket.AF_INET
    with closing(socket.socket(family)) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((listening.at.address, listening.at.port))
        except OSError as error:
            raise refusals.cannot_listen(f"{listening.at.address} Port {listening.at.port}") from error
