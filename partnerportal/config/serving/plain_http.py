"""Answer unencrypted requests with nothing but the way to the encrypted start page."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterable

from django.http.request import split_domain_port, validate_host

HEAD_BYTES = 8 * 1024
HEAD_SECONDS = 5.0
MOST_CONNECTIONS = 200
END_OF_HEAD = b"\r\n\r\n"


def answer_to(head: bytes, hosts: Iterable[str]) -> bytes:
    """Return the whole answer to a request's head.

    The address in `Location` is the start page: neither path nor query of a request that anybody on the way could
    read is repeated. A host that is not ours gets 400, so nobody can be sent elsewhere from here.
    """
    host = _host_in(head)
    if not host or not validate_host(host, list(hosts)):
        return _answer("400 Bad Request")
    return _answer("301 Moved Permanently", f"Location: https://{host}/\r\n")


def start_pointing_on(port: int, hosts: Iterable[str], address: str = "::") -> None:
    """Listen on `port` in a thread of its own until the process ends. Raises: OSError when the port is not free."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, port), family=family, dualstack_ipv6=family is socket.AF_INET6)
    loop = asyncio.new_event_loop()
    threading.Thread(
        target=loop.run_until_complete, args=(_serve(listener, tuple(hosts)),), name="plain-http", daemon=True
    ).start()


async def _serve(listener: socket.socket, hosts: tuple[str, ...]) -> None:
    places = asyncio.Semaphore(MOST_CONNECTIONS)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if places.locked():  # waiting ones would keep a file handle each, without end
            writer.close()
            return
        async with places:
            await _point_on(reader, writer, hosts)

    server = await asyncio.start_server(handle, sock=listener, limit=HEAD_BYTES)
    await server.serve_forever()


async def _point_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hosts: tuple[str, ...]
) -> None:
    """Read the head only, answer, close: whoever sends slowly or too much gets no answer at all."""
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            writer.write(answer_to(await reader.readuntil(END_OF_HEAD), hosts))
            await writer.drain()
            writer.write_eof()
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
        return
    finally:
        writer.close()


def _host_in(head: bytes) -> str:
    """Return the host name of the request without its port; empty unless there is exactly one."""
    lines = head.decode("latin-1").split("\r\n")[1:]
    named = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
    return split_domain_port(named[0].lower())[0] if len(named) == 1 else ""


def _answer(status: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode("latin-1")
