"""Word months, rates and kinds of bookings for pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.environment import current_language
from partnerportal.ui.formatting import money

# Tone and icon of each kind's pill; the word says it too.
LOOKS = {
    "initial": ("ok", "plus"),
    "renewal": ("info", "calendar"),
    "clawback": ("bad", "back"),
    "correction": ("warn", "pen"),
    "liability_reserve": ("calm", "lock"),
}

NONE_OF = {
    "initial": gettext_noop("Keine Abschlussprovision"),
    "renewal": gettext_noop("Keine Folgeprovision"),
    "clawback": gettext_noop("Kein Storno"),
    "correction": gettext_noop("Keine Korrektur"),
    "liability_reserve": gettext_noop("Keine Stornoreserve"),
}


def month_name(month: date) -> str:
    """Write a month: "Oktober 2026"."""
    return format_date(month, format="MMMM y", locale=_locale())


def month_sign(month: date) -> str:
    """Write a month in three letters: "Okt"."""
    return format_date(month, format="MMM", locale=_locale())[:3]


def per_cent(rate: Decimal) -> str:
    """Write a rate without needless zeros: "4,5 %"."""
    return f"{format_decimal(rate, format='0.####', locale=_locale())}\u00a0%"


def signed(amount: Decimal, currency: str) -> str:
    """Write a change with its sign: "+12,00 €", "−12,00 €"."""
    return f"+{money(amount, currency)}" if amount > 0 else money(amount, currency)


def kind_name(kind: str) -> str:
    """Return the word for a kind of bookings."""
    return _(KINDS[kind])


def counted(kind: str, count: int) -> str:
    """Return how many bookings of a kind: "3 Storni", "Keine Korrektur"."""
    if count == 0:
        return _(NONE_OF[kind])
    words = {
        "initial": ngettext("%(num)s Abschlussprovision", "%(num)s Abschlussprovisionen", count),
        "renewal": ngettext("%(num)s Folgeprovision", "%(num)s Folgeprovisionen", count),
        "clawback": ngettext("%(num)s Storno", "%(num)s Storni", count),
        "correction": ngettext("%(num)s Korrektur", "%(num)s Korrekturen", count),
        "liability_reserve": ngettext("%(num)s Stornoreserve", "%(num)s Stornoreserven", count),
    }
    return words[kind] % {"num": format_decimal(count, locale=_locale())}


def _locale() -> str:
    return "en_GB" if current_language() == "en" else "de_DE"
