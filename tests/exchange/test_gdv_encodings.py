"""Files in Latin-1 and in DOS code page 850: the encoding is found, said, and never guessed silently."""

import pytest

from partnerportal.exchange.gdv import open_gdv
from tests.exchange.gdv_files import package_of, small_file, with_bytes

SOUND = small_file()


def test_dos_umlauts_are_understood_and_said():
    reader = open_gdv(SOUND.decode("latin-1").encode("cp850"))
    package = next(reader.packages())
    address = next(record for record in package.records() if record.kind == "0100.1")

    assert reader.encoding.name == "cp850"
    assert reader.encoding.sentence == "Die Datei steht in der DOS-Codepage 850; Umlaute werden umgesetzt."
    assert (address["Name1"], address["Name3"]) == ("Müller", "Jürgen")


def test_a_file_without_umlauts_is_read_as_latin1_and_says_it_is_not_sure():
    encoding = open_gdv(SOUND.replace("ü".encode("latin-1"), b"u")).encoding

    assert (encoding.name, encoding.is_certain) == ("latin-1", False)


def test_latin1_that_happens_to_be_valid_utf8_is_latin1():
    package = package_of(with_bytes(with_bytes(SOUND, 4, 44, b"Se\xc3\xb1"), 4, 104, b"Jurgen"))
    address = next(package.records())

    assert address["Name1"] == "SeÃ±er"


@pytest.mark.parametrize("name", ["latin-1", "cp850"])
def test_a_stream_whose_first_umlaut_comes_late_is_read_all_the_same(name):
    class Pipe:
        def __init__(self, data):
            self._rest = data

        def read(self, size):
            piece, self._rest = self._rest[: min(size, 4096)], self._rest[min(size, 4096) :]
            return piece

    plain = SOUND.replace("ü".encode("latin-1"), b"u")
    reader = open_gdv(Pipe(plain * 500 + SOUND.decode("latin-1").encode(name)))
    names = {record["Name1"] for record in reader.records() if record.kind == "0100.1"}

    assert names == {"Muller", "Müller"}
    assert reader.encoding.name == name
