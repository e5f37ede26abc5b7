"""A file of any size is read in the memory of a small one."""

import tracemalloc
from collections import deque

import pytest

from partnerportal.exchange.gdv import GdvError, explain, open_gdv
from tests.exchange.gdv_files import SOUND_LINES

MEGABYTE = 1 << 20


class Endless:
    """Generate a file while it is read: contracts with names and numbers of their own, 50 MB, never all in memory."""

    def __init__(self, megabytes: int) -> None:
        self._left, self._number, self._rest = megabytes * MEGABYTE, 0, b"".join(SOUND_LINES[:3])

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and self._left > 0:
            self._number += 1
            contract = b"".join(self._line(line) for line in SOUND_LINES[3:7])
            self._left -= len(contract)
            self._rest += contract
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def _line(self, line: bytes) -> bytes:
        number = b"%017d" % self._number
        return line[:13] + number + line[30:44] + b"Name %010d" % self._number + line[59:]


def peak_of(act) -> float:
    """Return how much memory an act took at most, in megabytes."""
    tracemalloc.start()
    act()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / MEGABYTE


def read_records(source):
    for record in open_gdv(source).records():
        record.get("Name1")


@pytest.mark.slow
def test_fifty_megabytes_take_no_more_memory_than_five():
    small = peak_of(lambda: read_records(Endless(5)))
    large = peak_of(lambda: read_records(Endless(50)))

    assert large < 12
    assert large < small * 1.3


@pytest.mark.slow
def test_contracts_are_gathered_one_at_a_time():
    def read(megabytes):
        package = next(open_gdv(Endless(megabytes)).packages())
        with pytest.raises(GdvError, match="keinen Nachsatz"):
            deque(map(_opened, package.contracts()), maxlen=0)

    assert peak_of(lambda: read(10)) < 12


def test_explaining_is_a_stream_as_well():
    assert peak_of(lambda: [None for _ in zip(explain(Endless(5)), range(5000), strict=False)]) < 12


def _opened(contract):
    return contract.entries("0100")
