"""Start production's own web server for a moment: throw-away certificate and keys, free ports, this machine only."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from partnerportal.kernel.crypto import KeyRing
from partnerportal.kernel.crypto.certificate import HOST, write_trial_certificate
from partnerportal.notice.context import ProofContext

READY_SECONDS = 30.0
STOP_SECONDS = 10.0
LOOK_SECONDS = 0.1
READ_COOKIES = """
import json
from django.conf import settings
print(json.dumps({name: str(getattr(settings, name)) for name in dir(settings) if "_COOKIE_" in name}))
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """Say where the trial answers, and what its settings say about cookies."""

    port: int
    http_port: int
    chain: Path
    cookie_settings: dict[str, str]


@contextmanager
def production_on_trial(context: ProofContext) -> Iterator[Trial | None]:
    """Run production's web server inside the block; None when it does not answer."""
    with tempfile.TemporaryDirectory(prefix="portal-trial-") as name:
        folder = Path(name)
        chain, key = write_trial_certificate(folder, context.now)
        port, http_port = _free_port(), _free_port()
        environment = _environment(context, folder) | {
            "PORTAL_TLS_CERT": str(chain),
            "PORTAL_TLS_KEY": str(key),
            "PORTAL_LISTEN": f"127.0.0.1:{port}",
            "PORTAL_HTTP_PORT": str(http_port),
        }
        with _server(environment) as process:
            is_there = _wait_for(port, process)
            cookies = _cookie_settings(environment) if is_there else {}
            yield Trial(port, http_port, chain, cookies) if is_there else None


def _environment(context: ProofContext, folder: Path) -> dict[str, str]:
    """Return what an operator would set, with keys nobody else has."""
    KeyRing.create(folder / "keys")
    (folder / "secret").write_text(secrets.token_urlsafe(64), encoding="ascii")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {
        "PORTAL_MODE": "production",
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_CONTROLLER": str(settings.CONTROLLER_FILE),
        "PORTAL_SECRET_KEY_FILE": str(folder / "secret"),
        "PORTAL_KEY_FILE": str(folder / "keys"),
        "PORTAL_HOSTS": HOST,
        "PORTAL_DATABASE_URL": _database_url(context),
        "PORTAL_DATABASE_ROLE": "portal_web",
    }


def _database_url(context: ProofContext) -> str:
    values = {
        name: quote(str(context.connection.settings_dict[name]), safe="")
        for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    }
    where = f"host={values['HOST']}&port={values['PORT']}"
    return f"postgresql://{values['USER']}:{values['PASSWORD']}@/{values['NAME']}?{where}"


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - the module our settings name
        [sys.executable, "-m", settings.WEB_SERVER],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(LOOK_SECONDS)
        else:
            return True
    return False


def _cookie_settings(environment: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(  # noqa: S603 - the text above
        [sys.executable, "-c", READ_COOKIES],
        env=environment | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        capture_output=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
