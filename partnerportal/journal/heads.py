"""Say what the head of a tree is: how many lines of a month, under which root, when, after which head; signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from partnerportal.kernel.crypto import SigningKey, is_signed

NO_HEAD = bytes(32)
_COLUMNS = "number, month, size, root, sealed_at, previous, signer, signature, frontier"
_AFTER = f"SELECT {_COLUMNS} FROM journal_head WHERE number > %s ORDER BY number"  # noqa: S608 - a constant
_INSERT = f"INSERT INTO journal_head ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
_LAST = f"SELECT {_COLUMNS} FROM journal_head ORDER BY number DESC LIMIT 1"  # noqa: S608
_LAST_OF_MONTH = f"SELECT {_COLUMNS} FROM journal_head WHERE month = %s ORDER BY number DESC LIMIT 1"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Head:
    """Hold one head. Heads count on without gap; each names the hash of the one before, whichever month it closed.

    `signer` is the public key; `frontier` lets the sealer go on and is not signed, for the root says the same.
    """

    number: int
    month: date
    size: int
    root: bytes
    sealed_at: datetime
    previous: bytes
    signer: bytes = b""
    signature: bytes = b""
    frontier: bytes = b""

    @property
    def statement(self) -> bytes:
        """Return what is signed: a text of one line for each fact, so that it can be checked by any program."""
        lines = (
            "partnerportal journal head 1",
            f"number {self.number}",
            f"month {self.month:%Y-%m}",
            f"size {self.size}",
            f"root {self.root.hex()}",
            f"sealed_at {self.sealed_at.astimezone(UTC).isoformat()}",
            f"previous {self.previous.hex()}",
        )
        return "".join(f"{line}\n" for line in lines).encode()

    @property
    def digest(self) -> bytes:
        """Return the hash by which the next head names this one."""
        return hashlib.sha256(self.statement).digest()

    def signed_by(self, key: SigningKey) -> Head:
        """Return the head with its signature."""
        return replace(self, signer=key.public, signature=key.sign(self.statement))

    @property
    def is_signed(self) -> bool:
        """Say whether the named signer signed exactly this; whether the signer is ours is another question."""
        return is_signed(self.signer, self.signature, self.statement)

    def as_json(self) -> dict[str, Any]:
        """Return the head for a JSON document, bytes as hexadecimal digits; without the frontier."""
        values = {name: value for name, value in asdict(self).items() if name != "frontier"}
        written = {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()}
        return {
            **written,
            "month": f"{self.month:%Y-%m}",
            "sealed_at": self.sealed_at.astimezone(UTC).isoformat(),
        }

    @classmethod
    def from_json(cls, text: str | dict[str, Any]) -> Head:
        """Return the head of such a document. Raises: ValueError for anything else."""
        try:
            values = json.loads(text) if isinstance(text, str) else text
            return cls(
                number=int(values["number"]),
                month=date.fromisoformat(f"{values['month']}-01"),
                size=int(values["size"]),
                sealed_at=datetime.fromisoformat(values["sealed_at"]),
                **{name: bytes.fromhex(values[name]) for name in ("root", "previous", "signer", "signature")},
            )
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from None


def heads_after(number: int) -> Iterator[Head]:
    """Yield the heads with a higher number, the lowest first, a thousand at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_AFTER, [number])
        while rows := cursor.fetchmany(1000):
            yield from map(_head, rows)


def last_head(month: date | None = None) -> Head | None:
    """Return the newest head, or the newest of a month."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_OF_MONTH, [month]) if month else cursor.execute(_LAST)
        row = cursor.fetchone()
    return _head(row) if row else None


def add_head(head: Head) -> None:
    """Store the head; a number that exists is refused by the table."""
    values = (head.number, head.month, head.size, head.root, head.sealed_at, head.previous)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*values, head.signer, head.signature, head.frontier])


def _head(row: tuple[Any, ...]) -> Head:
    values: list[Any] = [bytes(value) if isinstance(value, bytes | memoryview) else value for value in row]
    return Head(*values)
