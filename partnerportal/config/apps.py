"""Start the portal: checks that stop an undeclared field, and logs without personal data."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from partnerportal.config.environment import Mode


class ConfigApp(AppConfig):
    """Own the roof: settings, addresses, command line."""

    name = "partnerportal.config"
    label = "config"

    def ready(self) -> None:
        """Register the catalogue's checks and set up the logs."""
        from django.conf import settings

        from partnerportal.config import checks, raw_output, request_log

        register(checks.check_every_column_declared)
        register(checks.check_every_form_field_declared)
        register(checks.check_every_cookie_declared)
        register(checks.check_running_schema, Tags.database)
        request_log.configure()
        if settings.MODE is Mode.PRODUCTION:
            raw_output.install()
