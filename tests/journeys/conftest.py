"""Start one demo and one browser for all journeys; every journey gets browsers of its own people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from partnerportal.config.development.chromium import find_chromium
from tests.config.demo_process import Demo, running_demo
from tests.journeys.records import Records
from tests.journeys.visitor import Visitors

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the journeys last and together: Playwright's event loop, once begun, bars Django's database."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Return the running demo, in a folder whose name has an umlaut and a space."""
    with running_demo(tmp_path_factory.mktemp("journeys") / "für Gäste") as (running, first_line):
        assert first_line == f"Bereit: http://localhost:{running.port}", running.process.stderr.read()
        yield running


@pytest.fixture(scope="session")
def records(demo: Demo) -> Records:
    """Look into the demo's database and folders, past every door."""
    return Records(demo.folder)


@pytest.fixture(scope="package")
def playwright_started() -> Iterator[Playwright]:
    """Run Playwright while journeys run."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def chromium(playwright_started: Playwright) -> Iterator[Browser]:
    """Return the browser program that all visitors share."""
    program = find_chromium()
    if program is None:
        pytest.fail("Für die Prüfungen im Browser fehlt Chromium; nennen Sie in PORTAL_CHROMIUM seinen Pfad.")
    started = playwright_started.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def visitors(chromium: Browser, demo: Demo) -> Iterator[Visitors]:
    """Let people in, each with a fresh browser; in the end no page may have complained."""
    present = Visitors(chromium, f"http://localhost:{demo.port}")
    yield present
    complaints = present.leave()
    assert complaints == []
