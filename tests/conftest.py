"""Give the tests their own database server; a run that touches no database starts none."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from partnerportal.database.embedded import EmbeddedServer

os.environ["PORTAL_MODE"] = "test"
os.environ["PORTAL_DATA_DIR"] = tempfile.mkdtemp(prefix="portal-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "partnerportal.config.settings"

DATA_DIR = Path(os.environ["PORTAL_DATA_DIR"])
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    # After the environment is set, before pytest-django looks whether somebody loaded the settings.
    from django.conf import settings

    settings.DATABASES  # noqa: B018
    django.setup()
    config.pluginmanager.import_plugin("tests.cast")


@pytest.fixture(scope="session")
def database_server() -> Iterator[EmbeddedServer | None]:
    """Return the running server of this test run; None when PORTAL_DATABASE_URL names another."""
    if os.environ.get("PORTAL_DATABASE_URL"):
        yield None
        return
    server = EmbeddedServer(DATA_DIR, fast=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: EmbeddedServer | None) -> None:
    """Have pytest-django start the server before it creates its database."""
