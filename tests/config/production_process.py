"""Run ./portal serve as an operator would: own folder, own keys, own certificate, a login as portal_web."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from partnerportal.config.controller import DEMO_CONTROLLER
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import KeyRing
from partnerportal.kernel.crypto.certificate import write_trial_certificate
from tests.config.demo_process import ROOT, free_port, wait_until

READY_SECONDS = 60
PROCESSES = len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes


class Installation:
    """The files and settings of one production portal on the database of the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.http_port = free_port(), free_port()
        self.chain, key = write_trial_certificate(folder, utc_now())
        KeyRing.create(folder / "keys")
        secret = folder / "secret"
        secret.touch(mode=0o600)
        secret.write_text("not a secret, " * 5)
        self.settings = {
            "PORTAL_MODE": "production",
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_CONTROLLER": str(DEMO_CONTROLLER),
            "PORTAL_SECRET_KEY_FILE": str(secret),
            "PORTAL_KEY_FILE": str(folder / "keys"),
            "PORTAL_HOSTS": "localhost,portal.example",
            "PORTAL_TLS_CERT": str(self.chain),
            "PORTAL_TLS_KEY": str(key),
            "PORTAL_LISTEN": f"127.0.0.1:{self.port}",
            "PORTAL_HTTP_PORT": str(self.http_port),
            "PORTAL_DATABASE_URL": database_url("portal_web"),
        }

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PORTAL_", "DJANGO_"))}
        return {**kept, "PYTHONPATH": str(ROOT), **self.settings}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "partnerportal", *command],
            cwd="/", env=self.environment(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    @contextlib.contextmanager
    def serving(self) -> Iterator[Server]:
        """Run the web server until the end of the block."""
        log = self.folder / "web.jsonl"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "partnerportal", "serve"],
                cwd="/", env=self.environment(), stdout=output, stderr=output,
            )  # fmt: skip
        server = Server(self, process, log)
        try:
            assert wait_until(lambda: server.said("Started worker") == PROCESSES, READY_SECONDS), (
                log.read_text()
            )
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(60)


class Server:
    """One running web server of production."""

    def __init__(self, installation: Installation, process: subprocess.Popen[bytes], log: Path) -> None:
        self.installation, self.process, self._log = installation, process, log

    def log(self) -> str:
        return self._log.read_text()

    def said(self, words: str) -> int:
        """Return in how many lines the server said this."""
        return sum(words in line for line in self.log().splitlines())

    def connect(self) -> http.client.HTTPSConnection:
        """Return a connection over TLS that trusts the installation's own certificate."""
        context = ssl.create_default_context(cafile=str(self.installation.chain))
        return http.client.HTTPSConnection("localhost", self.installation.port, timeout=30, context=context)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Fetch a page over TLS, or over plain HTTP where the installation has no certificate."""
        if "PORTAL_TLS_CERT" in self.installation.settings:
            asking: http.client.HTTPConnection = self.connect()
        else:
            asking = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=30)
        with contextlib.closing(asking):
            asking.request("GET", path, headers=headers or {})
            response = asking.getresponse()
            return Answer(response.status, response.msg, response.read())


def database_url(user: str) -> str:
    """Return the address of the tests' database for one login."""
    values = connection.settings_dict
    host, port = quote(str(values["HOST"]), safe=""), values["PORT"]
    return f"postgresql://{user}@/{values['NAME']}?host={host}&port={port}"
