"""Lay out style, scripts and pictures for production, each also compressed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.compress import Compressor


def collect() -> None:
    """Copy what changed into STATIC_ROOT, compress what is worth it (at most gzip level 9)."""
    call_command("collectstatic", interactive=False, verbosity=0)
    compressor = Compressor(quiet=True)
    root: Path = settings.STATIC_ROOT
    for path in sorted(root.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            for _made in compressor.compress(str(path)):
                continue
