"""Take bytes from whatever gives them, and judge their encoding before or while they are read."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol

from partnerportal.exchange.gdv.encoding import detect, detect_in
from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.values import Codec

SAMPLE = 1 << 20


class Source(Protocol):
    """Be anything bytes can be read from, whether or not it can be wound back."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


def examined(stream: Source) -> tuple[Source, Codec]:
    """Return the stream from its beginning, and what converts its bytes. Raises: GdvError (utf8, unreadable_stream)."""
    try:
        if getattr(stream, "seekable", bool)():
            return stream, Codec(detect_in(stream))  # type: ignore[arg-type]
        sample = _sample(stream)
    except (OSError, EOFError) as failure:
        raise GdvError("unreadable_stream") from failure
    codec = Codec(detect(sample))
    return _Watched(sample, stream, codec), codec


def _sample(stream: Source) -> bytes:
    pieces, length = [], 0
    while length < SAMPLE and (piece := stream.read(SAMPLE - length)):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)


class _Watched:
    """Give out a sample that was read ahead, then the rest, and judge the encoding at the first umlaut of all."""

    def __init__(self, sample: bytes, rest: Source, codec: Codec) -> None:
        self._sample, self._rest, self._codec = BytesIO(sample), rest, codec

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes. Raises: GdvError (utf8)."""
        piece = self._sample.read(size) or self._rest.read(size)
        if not self._codec.encoding.is_certain and not piece.isascii():
            self._codec.encoding = detect(piece)
        return piece
