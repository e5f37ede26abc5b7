"""Build the Jinja2 environment every page is rendered with (settings: TEMPLATES, "environment")."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from partnerportal.ui import formatting
from partnerportal.ui.addresses import ADDRESSES
from partnerportal.ui.icons import icon


def environment(**options: Any) -> Environment:
    """Return the environment; `options` are what Django's Jinja2 backend passes (loader, autoescape, reload).

    An unknown variable is an error and never an empty string. Sentences are German; a percent sign
    inside `_()` is written `%%`, because the result always passes through `%` formatting.
    """
    options |= {"autoescape": True, "undefined": StrictUndefined}
    env = Environment(  # noqa: S701 - autoescape stands in the options, the rule looks for it here
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options
    )
    env.policies["ext.i18n.trimmed"] = True
    _install_translation(env)
    env.globals.update(
        static=static, url=_url, icon=icon, addresses=ADDRESSES, current_language=current_language
    )
    env.filters.update(
        money=formatting.money,
        whole=formatting.whole,
        date=formatting.short_date,
        long_date=formatting.long_date,
        clock_time=formatting.clock_time,
        datetime=formatting.date_and_time,
        iso=formatting.iso,
        seconds_left=formatting.seconds_left,
        file_size=formatting.file_size,
    )
    return env


def current_language() -> str:
    """Return the two-letter code of the language the page is written in."""
    return (translation.get_language() or "de")[:2]


def _url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a route: `url("claims:detail", number=…)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _install_translation(env: Environment) -> None:
    """Let `_()`, `ngettext()` and `{% trans %}` use Django's catalogue of the current language."""
    install = env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
