"""Derive the record of processing activities (Art. 30(1) GDPR) as Markdown: one activity per purpose."""

from __future__ import annotations

from collections.abc import Iterable

from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.retention_classes import rule_sentence
from partnerportal.privacy.vocabulary import Protection, Purpose

_HEAD = """# Verzeichnis von Verarbeitungstätigkeiten

Nach Art. 30 Abs. 1 DSGVO, abgeleitet aus dem Datenverzeichnis des Portals.
Verantwortlicher, Datenschutz, Dienstleister und Länder stehen in der Betreiberdatei.
"""

_MEASURES = {
    Protection.PLAIN: "Zugriffsregeln je Zeile in der Datenbank",
    Protection.ENCRYPTED: "Verschlüsselung mit einem Schlüssel je Person (AES-256-GCM)",
    Protection.HASHED: "Speicherung nur als Prüfwert",
}


def ropa(catalogue: Catalogue = CATALOGUE) -> str:
    """Return the record; the same declarations give the same text, byte for byte."""
    parts = [_HEAD]
    for purpose in Purpose:
        entries = [entry for entry in catalogue.entries if purpose in entry.purposes]
        if entries:
            parts.append(_activity(purpose, entries))
    parts.append(_without_person(catalogue))
    return "\n".join(parts)


def _activity(purpose: Purpose, entries: list[Entry]) -> str:
    bases = [purpose.basis.label, *(entry.article_nine.label for entry in entries if entry.article_nine)]
    facts = [
        ("Rechtsgrundlage", bases),
        ("Betroffene Personen", [subject.label for entry in entries for subject in entry.subjects]),
        ("Kategorien von Daten", [entry.category.label for entry in entries]),
        ("Herkunft", [entry.provided.label for entry in entries]),
        ("Empfänger", [role.label for entry in entries for role in entry.visible_to]),
        ("Technische Maßnahmen", [_MEASURES[entry.protection] for entry in entries]),
    ]
    lines = [f"## {purpose.label}", ""]
    lines += [f"- **{name}:** {_once(words)}" for name, words in facts if words]
    lines += ["", "### Löschfristen", "", *_periods(entries), "", "### Daten", "", *_table(entries), ""]
    return "\n".join(lines)


def _once(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _periods(entries: list[Entry]) -> list[str]:
    classes = dict.fromkeys(entry.retention for entry in entries)
    return [
        f"- **{each.key}** ({each.name}): {rule_sentence(each)} {each.why} Quelle: {each.source}."
        for each in classes
    ]


def _table(entries: list[Entry]) -> list[str]:
    return [
        "| Angabe | Feld | Person | sichtbar für | Anzeige | Schutz | Löschklasse | Klausel |",
        "|---|---|---|---|---|---|---|---|",
        *(f"| {' | '.join(_cells(entry))} |" for entry in entries),
    ]


def _cells(entry: Entry) -> tuple[str, ...]:
    return (
        entry.title,
        f"`{entry.field}`",
        _once(subject.label for subject in entry.subjects),
        _once(role.label for role in entry.visible_to) or "niemand",
        entry.shown.label,
        f"{entry.protection.label}, {entry.place.label}",
        entry.retention.key,
        " ".join(entry.clauses),
    )


def _without_person(catalogue: Catalogue) -> str:
    rows = [f"| `{line.model}` | {', '.join(line.columns)} | {line.reason} |" for line in catalogue.technical]
    return "\n".join(
        [
            "## Spalten ohne eigene Angabe zur Person",
            "",
            "| Tabelle | Spalten | Grund |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
