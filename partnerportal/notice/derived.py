"""Derive the committed documents from notice and catalogue; same code, same documents, no timestamps."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from partnerportal.notice.registry import SECTIONS
from partnerportal.notice.wording import words
from partnerportal.privacy.derive_cookie_table import cookie_table
from partnerportal.privacy.derive_notice_list import NoticeLine, notice_list
from partnerportal.privacy.derive_ropa import ropa

DERIVED_DIR = Path(__file__).resolve().parents[2] / "docs" / "derived"

_GENERATED = "<!-- Erzeugt mit „./portal notice build“. Nicht von Hand ändern. -->\n\n"


def documents() -> dict[str, str]:
    """Return every derived document by its file name, built for the reference controller."""
    texts = {
        "datenschutzerklaerung.md": _notice_text(),
        "verzeichnis-von-verarbeitungstaetigkeiten.md": f"{ropa()}\n{_parties()}",
        "datenliste.md": _data_list(),
        "cookies.md": _cookies(),
    }
    return {name: f"{_GENERATED}{text.rstrip()}\n" for name, text in texts.items()}


def write(directory: Path) -> list[Path]:
    """Write all documents below `directory`, remove those no longer derived, return the written paths."""
    directory.mkdir(parents=True, exist_ok=True)
    wanted = documents()
    for path in directory.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (directory / name).write_text(text, encoding="utf-8")
    return [directory / name for name in wanted]


def _notice_text() -> str:
    filled = words(settings.REFERENCE_CONTROLLER)
    lines = ["# Datenschutzerklärung für das Partnerportal", ""]
    for section in SECTIONS:
        lines += [f"## {section.number} {section.title}", ""]
        for clause in section.clauses:
            lines += [
                f"**{clause.id}** {clause.sentence_in('de', filled)}",
                "",
                f"> So setzen wir das um: {clause.implementation_in('de', filled)}",
                f"> Rechtsgrundlage: {clause.legal_basis}",
                "",
            ]
    return "\n".join(lines)


def _parties() -> str:
    controller = settings.REFERENCE_CONTROLLER
    operator, officer, hosting = controller.operator, controller.officer, controller.hosting
    recipients = (f"- {each.name} ({each.country}): {each.purpose}" for each in controller.recipients)
    return "\n".join(
        [
            "## Verantwortlicher und Empfänger (Betreiberdatei der Vorführung)",
            "",
            f"- **Verantwortlicher:** {operator.name}, {operator.address.line}, {operator.email}",
            f"- **Datenschutz:** {officer.name}, {officer.email}",
            f"- **Betrieb der Server:** {hosting.provider}, {hosting.site} ({hosting.country})",
            "",
            *recipients,
            "",
            "## Technische und organisatorische Maßnahmen (Art. 30 Abs. 1 Buchst. g und Art. 32 Abs. 1 DSGVO)",
            "",
            *(
                f"- {each.title} (Buchst. {', '.join(each.serves)}; {each.owner})"
                for each in controller.measures
            ),
        ]
    )


def _data_list() -> str:
    lines = ["# Liste der Daten", ""]
    for group in notice_list():
        lines += [
            f"## {group.heading}",
            "",
            "| Angabe | Person | Zweck | Grundlage | sichtbar für | Schutz | Frist | Klausel |",
            "|---|---|---|---|---|---|---|---|",
            *(_data_row(line) for line in group.lines),
            "",
        ]
    return "\n".join(lines)


def _data_row(line: NoticeLine) -> str:
    cells = (
        line.title,
        ", ".join(line.subjects),
        ", ".join(line.purposes),
        "; ".join(line.bases),
        ", ".join(line.seen_by),
        line.protection,
        f"{line.retention.key}: {line.period}",
        " ".join(line.clauses),
    )
    return f"| {' | '.join(cells)} |"


def _cookies() -> str:
    rows = [f"| `{row.name}` | {row.why} | {row.content} | {row.lasts} |" for row in cookie_table()]
    head = ["# Cookies", "", "| Name | Wozu | Inhalt | Dauer |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])
