"""Name the ui app: templates, macros and static files; it stores nothing."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Register the ui app under its short label."""

    name = "partnerportal.ui"
    label = "ui"
