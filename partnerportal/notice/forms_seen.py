"""Find every form of the portal and the fields it asks for."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.forms import BaseForm

from partnerportal.privacy.catalogue import Catalogue
from partnerportal.privacy.entry import CatalogueError


def our_forms() -> list[type[BaseForm]]:
    """Return every form class defined in `partnerportal.<app>.forms`, by name."""
    found = {
        member
        for module in _form_modules()
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, BaseForm) and member.__module__ == module.__name__
    }
    return sorted(found, key=lambda form: (form.__module__, form.__qualname__))


def form_fields() -> Iterator[tuple[type[BaseForm], str]]:
    """Yield each form class of our apps with the name of each field a person can fill."""
    for form in our_forms():
        yield from ((form, name) for name in _names(form))


def undeclared_form_fields(catalogue: Catalogue) -> list[str]:
    """Return what the catalogue says about fields it does not know."""
    findings = []
    for form, name in form_fields():
        try:
            catalogue.form_field(form, name)
        except CatalogueError:
            findings.append(f"{form.__module__}.{form.__qualname__}.{name}")
    return findings


def _form_modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        name = f"{config.name}.forms"
        if not config.name.startswith("partnerportal.") or find_spec(name) is None:
            continue
        module = import_module(name)
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield import_module(f"{name}.{found.name}")


def _names(form: type[BaseForm]) -> list[str]:
    try:
        return list(form().fields)
    except (TypeError, KeyError):  # a form that needs arguments shows its declared fields
        return list(getattr(form, "base_fields", {}))
