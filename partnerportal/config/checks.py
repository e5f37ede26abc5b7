"""Refuse to start with a column, form field or cookie the data catalogue does not know, and the reverse."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import LazySettings, settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.forms import BaseForm

from partnerportal.database.schema import model_columns, stored_fields
from partnerportal.notice.forms_seen import our_forms
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import COOKIES_FILE, CatalogueError, Cookie, declared_in

Apps = Sequence[AppConfig] | None


def check_every_column_declared(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Find model columns without a declaration (clause C01), and declarations without a column."""
    return differences(model_columns())


def check_running_schema(
    app_configs: Apps, databases: Collection[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Find the same in the live database; register it with `Tags.database`, it asks PostgreSQL."""
    return [found for alias in databases or () for found in differences(stored_fields(connections[alias]))]


def check_every_form_field_declared(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Find fields of our forms that name neither a declared column nor a technical reason."""
    return [Error(text, id="portal.E003") for form in our_forms() for text in form_findings(form)]


def check_every_cookie_declared(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Find cookies named by a setting but not declared, and declarations that differ from their settings."""
    return [Error(text, id="portal.E004") for text in cookie_findings(settings)]


def differences(stored: Collection[str], catalogue: Catalogue = CATALOGUE) -> list[CheckMessage]:
    """Compare stored columns ("app.Model.field") with the catalogue, both ways."""
    undeclared = [
        Error(f"{field} has no catalogue entry: add it to {declared_in(field)}", id="portal.E001")
        for field in catalogue.undeclared(stored)
    ]
    without_column = [
        Error(f"{field} is declared but not stored: remove it from {declared_in(field)}", id="portal.E002")
        for field in catalogue.without_column(stored)
    ]
    return [*undeclared, *without_column]


def form_findings(form: type[BaseForm], catalogue: Catalogue = CATALOGUE) -> Iterator[str]:
    """Yield a sentence for each field of the form without a purpose."""
    declared = {**getattr(form, "catalogue", {}), **getattr(form, "technical", {})}
    for name in sorted({*getattr(form, "base_fields", {}), *declared}):
        try:
            catalogue.form_field(form, name)
        except CatalogueError as error:
            yield str(error)


def cookie_findings(configured: LazySettings, catalogue: Catalogue = CATALOGUE) -> Iterator[str]:
    """Yield a sentence for each cookie setting the declarations do not match."""
    declared = {cookie.setting: cookie for cookie in catalogue.cookies}
    for setting in sorted(name for name in dir(configured) if name.endswith("_COOKIE_NAME")):
        cookie, name = declared.pop(setting, None), getattr(configured, setting)
        if cookie is None or name not in cookie.names:
            yield f"cookie {name} ({setting}) has no catalogue entry: add it to {COOKIES_FILE}"
        elif cookie.lasts != _age(configured, cookie):
            yield f"cookie {name} lasts otherwise than its entry says: correct it in {COOKIES_FILE}"
    for setting in declared:
        yield f"cookie setting {setting} is declared but not set: remove it from {COOKIES_FILE}"


def _age(configured: LazySettings, cookie: Cookie) -> timedelta | None:
    seconds: int | None = getattr(configured, cookie.setting.replace("_NAME", "_AGE"))
    return None if seconds is None else timedelta(seconds=seconds)
