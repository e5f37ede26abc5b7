"""Bring the demo's database up to date and fill it once; a process of its own, as portal_owner."""

from __future__ import annotations

import os

import django
from django.core.management import call_command


def prepare() -> None:
    """Migrate, then create the demo data unless they are there."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed", demo=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerportal.config.settings")
    django.setup()
    prepare()
