"""Write data/words.txt.gz anew: `python -m partnerportal.accounts.passwords.make_words LIST…` (data/README.md).

Each list has one word a line or is a JSON array, most used first. A word in several lists keeps its best place.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from .guessing import SHORTEST_WORD
from .spelling import folded
from .words import LONGEST_WORD

TARGET = Path(__file__).parent / "data" / "words.txt.gz"
TAKEN_FROM_EACH = 100_000


def ranked(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the folded words of one list with their places, the first being 1."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = json.loads(text) if path.suffix == ".json" else text.splitlines()
    for place, line in enumerate(lines[:TAKEN_FROM_EACH], start=1):
        yield folded(line.strip()), place


def main(paths: list[Path]) -> int:
    """Merge the lists into the file and return the number of words."""
    best: dict[bytes, int] = {}
    for path in paths:
        for word, place in ranked(path):
            if SHORTEST_WORD <= len(word) <= LONGEST_WORD and re.fullmatch(r"[!-~]*[a-z0-9][!-~]*", word):
                best[word.encode()] = min(place, best.get(word.encode(), place))
    lines = [b"%x%s\n" % (min(10, math.ceil(2 * math.log10(best[word]))), word) for word in sorted(best)]
    TARGET.write_bytes(gzip.compress(b"".join(lines), 9, mtime=0))
    return len(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{main([Path(name) for name in sys.argv[1:]])} words\n")
