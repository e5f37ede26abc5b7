"""Offer `./portal bench [--json] [NAME …]`: measure the modules of bench/ on a fresh database of their own."""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from partnerportal.config.lacking import Lacking
from partnerportal.config.supervisor.progress import Progress

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "bench"
DONE, FOUND_WRONG = 0, 1


def main(arguments: list[str]) -> int:
    """Run every module of bench/ that has `results(context)`, or those named; 1 when a goal is missed.

    The settings are read after the scratch folder is named: nothing of a running portal is touched.

    Raises: Lacking.
    """
    parser = argparse.ArgumentParser(prog="./portal bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help="nur diese Messungen, zum Beispiel journal")
    parser.add_argument("--json", action="store_true", help="ein JSON-Dokument statt der Tabelle")
    options = parser.parse_args(arguments)
    names = options.names or available()

    with _scratch_database() as context:
        results = [result for name in names for result in _measured(name, context)]
    document = {"machine": machine(), "results": [result.as_json() for result in results]}
    sys.stdout.write(
        f"{json.dumps(document, ensure_ascii=False, indent=1)}\n" if options.json else _table(document)
    )
    return DONE if all(result.ok for result in results) else FOUND_WRONG


def available() -> list[str]:
    """Return the names of the measurements. Raises: Lacking when the folder is not part of this installation."""
    if not FOLDER.is_dir():
        raise Lacking(
            f"Der Ordner „{FOLDER}“ fehlt; die Messungen gehören zum Quelltext.",
            f"The folder “{FOLDER}” is missing; the measurements come with the source.",
        )
    return sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)]))


def machine() -> str:
    """Return what the figures were measured on: system, kind of processor and how many."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}"
    )


def _measured(name: str, context: Any) -> list[Any]:
    module = import_module(f"bench.{name}")
    return list(module.results(context)) if hasattr(module, "results") else []


@contextmanager
def _scratch_database() -> Iterator[Any]:
    """Start an own server with durable settings, migrate it, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        os.environ.pop("PORTAL_DATABASE_URL", None)
        if str(ROOT) not in sys.path:
            sys.path.insert(0, str(ROOT))

        import django
        from django.core.management import call_command

        from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable
        from partnerportal.kernel.crypto import KeyRing

        server = EmbeddedServer(Path(folder))
        try:
            server.start()
            KeyRing.create(Path(folder) / "keys")
            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            Progress().show()
            parameters = server.parameters("portal_owner")
            yield import_module("bench").BenchContext(
                " ".join(f"{name}={value}" for name, value in parameters.items()), Path(folder)
            )
        except ServerUnavailable as refusal:
            raise Lacking.from_server(refusal) from refusal
        finally:
            server.stop()


def _table(document: dict[str, Any]) -> str:
    lines = [document["machine"], ""]
    for result in document["results"]:
        mark = "✓" if result["ok"] else "✗"
        floor = "" if result["floor"] is None else f"  {result['ratio']:.2f} × {result['floor']:.0f}"
        lines.append(f"{mark} {result['name']:<42}{result['value']:>12.1f} {result['unit']:<6}{floor}")
    return "\n".join([*lines, ""])
