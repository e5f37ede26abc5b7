"""What a file is, its beginning says: not its name, and not who sends it."""

from __future__ import annotations

import pytest

from partnerportal.exchange.rules.detection import detect_format
from partnerportal.kernel.errors import Refused

RECORD = b"0001Musterschutz".ljust(256)
CONTRACT = b"0200Musterschutz".ljust(256)


@pytest.mark.parametrize(
    "start",
    [
        RECORD + b"\r\n",
        RECORD + b"\n" + CONTRACT,
        b"\xef\xbb\xbf" + RECORD,
        RECORD + CONTRACT,
        CONTRACT[:250] + b"\r\n",
        b"0001",
    ],
)
def test_a_gdv_file_is_known_by_its_first_record(start: bytes) -> None:
    assert detect_format(start) == "gdv"


@pytest.mark.parametrize(
    "start",
    [
        b"Versicherungsnummer;Nachname\r\nRK-1;Brandt\r\n",
        b"policy_number,last_name\n",
        "\ufeffVertragsnummer\tStraße\n".encode(),
        b"2026;1;2\n",
    ],
)
def test_a_table_is_known_by_what_parts_its_columns(start: bytes) -> None:
    assert detect_format(start) == "csv"


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"PK\x03\x04;\0\0", b"\x89PNG\r\n\x1a\n", b"Guten Tag\n"])
def test_anything_else_is_refused_with_a_sentence(start: bytes) -> None:
    with pytest.raises(Refused) as refused:
        detect_format(start)

    assert refused.value.code == "import.unknown_format"


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(Refused) as refused:
        detect_format(b"")

    assert refused.value.code == "import.empty"
