"""Offer `./portal translate [--check]`: keep the English catalogue complete and compiled."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[3]
MAPPING = ROOT / "babel.cfg"
CATALOGUE = ROOT / "partnerportal" / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
LINE_WIDTH = 100

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main(arguments: list[str]) -> int:
    """Write the catalogue anew, or with --check only compare it; 1 when English is not complete."""
    parser = argparse.ArgumentParser(prog="./portal translate")
    parser.add_argument("--check", action="store_true", help="nur vergleichen · compare only")
    only_compare = parser.parse_args(arguments).check

    sources = extract_sources()
    catalogue = read_catalogue()
    if not only_compare:
        write_catalogue(catalogue, sources)
    findings = [*contradictions(catalogue, sources), *stale_compilation(catalogue)]
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    sys.stdout.write(f"{len(sources)} Texte, {len(findings)} offen · texts, open\n")
    return 1 if findings else 0


def extract_sources() -> Catalog:
    """Return every German sentence wrapped for translation in Python and in templates."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalogue = Catalog()
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_ours)
    for file_name, _line, message, comments, context in found:
        catalogue.add(message, locations=[(file_name, 0)], auto_comments=comments, context=context)
    return catalogue


def read_catalogue() -> Catalog:
    """Return the English catalogue, a fresh one when there is no file yet."""
    if not CATALOGUE.exists():
        return Catalog(
            locale="en", project="Partnerportal", header_comment="# English catalogue; ./portal translate"
        )
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def write_catalogue(catalogue: Catalog, sources: Catalog) -> None:
    """Add new sentences untranslated, drop those no longer used, and compile."""
    created_at = catalogue.creation_date
    catalogue.update(sources, no_fuzzy_matching=True)
    catalogue.creation_date = created_at  # or every run would change the file
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(
            file, catalogue, width=LINE_WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True
        )
    COMPILED.write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue in the binary form that Django reads."""
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def contradictions(catalogue: Catalog, sources: Catalog) -> Iterator[str]:
    """Yield one line for each sentence that is missing, untranslated, uncertain, misfit or no longer used."""
    for source in _messages(sources):
        english = catalogue.get(source.id, source.context)
        if english is None:
            yield f"fehlt · missing: {_shown(source)} ({source.locations[0][0]})"
        elif not all([*_forms(english)]):
            yield f"nicht übersetzt · untranslated: {_shown(source)}"
        elif english.fuzzy:
            yield f"unsicher · fuzzy: {_shown(source)}"
        else:
            yield from (
                f"passt nicht · misfit: {_shown(source)}: {error}" for error in english.check(catalogue)
            )
    for english in _messages(catalogue):
        if sources.get(english.id, english.context) is None:
            yield f"überholt · outdated: {_shown(english)}"


def stale_compilation(catalogue: Catalog) -> Iterator[str]:
    """Yield a line when the compiled catalogue is not the one of the text file."""
    if not COMPILED.exists() or COMPILED.read_bytes() != compiled(catalogue):
        yield f"{COMPILED.name} ist nicht aktuell · is out of date: ./portal translate"


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _shown(message: Message) -> str:
    return f"„{message.id if isinstance(message.id, str) else message.id[0]}“"


def _is_ours(folder: str) -> bool:
    return Path(folder).name not in {"var", ".venv", ".git", "node_modules", "__pycache__"}
