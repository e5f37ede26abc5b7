"""Offer `./portal check`: every tool that judges the source, side by side, one line each."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Step:
    """Name one tool and its arguments, run in the project's folder."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold how one step ended."""

    step: Step
    is_fine: bool
    seconds: float
    output: str


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command line of a Python module; scripts in .venv/bin break when the folder moves."""
    return (sys.executable, "-m", name, *arguments)


# The longest first: the others run beside it.
STEPS = (
    Step("types", module("mypy", "partnerportal")),
    Step("templates", module("djlint", "partnerportal", "--lint", "--quiet")),
    Step("floors", (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()")),
    Step("lint", module("ruff", "check", ".")),
    Step("format", module("ruff", "format", "--check", ".")),
    Step("dependencies", module("deptry", "partnerportal")),
    Step("migrations", module("django", "makemigrations", "--check", "--dry-run", "--skip-checks")),
    Step("translations", module("partnerportal", "translate", "--check")),
    Step("notice", module("partnerportal", "notice", "build", "--check")),
)


def main(arguments: list[str]) -> int:
    """Run every step, or those named, and return 1 when one of them found something."""
    parser = argparse.ArgumentParser(prog="./portal check")
    parser.add_argument("steps", nargs="*", choices=[*(step.name for step in STEPS), []], metavar="STEP")
    names = parser.parse_args(arguments).steps
    wanted = [step for step in STEPS if not names or step.name in names]

    outcomes = list(_run_all(wanted))
    failed = [outcome for outcome in outcomes if not outcome.is_fine]
    for outcome in failed:
        sys.stdout.write(f"\n── {outcome.step.name} ──\n{outcome.output}\n")
    sys.stdout.write(f"\n{len(outcomes) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


def _run_all(steps: list[Step]) -> list[Outcome]:
    outcomes = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for finished in as_completed([pool.submit(_run, step) for step in steps]):
            outcome = finished.result()
            mark = "✓" if outcome.is_fine else "✗"
            sys.stdout.write(f"{mark} {outcome.step.name:<13}{outcome.seconds:6.1f} s\n")
            sys.stdout.flush()
            outcomes.append(outcome)
    return outcomes


def _run(step: Step) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the steps above, no outside input
        step.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"},
    )
    return Outcome(step, done.returncode == 0, time.monotonic() - began, done.stdout)
