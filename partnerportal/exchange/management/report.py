"""Say in German what an import did or would do: counts and places, no value of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from partnerportal.exchange.gdv.sentences import SENTENCES
from partnerportal.exchange.rules.csv_heads import read_heads
from partnerportal.exchange.rules.csv_lines import CsvLines
from partnerportal.exchange.rules.reasons import FIELD_NAMES, REASONS, REFUSALS
from partnerportal.kernel.errors import Refused

MOST_LINES = 200
DELIMITER_NAMES = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}


def report_lines(document: Mapping[str, Any], *, is_trial: bool) -> Iterator[str]:
    """Yield the report, a line for each figure and each place."""
    if "refusal" in document:
        yield _refusal(document["refusal"])
        return
    yield f"{document['packages']} Pakete, {document['records']} Sätze. Die Kontrollsummen stimmen."
    for name, word in (("contracts", "Verträge"), ("persons", "Personen"), ("statements", "Buchungen")):
        counts = document[name]
        yield f"{word}: {counts['created']} neu, {counts['updated']} geändert, {counts['unchanged']} unverändert."
    if document["missing"]:
        yield f"{document['missing']} Angaben fehlen in der Lieferung. Gelöscht wird nichts."
    if document["conflicts"]:
        yield f"{document['conflicts']} Angaben stehen unter Vorbehalt. Die Vertragsabteilung entscheidet."
    for firm in document["parked"]:
        yield f"Vermittlernummer {firm['intermediary_number']} ist unbekannt: {firm['contracts']} Verträge geparkt."
    yield from _places("übersprungen", document["skipped"])
    yield from _places("abgewiesen", document["rejected"])
    yield "Es wurde nichts geändert." if is_trial else "Fertig."


def explained_csv(chunks: Iterable[bytes], mapping: Mapping[str, str]) -> Iterator[str]:
    """Yield what the columns of a CSV file are taken for."""
    lines = CsvLines(chunks)
    try:
        first = next(lines.rows(), None)
        heads = read_heads(first[1] if first else (), mapping)
    except Refused as refusal:
        yield refusal.sentence
        return
    yield f"Zeichensatz {lines.encoding}, Trennzeichen {DELIMITER_NAMES[lines.delimiter]}."
    for field, at in heads.columns.items():
        yield f"Spalte {at + 1} wird übernommen als: {field}."
    if heads.unused:
        yield f"{len(heads.unused)} Spalten werden nicht übernommen."
    for field in heads.missing:
        yield f"Es fehlt die Spalte: {field}."


def _refusal(refusal: Mapping[str, Any]) -> str:
    code, line = refusal["code"], refusal["line"]
    sentence = REFUSALS.get(code) or ("Die Datei wird abgelehnt." if code in SENTENCES else "")
    where = f"Zeile {line}: " if line else ""
    return f"{where}{sentence or 'Die Datei wird abgelehnt.'} ({code}) Es wurde nichts übernommen."


def _places(word: str, places: list[dict[str, Any]]) -> Iterator[str]:
    for place in places[:MOST_LINES]:
        where = f"Zeile {place['line']}" if place["line"] else f"Satzart {place.get('satzart', '')}"
        field = FIELD_NAMES.get(place.get("field", ""), "")
        reason = REASONS.get(place["reason"], place["reason"])
        yield f"{where} {word}{f', {field}' if field else ''}: {reason}"
    if len(places) > MOST_LINES:
        yield f"… und {len(places) - MOST_LINES} weitere."
