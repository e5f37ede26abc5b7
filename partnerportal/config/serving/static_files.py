"""Lay out style, scripts and pictures for production, each also compressed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def collect() -> None:
    """Copy what changed into STATIC_ROOT and write a gzip copy beside what shrinks by it."""
    from whitenoise.compress import Compressor

    call_command("collectstatic", interactive=False, verbosity=0)
    compressor = Compressor(quiet=True)
    for path in sorted(Path(str(settings.STATIC_ROOT)).rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            for _copy in compressor.compress(str(path)):
                continue


def collect_in_child() -> None:
    """Do the same in a process of its own, so that the server's first process never loads Django."""
    subprocess.run([sys.executable, "-m", __name__], check=False)  # noqa: S603 - our own module


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerportal.config.settings")
    django.setup()
    collect()
