"""Start the portal: checks that stop an undeclared field, and logs without personal data."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register


class ConfigApp(AppConfig):
    """Own the roof: settings, addresses, command line."""

    name = "partnerportal.config"
    label = "config"

    def ready(self) -> None:
        """Register the catalogue's checks and set up the logs."""
        from partnerportal.config import checks, request_log

        register(checks.check_every_column_declared)
        register(checks.check_every_form_field_declared)
        register(checks.check_every_cookie_declared)
        register(checks.check_running_schema, Tags.database)
        request_log.configure()
