"""Compare a folder of derived documents with what the code derives now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def different_names(directory: Path, wanted: Mapping[str, str]) -> list[str]:
    """Return the names of documents that are missing, changed or no longer derived."""
    stored = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*.md")}
    return sorted(name for name in stored.keys() | wanted.keys() if stored.get(name) != wanted.get(name))
