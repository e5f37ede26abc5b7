"""Keep contracts and bookings of firms nobody knows yet: sealed, until the firm is entered as a partner."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.database.key_destruction import destroy_keys
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.exchange import storage
from partnerportal.exchange.models import ImportRun, ParkedFirm
from partnerportal.exchange.rules.parked_lines import line_of, merged, read_line
from partnerportal.exchange.rules.portfolio import ContractRead, LineRead


class Parking:
    """Collect what belongs to unknown firms during a run; `keep` stores them with its transaction."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._slices: dict[str, _Slice] = {}

    @property
    def counts(self) -> dict[str, int]:
        """Return how many contracts each unknown number has."""
        return {number: each.contracts for number, each in self._slices.items()}

    def add(self, read: ContractRead | LineRead) -> None:
        """Put a contract or a booking aside."""
        self._slices.setdefault(read.intermediary_number, _Slice()).add(read)

    def keep(self, *, now: datetime) -> None:
        """Store the slices. What waited already is replaced by a full delivery, and by newer data of a contract."""
        for number, each in self._slices.items():
            waiting = ParkedFirm.objects.filter(intermediary_number=number, taken_at__isnull=True).first()
            lines = list(each.lines())
            if waiting is not None:
                earlier = [] if self._run.is_full_delivery else list(parked_lines(waiting.id))
                lines = merged(earlier, lines)
                let_go(waiting, now=now)
            self._store(number, lines, now)

    def _store(self, number: str, lines: list[str], now: datetime) -> None:
        contracts = sum(isinstance(read_line(line), ContractRead) for line in lines)
        firm_id = uuid4()
        vault = vault_for_writing(subjects=[firm_id], partner_id=None, now=now)
        storage.write_sealed(firm_id, vault.keys[firm_id], _packed(lines))
        ParkedFirm(
            id=firm_id,
            run=self._run,
            intermediary_number=number,
            contracts=contracts,
            parked_at=now,
        ).save(force_insert=True)


def parked_lines(firm_id: UUID) -> Iterator[str]:
    """Return what is parked, one JSON line each. Raises: FileNotFoundError, KeyError, CryptoError."""
    vault = open_vault([firm_id])
    plain = zlib.decompress(b"".join(storage.read_sealed(firm_id, vault.keys[firm_id])))
    return iter(plain.decode().splitlines())


def let_go(firm: ParkedFirm, *, now: datetime) -> None:
    """Note that a slice is taken or replaced; its key goes now, its file after the commit."""
    ParkedFirm.objects.filter(id=firm.id).update(taken_at=now)
    destroy_keys([firm.id])
    firm_id = firm.id
    transaction.on_commit(lambda: storage.remove(firm_id))


class _Slice:
    """Hold lines packed: a firm of 100,000 contracts takes some megabytes."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._packed: list[bytes] = []
        self.contracts = 0

    def add(self, read: ContractRead | LineRead) -> None:
        """Add one contract or booking."""
        self.contracts += isinstance(read, ContractRead)
        self._packed.append(self._packer.compress(line_of(read).encode() + b"\n"))

    def lines(self) -> Iterator[str]:
        """Return the lines; nothing can be added afterwards."""
        packed = b"".join((*self._packed, self._packer.flush()))
        return iter(zlib.decompress(packed).decode().splitlines())


def _packed(lines: list[str]) -> Iterator[bytes]:
    packer = zlib.compressobj()
    for line in lines:
        yield packer.compress(line.encode() + b"\n")
    yield packer.flush()
