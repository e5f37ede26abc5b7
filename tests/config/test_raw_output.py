"""What Python would print itself becomes a JSON line that holds no data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.production_process import Installation

PROGRAM = """
import threading, warnings
import django
django.setup()
warnings.warn("Brandt", UserWarning)
thread = threading.Thread(target=lambda: int("Brandt"))
thread.start()
thread.join()
raise ValueError("Brandt")
"""


@pytest.mark.slow
@pytest.mark.django_db
def test_warnings_and_uncaught_errors_become_lines_without_data(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    settings_module = {"DJANGO_SETTINGS_MODULE": "partnerportal.config.settings"}

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=installation.environment() | settings_module, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines if line["logger"] == "portal.python"] == [
        "warning",
        "uncaught",
        "uncaught",
    ]
    assert {line.get("kind", line.get("exception")) for line in lines} >= {"UserWarning", "ValueError"}
    assert "Brandt" not in done.stderr
