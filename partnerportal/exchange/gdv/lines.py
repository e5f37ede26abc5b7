"""Cut a stream into records of 256 bytes, whatever stands between them, in constant memory and without a loss.

Met in real files: CRLF, LF, CR or nothing between records, a blank as 257th byte, blank lines, DOS end of file (0x1A),
and all of that mixed. What follows the 256 bytes is kept with the record, so that writing gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.layouts import LENGTH

Line = tuple[int, bytes, bytes, str]
"""Number from 1, the bytes, what followed them, what is wrong: "", too_short, too_long, control_byte."""

BLOCK = 1 << 16
LONGEST = 1 << 14
WORTH_IT = 4
"""As many records in a row must look alike before the rest of a block is tried at once."""
_END = re.compile(rb" ?(?:\r\n|\n|\r)[\r\n]*\x1a?")
_LINE_END = re.compile(rb"[\r\n]")
_NEWLINE = re.compile(rb"\r\n|\n|\r")
_CONTROL = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS = bytes(byte for byte in range(256) if (byte < 0x20 and byte not in b"\r\n") or byte == 0x7F)
_PRINTED = bytes(byte for byte in range(256) if byte not in _CONTROLS)


class Readable(Protocol):
    """Be anything bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


def split(stream: Readable) -> Iterator[Line]:
    """Yield the lines; joined with their ends they are the stream. Raises: GdvError when the stream breaks off."""
    buffer, number, ending, at_end = b"", 1, b"", False
    while buffer or not at_end:
        buffer, at_end = _refilled(buffer, stream, at_end=at_end)
        count = _uniform(buffer, ending)
        if count:
            stride = LENGTH + len(ending)
            for start in range(0, count * stride, stride):
                yield number, buffer[start : start + LENGTH], ending, ""
                number += 1
            buffer = buffer[count * stride :]
            continue
        position = 0
        while position < len(buffer) and (at_end or len(buffer) - position > 2 * LONGEST):
            raw, ending, flaw = _one(buffer, position, at_end=at_end)
            position += len(raw) + len(ending)
            yield number, raw, ending, flaw
            number += len(_NEWLINE.findall(ending)) or 1
            if not flaw and _uniform(buffer[position : position + 8 * LENGTH], ending) >= WORTH_IT:
                break
        buffer = buffer[position:]


def _refilled(buffer: bytes, stream: Readable, *, at_end: bool) -> tuple[bytes, bool]:
    """Return the buffer with at least a block in it, and whether the stream is at its end."""
    pieces, length = [buffer], len(buffer)
    while length < BLOCK and not at_end:
        try:
            piece = stream.read(BLOCK)
        except (OSError, EOFError, ValueError) as failure:
            raise GdvError("unreadable_stream") from failure
        at_end = not piece
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces), at_end


def _uniform(buffer: bytes, ending: bytes) -> int:
    """Return how many records at the beginning are sound and look alike; 0 when they must be looked at one by one.

    The last one is always left over: only what follows it tells its end. Halving finds most of the alike ones before
    an odd one without looking at each.
    """
    stride = LENGTH + len(ending)
    if b"\x1a" in ending or len(_NEWLINE.findall(ending)) > 1:
        return 0
    count = len(buffer) // stride - 1
    while count > 0 and not _alike(buffer, count, ending):
        count //= 2
    return max(count, 0)


def _alike(buffer: bytes, count: int, ending: bytes) -> bool:
    """Say whether the first records have the same end and no flaw, and another one follows.

    Slicing columns and counting is done in C: a block costs less than one record done by hand.
    """
    stride = LENGTH + len(ending)
    block = buffer[: count * stride]
    follows = buffer[count * stride : count * stride + 4]
    columns = all(block[LENGTH + at :: stride] == ending[at : at + 1] * count for at in range(len(ending)))
    digits = all(block[at::stride].isdigit() for at in range(4)) and follows.isdigit()
    breaks = all(block.count(byte) == count * ending.count(byte) for byte in (b"\r", b"\n"))
    return columns and digits and breaks and not block.translate(None, _PRINTED)


def _one(buffer: bytes, start: int, *, at_end: bool) -> tuple[bytes, bytes, str]:
    """Return the record at `start`, what follows it, and the code of what is wrong."""
    raw = buffer[start : start + LENGTH]
    broken = _LINE_END.search(raw)
    if broken or len(raw) < LENGTH:
        stop = start + (broken.start() if broken else len(raw))
        return buffer[start:stop], _following(buffer, stop), "too_short"
    stop = start + LENGTH
    ending = _following(buffer, stop)
    if not ending and not _next_begins(buffer, stop, at_end=at_end):
        return _too_long(buffer, start)
    return raw, ending, "control_byte" if _CONTROL.search(raw) else ""


def _following(buffer: bytes, stop: int) -> bytes:
    """Return what stands between the record that ends at `stop` and the next one."""
    ending = _END.match(buffer, stop, stop + LONGEST)
    if ending:
        return ending[0]
    rest = buffer[stop : stop + 5]
    if rest in {b"\x1a", b" ", b" \x1a"} or (rest[:1] == b" " and rest[1:].isdigit() and len(rest) == 5):
        return rest if b"\x1a" in rest else rest[:1]
    return b""


def _next_begins(buffer: bytes, stop: int, *, at_end: bool) -> bool:
    rest = buffer[stop : stop + 4]
    return (not rest and at_end) or (len(rest) == 4 and rest.isdigit())


def _too_long(buffer: bytes, start: int) -> tuple[bytes, bytes, str]:
    broken = _LINE_END.search(buffer, start, start + LONGEST)
    stop = broken.start() if broken else min(start + LONGEST, len(buffer))
    return buffer[start:stop], _following(buffer, stop) if broken else b"", "too_long"


def first_control(raw: bytes) -> int:
    """Return the position of the first control byte, counted from 1; 0 when there is none."""
    found = _CONTROL.search(raw)
    return found.start() + 1 if found else 0
