"""Offer `./portal test [pytest arguments]`: the whole suite, browser journeys included."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from partnerportal.config.development.chromium import chromium_at_hand

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_JOURNEYS = "not journey"

EXIT_CODES = {
    pytest.ExitCode.OK: 0,
    pytest.ExitCode.USAGE_ERROR: 2,
}


def main(arguments: list[str]) -> int:
    """Run pytest in the project's folder; 0 all passed, 1 not all passed, 2 usage.

    Raises: Lacking without Chromium, unless the journeys are deselected in so many words.
    """
    if WITHOUT_JOURNEYS not in arguments:
        os.environ["PORTAL_CHROMIUM"] = chromium_at_hand()
    os.chdir(ROOT)
    # The suite names the settings itself, once its own data folder is made; set earlier they are read too early.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    return EXIT_CODES.get(pytest.ExitCode(pytest.main(arguments)), 1)
