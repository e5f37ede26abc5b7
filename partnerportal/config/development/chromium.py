"""Find a Chromium that starts, or install one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from partnerportal.config.lacking import Lacking

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_PROGRAMS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
START_SECONDS = 30


def chromium_at_hand() -> str:
    """Return the path of a Chromium that starts, after installing one if need be.

    Raises: Lacking with the next step when there is none and none can be installed.
    """
    found = find_chromium()
    for install in (_install_playwrights, _install_distributions):
        if found is None and install():
            found = find_chromium()
    if found is None:
        raise Lacking(
            "Für die Prüfungen im Browser fehlt Chromium; "
            "installieren Sie es, oder nennen Sie in PORTAL_CHROMIUM seinen Pfad.",
            "Chromium is missing for the browser tests; install it, or name its path in PORTAL_CHROMIUM.",
        )
    return found


def find_chromium() -> str | None:
    """Return the first Chromium that starts: PORTAL_CHROMIUM, then PATH, then Playwright's folder."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    for folder in _playwright_folders():
        for pattern in PLAYWRIGHT_PROGRAMS:
            yield from map(str, sorted(folder.glob(pattern), reverse=True))


def _playwright_folders() -> Iterator[Path]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named and named != "0":
        yield Path(named)
    yield Path.home() / ".cache" / "ms-playwright"
    yield Path.home() / "Library" / "Caches" / "ms-playwright"


def _starts(path: str) -> bool:
    """Try it: a downloaded Chromium may lack libraries of the system."""
    try:
        return _succeeds([path, "--version"], seconds=START_SECONDS)
    except OSError:
        return False


def _install_playwrights() -> bool:
    _say("Chromium fehlt und wird von Playwright geholt … Chromium is missing; fetching Playwright's …")
    return _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)


def _install_distributions() -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    _say("Chromium wird aus den Paketen des Systems geholt … Fetching Chromium from the system's packages …")
    _succeeds([apt, "update", "-q"], seconds=300)
    return _succeeds([apt, "install", "-y", "-q", "--no-install-recommends", "chromium"], seconds=600)


def _succeeds(command: list[str], *, seconds: int) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - programs named above, no outside input
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
