"""Derive the committed documents from notice and catalogue; same code, same documents, no timestamps."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from partnerportal.notice.registry import SECTIONS
from partnerportal.notice.wording import words

DERIVED_DIR = Path(__file__).resolve().parents[2] / "docs" / "derived"

_GENERATED = "<!-- Erzeugt mit „./portal notice build“. Nicht von Hand ändern. -->\n\n"


def documents() -> dict[str, str]:
    """Return every derived document by its file name, built for the reference controller."""
    return {name: _GENERATED + text for name, text in {"datenschutzerklaerung.md": _notice_text()}.items()}


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


def different_names(directory: Path) -> list[str]:
    """Return the names of documents that are missing, changed or no longer derived."""
    stored = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*.md")}
    wanted = documents()
    return sorted(name for name in stored.keys() | wanted.keys() if stored.get(name) != wanted.get(name))


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
