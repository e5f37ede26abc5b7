"""Show from outside its transaction how far an import is: on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

EVERY_SECONDS = 1.0
_AS_WORKER = "SELECT set_config('role', 'portal_worker', true), set_config('portal.role', 'worker', true)"
_TELL = "UPDATE exchange_importrun SET records_read = %s, heartbeat_at = clock_timestamp() WHERE id = %s"


class SignOfLife:
    """Write the progress of a run at most once a second, while its own transaction has not ended."""

    def __init__(self, run_id: UUID, watch: Callable[[int], None] | None) -> None:
        self._run_id, self._watch = run_id, watch
        self._own: BaseDatabaseWrapper | None = None
        self._told_at = monotonic()

    def __enter__(self) -> Self:
        """Return the sign; the connection opens when there is something to tell."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        if self._own is not None:
            self._own.close()

    def tell(self, records: int) -> None:
        """Note how many records are read."""
        if self._watch:
            self._watch(records)
        if monotonic() - self._told_at < EVERY_SECONDS:
            return
        self._told_at = monotonic()
        if self._own is None:
            self._own = connection.copy()
        self._own.ensure_connection()
        with self._own.connection.transaction(), self._own.connection.cursor() as cursor:
            cursor.execute(_AS_WORKER)
            cursor.execute(_TELL, [records, self._run_id])
