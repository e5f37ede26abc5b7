"""Serve the pages in production with granian: `python -m partnerportal.config.serving.server`."""

from __future__ import annotations

import multiprocessing
from typing import Any

from granian.constants import Interfaces, SSLProtocols
from granian.http import HTTP1Settings, HTTP2Settings
from granian.server import MPServer

from partnerportal.config.environment import read_environment
from partnerportal.config.serving.listening import Listening, listening_of
from partnerportal.config.serving.log import SERVER_LOG
from partnerportal.config.serving.plain_http import start_pointing_on
from partnerportal.config.serving.static_files import collect_in_child
from partnerportal.config.supervisor.web import APPLICATION, MOST_PROCESSES, THREADS, cores

GRACE_SECONDS = 30
"""How long a stop or reload waits for requests in flight; the longest upload takes less."""
READY_SECONDS = 5
"""How long a new process loads before the old one stops taking requests."""
HEADER_MILLISECONDS = 10_000
HEAD_BYTES = 64 * 1024
SOCKET_PERMISSIONS = 0o660


def main() -> None:
    """Serve until SIGTERM. SIGHUP starts new processes first, then lets the old ones finish what they do."""
    multiprocessing.set_start_method("spawn")  # this process has threads; a fork would copy their locks
    environment = read_environment()
    listening = listening_of(environment)
    if listening.http_port is not None:
        start_pointing_on(listening.http_port, environment.hosts)
    web = server(listening)
    web.on_reload(collect_in_child)
    web.serve()


def server(listening: Listening) -> MPServer:
    """Return the server, one process for each core."""
    processes = min(cores(), MOST_PROCESSES)
    return MPServer(
        APPLICATION,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS // processes,
        workers_kill_timeout=GRACE_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=READY_SECONDS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS, max_buffer_size=HEAD_BYTES),
        http2_settings=HTTP2Settings(max_headers_size=HEAD_BYTES, max_concurrent_streams=100),
        log_dictconfig=SERVER_LOG,
        **place_of(listening),
        **tls_of(listening),
    )


def place_of(listening: Listening) -> dict[str, Any]:
    """Return granian's options for the address."""
    if listening.at.socket is not None:
        return {"uds": listening.at.socket, "uds_permissions": SOCKET_PERMISSIONS}
    return {"address": listening.at.address, "port": listening.at.port}


def tls_of(listening: Listening) -> dict[str, Any]:
    """Return granian's options for encryption: TLS 1.2 or 1.3 (BSI TR-02102-2), suites with forward secrecy only."""
    if listening.certificate is None:
        return {}
    return {
        "ssl_cert": listening.certificate.chain,
        "ssl_key": listening.certificate.key,
        "ssl_protocol_min": SSLProtocols.tls12,
    }


if __name__ == "__main__":
    main()
