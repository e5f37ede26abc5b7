"""Tell Latin-1, DOS code page 850 and UTF-8 apart by the bytes that write German letters.

GDV files stand in Latin-1 by the standard; code page 850 occurs. In it the umlauts are bytes from 0x80 to 0x9F, where
Latin-1 has no letters at all. UTF-8 would shift every field after an umlaut and is refused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.layouts import LENGTH

LATIN1, CP850, UTF8 = "latin-1", "cp850", "utf-8"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
ENOUGH = 512
_BLOCK = 1 << 18
_ASCII = bytes(range(128))
_IN_850 = frozenset("äöüÄÖÜé".encode(CP850))
_IN_LATIN1 = frozenset("äöüÄÖÜßé".encode(LATIN1))


@dataclass(frozen=True, slots=True)
class Encoding:
    """Be what was found. `name` is Python's, `sentence` says it in German, `is_certain` is false without any umlaut."""

    name: str
    sentence: str
    is_certain: bool


def detect(sample: bytes) -> Encoding:
    """Return the encoding of the bytes. Raises: GdvError (utf8)."""
    if sample.startswith(BOMS) or _is_utf8(sample):
        raise GdvError("utf8", 1)
    return _judged(Counter(sample.translate(None, _ASCII)))


def detect_in(stream: BinaryIO) -> Encoding:
    """Return the encoding of a stream that can be wound back, and wind it back; reads until there is enough evidence.

    Raises: GdvError (utf8).
    """
    start, high = stream.tell(), Counter[int]()
    while block := stream.read(_BLOCK):
        if stream.tell() - len(block) == start and block.startswith(BOMS):
            raise GdvError("utf8", 1)
        letters = block.translate(None, _ASCII)
        if letters and not high and _is_utf8(block):
            raise GdvError("utf8", 1)
        high.update(letters)
        if high.total() >= ENOUGH:
            break
    stream.seek(start)
    return _judged(high)


def _judged(high: Counter[int]) -> Encoding:
    dos = sum(high[byte] for byte in _IN_850)
    latin = sum(high[byte] for byte in _IN_LATIN1)
    if dos > latin:
        return Encoding(CP850, "Die Datei steht in der DOS-Codepage 850; Umlaute werden umgesetzt.", True)
    if latin:
        return Encoding(LATIN1, "Die Datei steht in Latin-1, wie der Standard es vorsieht.", True)
    return Encoding(LATIN1, "Die Datei enthält keine Umlaute; gelesen wird sie als Latin-1.", False)


def _is_utf8(block: bytes) -> bool:
    """Say whether the bytes are UTF-8: they decode, and lines with umlauts are longer by just those bytes.

    Valid UTF-8 alone proves nothing: in Latin-1 a letter and a symbol behind it look the same.
    """
    if block.isascii() or not any(
        _decodes(block[start : len(block) - cut]) for start in range(4) for cut in range(4)
    ):
        return False
    lines = [line.removesuffix(b"\r") for line in block.split(b"\n")]
    plain = Counter(len(line) for line in lines if line.isascii())
    length = plain.most_common(1)[0][0] if plain else LENGTH
    return any(_grew(line, length or LENGTH) for line in lines if not line.isascii())


def _grew(line: bytes, length: int) -> bool:
    return _decodes(line) and len(line.decode(UTF8)) == length


def _decodes(piece: bytes) -> bool:
    try:
        piece.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True
