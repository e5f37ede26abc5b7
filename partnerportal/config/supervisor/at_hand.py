"""Have a database for one command: the one named, the running demo's, or an own one for the time being."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from partnerportal.config.environment import Mode, read_environment
from partnerportal.config.lacking import Lacking
from partnerportal.config.supervisor.demo import prepare
from partnerportal.config.supervisor.folder import DemoFolder
from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Keep a database running inside the block; the demo's is migrated and filled first if need be.

    Raises: Lacking, WrongSetting.
    """
    environment = read_environment()
    server = EmbeddedServer(environment.data_dir)
    if environment.database is not None or server.is_alive():
        yield
        return
    folder = DemoFolder(environment.data_dir)
    try:
        lock = folder.take()
        try:
            server.start()
            if environment.mode is Mode.DEMO:
                folder.make_keys()
                prepare(folder, threading.Event())
            yield
        finally:
            server.stop()
            lock.release()
    except ServerUnavailable as refusal:
        raise Lacking.from_server(refusal) from refusal
