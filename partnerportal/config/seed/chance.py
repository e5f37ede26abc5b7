"""Draw everything that looks accidental from one seed, so that the same seed gives the same people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance(random.Random):
    """Add identifiers, days and weighted choices to Python's generator; never used for anything secret."""

    def uuid(self) -> UUID:
        """Return a random-looking identifier of version 4."""
        return UUID(int=self.getrandbits(128), version=4)

    def happens(self, share: float) -> bool:
        """Return True in `share` (0 to 1) of all calls."""
        return self.random() < share

    def weighted(self, table: Sequence[tuple[T, int]]) -> T:
        """Return an entry as often as its weight says."""
        return self.choices([entry for entry, _ in table], [weight for _, weight in table])[0]

    def day(self, first: date, last: date) -> date:
        """Return a day from `first` to `last`, both included; `first` when the span is empty."""
        return first + timedelta(days=self.randint(0, max((last - first).days, 0)))

    def digits(self, count: int) -> str:
        """Return a string of decimal digits."""
        return "".join(self.choices("0123456789", k=count))
