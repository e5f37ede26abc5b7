"""Offer `./portal keys create|status|rotate|retire`."""

from __future__ import annotations

import argparse
import sys

from partnerportal.config.environment import read_environment
from partnerportal.config.keys.creation import create_keys
from partnerportal.config.lacking import Lacking
from partnerportal.config.supervisor.at_hand import database_at_hand
from partnerportal.kernel.crypto import CryptoError

DONE, FOUND_WRONG = 0, 1
ACTIONS = ("create", "status", "rotate", "retire")


def main(arguments: list[str]) -> int:
    """Run the action and return the exit code. Raises: Lacking, WrongSetting."""
    parser = argparse.ArgumentParser(prog="./portal keys")
    parser.add_argument("action", choices=ACTIONS)
    action = parser.parse_args(arguments).action
    try:
        if action == "create":
            return _create()
        with database_at_hand():
            return _with_database(action)
    except CryptoError as error:
        raise Lacking(
            f"Mit der Schlüsseldatei stimmt etwas nicht ({error}). Näheres steht in docs/operations/keys.md.",
            f"Something is wrong with the key file ({error}). See docs/operations/keys.md.",
        ) from error


def _create() -> int:
    for path in create_keys(read_environment()):
        sys.stdout.write(f"angelegt · created: {path}\n")
    return DONE


def _with_database(action: str) -> int:
    import django

    django.setup()
    from partnerportal.config.keys import rotation

    if action == "retire":
        return _retire()
    if action == "rotate":
        rotation.rotate(sys.stderr)
    sys.stdout.write(rotation.status_table())
    return DONE


def _retire() -> int:
    from partnerportal.config.keys import rotation

    obstacle = rotation.obstacle_to_retiring()
    if obstacle:
        sys.stderr.write(f"{obstacle}\n")
        return FOUND_WRONG
    rotation.retire()
    sys.stdout.write(rotation.status_table())
    return DONE
