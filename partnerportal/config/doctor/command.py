"""Offer `./portal doctor [--json]`: 0 when nothing is broken, 1 when something is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from partnerportal.config.controller import ControllerInvalid
from partnerportal.config.doctor.files import examine_files
from partnerportal.config.doctor.finding import Finding, Level, error
from partnerportal.config.doctor.mail import examine_mail
from partnerportal.config.doctor.versions import examine_program
from partnerportal.config.environment import WrongSetting, read_environment
from partnerportal.config.lacking import Lacking
from partnerportal.kernel.clock import utc_now

DONE, FOUND_WRONG = 0, 1
MARKS = {Level.OK: "gut    ", Level.WARNING: "achtung", Level.ERROR: "FEHLER "}


def main(arguments: list[str]) -> int:
    """Examine the installation, print what was found, return the exit code."""
    parser = argparse.ArgumentParser(prog="./portal doctor")
    parser.add_argument("--json", action="store_true", help="ein JSON-Dokument · one JSON document")
    wanted = parser.parse_args(arguments)

    findings = examine()
    sys.stdout.write(document(findings) if wanted.json else table(findings))
    return DONE if is_well(findings) else FOUND_WRONG


def examine() -> list[Finding]:
    """Return all findings; what cannot be examined is one itself."""
    now = utc_now()
    try:
        environment = read_environment()
    except WrongSetting as wrong:
        return [error("settings", f"Eine Einstellung stimmt nicht. {wrong}", "Einstellung berichtigen.")]
    findings = [*examine_program(now.date()), *examine_files(environment, now), *examine_mail(environment)]
    try:
        findings += _with_database()
    except (ControllerInvalid, WrongSetting, Lacking) as hindrance:
        findings.append(
            error(
                "database",
                f"Nicht untersucht: {type(hindrance).__name__}.",
                "Erst die übrigen Fehler beheben.",
            )
        )
    return findings


def is_well(findings: Iterable[Finding]) -> bool:
    """Say whether nothing is broken."""
    return all(finding.level is not Level.ERROR for finding in findings)


def document(findings: list[Finding]) -> str:
    """Return the document of `doctor --json`."""
    rows = [asdict(finding) for finding in findings]
    return json.dumps({"ok": is_well(findings), "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def table(findings: list[Finding]) -> str:
    """Return the findings for a person, the next step below each."""
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.level]}  {finding.area:<12} {finding.message}")
        if finding.next_step:
            lines.append(f"{'':22}→ {finding.next_step}")
    return "\n".join(lines) + "\n"


def _with_database() -> list[Finding]:
    import django

    from partnerportal.config.supervisor.at_hand import database_at_hand

    with database_at_hand():
        django.setup()
        from partnerportal.config.doctor.database import examine_database

        return examine_database(utc_now().date())
