"""Say what a line of the journal is, byte by byte: what its MAC covers, and what the hash tree covers."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from partnerportal.kernel.crypto import keyed_hash, leaf_hash

COLUMNS = "id, kind, account_id, name_hash, occurred_at, host(ip), mac"
_SEPARATOR = "\x1f"  # in none of the parts: numbers, names of kinds, hexadecimal digits, instants, addresses


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """Hold one line as it lies in the table; `ip` is the address as PostgreSQL's `host` writes it."""

    id: int
    kind: str
    account_id: UUID | None
    name_hash: bytes | None
    occurred_at: datetime
    ip: str
    mac: bytes

    @classmethod
    def from_row(cls, row: tuple[object, ...]) -> Line:
        """Return the line of a row of COLUMNS."""
        number, kind, account_id, name_hash, occurred_at, ip, mac = row
        return cls(number, kind, account_id, _bytes(name_hash), occurred_at, ip, _bytes(mac))  # type: ignore[arg-type]

    @property
    def statement(self) -> str:
        """Return what the line says, its number included, as one text."""
        return _SEPARATOR.join(
            (
                str(self.id),
                self.kind,
                str(self.account_id or ""),
                (self.name_hash or b"").hex(),
                self.occurred_at.astimezone(UTC).isoformat(),
                self.ip,
            )
        )

    def mac_with(self, key: bytes, *, number: int | None = None) -> bytes:
        """Return the MAC the writing process gives the line; with another `number`, had it stood there."""
        statement = self.statement if number is None else _renumbered(self.statement, number)
        return keyed_hash(key, "journal_mac", statement.encode())

    def is_genuine(self, key: bytes) -> bool:
        """Say whether a process with the key wrote exactly this line under this number."""
        return hmac.compare_digest(self.mac, self.mac_with(key))

    @property
    def leaf(self) -> bytes:
        """Return the hash of the line in the tree; it covers the statement and the MAC."""
        return leaf_hash(self.sealed_text.encode())

    @property
    def sealed_text(self) -> str:
        """Return the text whose hash is the leaf: statement and MAC in hexadecimal digits."""
        return f"{self.statement}{_SEPARATOR}{self.mac.hex()}"


def month_of(instant: datetime) -> date:
    """Return the first day of the month (UTC) whose partition holds the instant."""
    return instant.astimezone(UTC).date().replace(day=1)


def _renumbered(statement: str, number: int) -> str:
    return f"{number}{_SEPARATOR}{statement.partition(_SEPARATOR)[2]}"


def _bytes(value: object) -> bytes | None:
    return None if value is None else bytes(value)  # type: ignore[call-overload]
