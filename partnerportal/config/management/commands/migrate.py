"""Bring the database up to date: tables, then the catalogue's comments and the journal's coming months."""

from __future__ import annotations

from typing import Any

from django.core.checks import Tags
from django.core.management.commands import migrate
from django.db import connection

from partnerportal.config.column_comments import apply_column_comments
from partnerportal.journal.services import ensure_partitions
from partnerportal.kernel.clock import berlin_date, utc_now


class Command(migrate.Command):
    """Add to Django's own command what the promises need."""

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Check the models before, the running schema after: an empty database has no column yet."""
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; comments and partitions follow whenever the whole schema is in force."""
        super().handle(*args, **options)
        if (
            options.get("app_label") is None
            and not options.get("plan")
            and not options.get("check_unapplied")
        ):
            if not options["skip_checks"]:
                self.check(tags=[Tags.database], databases=[options["database"]])
            apply_column_comments(connection)
            ensure_partitions(today=berlin_date(utc_now()))
