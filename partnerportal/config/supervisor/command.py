"""Offer `./portal demo [--port 8000] [--reset]`."""

from __future__ import annotations

import argparse

from partnerportal.config.environment import read_environment
from partnerportal.config.lacking import Lacking
from partnerportal.config.supervisor.demo import run_demo
from partnerportal.config.supervisor.folder import DemoFolder
from partnerportal.database.embedded import ServerUnavailable

HIGHEST_PORT = 65535


def main(arguments: list[str]) -> int:
    """Run the demo until it is told to stop. Raises: Lacking."""
    parser = argparse.ArgumentParser(prog="./portal demo")
    parser.add_argument("--port", type=_port, default=8000, help="Port der Seiten · port of the pages")
    parser.add_argument("--reset", action="store_true", help="von vorn beginnen · begin anew")
    wanted = parser.parse_args(arguments)

    folder = DemoFolder(read_environment().data_dir)
    try:
        return run_demo(folder, port=wanted.port, reset=wanted.reset)
    except ServerUnavailable as refusal:
        raise Lacking.from_server(refusal) from refusal


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= HIGHEST_PORT:
        raise ValueError
    return port
