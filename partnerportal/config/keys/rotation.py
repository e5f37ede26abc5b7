"""Bring a new key version into force, rewrap every subject's key with it, let the old version go."""

from __future__ import annotations

import time
from typing import TextIO

from django.conf import settings

from partnerportal.database.key_rotation import keys_left, rewrap_batch, versions_in_use
from partnerportal.database.keys import key_ring
from partnerportal.kernel.crypto import KeyRing

REST_SECONDS = 600
"""How long a version must have been the newest: no transaction that began before lasts that long."""
LINE_SECONDS = 5
BAR_CHARACTERS = 40


def rotate(output: TextIO) -> None:
    """Add a version unless the last rotation was interrupted, then rewrap what an older version wraps.

    Raises: CryptoError when the key file lacks a version or cannot be written.
    """
    if not keys_left():
        KeyRing.add_version(settings.KEY_FILE)
    total, done, shown = keys_left(), 0, time.monotonic()
    while count := rewrap_batch():
        done += count
        shown = _show(output, done, total, shown)


def status_table() -> str:
    """Return one line for each version: how many keys it wraps, and which is the newest."""
    ring, used = key_ring(), versions_in_use()
    lines = []
    for version in sorted({*ring.versions, *used}):
        remark = "fehlt in der Datei · missing in the file" if version not in ring.versions else ""
        remark = "neueste · newest" if version == ring.current_version else remark
        lines.append(f"Version {version}: {used.get(version, 0)} Schlüssel · keys  {remark}".rstrip())
    return "\n".join(lines) + "\n"


def obstacle_to_retiring() -> str | None:
    """Return in German and English why the old versions must stay, None when they may go."""
    if left := keys_left():
        return (
            f"{left} Schlüssel hängen noch an einer alten Version; führen Sie aus: ./portal keys rotate\n"
            f"{left} keys still depend on an old version; run: ./portal keys rotate"
        )
    if time.time() - settings.KEY_FILE.stat().st_mtime < REST_SECONDS:
        return (
            f"Die neue Version gilt erst seit Kurzem; warten Sie {REST_SECONDS // 60} Minuten ab der Rotation.\n"
            f"The new version is too young; wait {REST_SECONDS // 60} minutes after the rotation."
        )
    return None


def retire() -> None:
    """Remove all versions but the newest from the key file."""
    KeyRing.keep_newest(settings.KEY_FILE)


def _show(output: TextIO, done: int, total: int, shown: float) -> float:
    """Draw a bar on a terminal, write a line every five seconds elsewhere; return when last shown."""
    if output.isatty():
        filled = BAR_CHARACTERS * done // max(total, done)
        output.write(f"\r[{'#' * filled:<{BAR_CHARACTERS}}] {done}/{max(total, done)}")
        output.write("\n" if done >= total else "")
    elif time.monotonic() - shown >= LINE_SECONDS:
        output.write(f"… {done}/{max(total, done)}\n")
        shown = time.monotonic()
    output.flush()
    return shown
