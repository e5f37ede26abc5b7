"""Draw what an authenticator app reads from the screen."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


class Drawing(NamedTuple):
    """Hold a QR code: `side` modules with the quiet zone, and the `path` of the dark ones."""

    side: int
    path: str


def key_address(*, issuer: str, name: str, secret: str) -> str:
    """Return the address an app takes: otpauth, with who issued the secret for whom."""
    values = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{values}"


def drawn(text: str) -> Drawing:
    """Return the QR code of a text."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark]
    return Drawing(len(matrix), "".join(dark))
