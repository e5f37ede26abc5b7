"""Say the German words of the files: they are documents, and stay German whatever the language of the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.money import MINUS
from partnerportal.statements.outputs.content import StatementHead
from partnerportal.ui.printing import german_amount, german_date

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

LAW = (
    "Diese Abrechnung entspricht § 87c Abs. 1 HGB; für Makler gilt daneben ihre Courtagezusage. "
    "Die Vermittlung von Versicherungen ist nach § 4 Nr. 11 UStG umsatzsteuerfrei. "
    "Einen Buchauszug (§ 87c Abs. 2 HGB) erhalten Sie im Portal unter „Abrechnungen“."
)


def german_month(month: date) -> str:
    """Return a month like "Oktober 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def german_rate(rate: Decimal) -> str:
    """Return a rate in per cent like "3,5 %", with at least one digit after the comma and none too many."""
    plain = f"{rate.normalize():f}"
    whole, _, fraction = plain.lstrip("-").partition(".")
    sign = MINUS if rate < 0 else ""
    return f"{sign}{whole},{fraction or '0'}\u00a0%"


def german_count(number: int) -> str:
    """Return a number with its thousands apart, like "1.204"."""
    return f"{number:,}".replace(",", ".")


def closing_sentence(head: StatementHead) -> str:
    """Say since when the statement is closed, and how a mistake is put right."""
    return (
        f"Abgeschlossen am {german_date(berlin_date(head.closed_at))} und seitdem unverändert. "
        "Was sich als falsch erweist, stellen wir durch eine Korrektur in einer späteren Abrechnung richtig."
    )


def difference_sentence(head: StatementHead) -> str:
    """Say what the month before came to and which way the total went; say so where there is none."""
    if head.earlier is None or head.difference is None:
        return "Dies ist die erste Abrechnung in dieser Währung; ein Vergleich zum Vormonat entfällt."
    before = (
        f"Die vorige Abrechnung ({german_month(head.earlier.month)}, {head.earlier.number}) "
        f"betrug {german_amount(head.earlier.total, head.currency)}."
    )
    if not head.difference:
        return f"{before} Der Betrag ist gleich geblieben."
    way = "höher" if head.difference > 0 else "niedriger"
    changed = german_amount(abs(head.difference), head.currency)
    return f"{before} Diese ist um {changed} {way}. So verteilt sich der Unterschied:"


def signed_amount(amount: Decimal, currency: str) -> str:
    """Return a difference with its sign, "+12,00 €" or "−12,00 €"."""
    return f"+{german_amount(amount, currency)}" if amount > 0 else german_amount(amount, currency)
