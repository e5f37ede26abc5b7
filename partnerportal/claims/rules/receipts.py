"""Judge invoices and their files before a claim is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerportal.kernel.clock import end_of_year, plus_years
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.money import Money

MOST_FILES = 60
MOST_INVOICES = 20
LIMITATION_YEARS = 3


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """Hold what the rules ask about one invoice; an empty value has not been given yet."""

    provider: str
    issued_on: date | None
    amount: Decimal | None
    currency: str
    file_count: int

    @property
    def is_complete(self) -> bool:
        """Say whether provider, day and amount are all there."""
        return bool(self.provider and self.issued_on and self.amount)


def check_issued_on(issued_on: date, *, begins_on: date, today: date) -> None:
    """Refuse a day no invoice of this contract can carry.

    Raises: Refused with invoice.in_future or invoice.before_contract.
    """
    if issued_on > today:
        raise Refused(
            "invoice.in_future",
            _("Das Rechnungsdatum liegt in der Zukunft. Bitte übernehmen Sie es von der Rechnung."),
        )
    if issued_on < begins_on:
        raise Refused(
            "invoice.before_contract",
            _("Die Rechnung ist älter als der Vertrag. Bitte prüfen Sie Datum und Vertrag."),
        )


def warnings_about(invoice: InvoiceFacts, *, ends_on: date | None, today: date) -> tuple[str, ...]:
    """Return what the partner should know before sending; none of it stops the claim.

    An invoice is often written weeks after the treatment, so one dated after the contract's end is not refused.
    Limitation is a defence the insurer may raise or not (§ 214 BGB), so it is not ours to refuse either.
    """
    found = []
    if invoice.issued_on and ends_on and invoice.issued_on > ends_on:
        found.append(
            _(
                "Die Rechnung ist nach dem Vertragsende datiert. Erstattet wird nur, was davor behandelt wurde."
            )
        )
    if invoice.issued_on and is_time_barred(invoice.issued_on, today=today):
        found.append(_("Die Rechnung ist älter als drei volle Kalenderjahre. Sie kann verjährt sein."))
    if not invoice.file_count:
        found.append(_("Zu dieser Rechnung gibt es noch keine Datei."))
    return tuple(found)


def is_time_barred(issued_on: date, *, today: date) -> bool:
    """Say whether three years have passed since the end of the invoice's year (§§ 195, 199 (1) BGB)."""
    return today > plus_years(end_of_year(issued_on), LIMITATION_YEARS)


def check_room_for_file(file_count: int) -> None:
    """Refuse one more file when the claim is full (security.md, "Uploads"). Raises: Refused."""
    if file_count >= MOST_FILES:
        raise Refused(
            "claim.too_many_files",
            _("Ein Antrag fasst 60 Dateien. Bitte stellen Sie für weitere einen neuen Antrag."),
        )


def check_room_for_invoice(invoice_count: int) -> None:
    """Refuse one more invoice when the claim is full. Raises: Refused."""
    if invoice_count >= MOST_INVOICES:
        raise Refused(
            "claim.too_many_invoices",
            _("Ein Antrag fasst 20 Rechnungen. Bitte stellen Sie für weitere einen neuen Antrag."),
        )


def check_receipts(invoices: Sequence[InvoiceFacts], *, begins_on: date, today: date) -> None:
    """Refuse receipts that cannot be sent: one complete invoice and one file are the least.

    Raises: Refused with claim.invoice_missing, claim.invoice_incomplete, claim.file_missing, claim.too_many_files,
    invoice.in_future or invoice.before_contract.
    """
    if not invoices:
        raise Refused("claim.invoice_missing", _("Bitte geben Sie mindestens eine Rechnung an."))
    for invoice in invoices:
        if not invoice.is_complete or invoice.issued_on is None:
            raise Refused(
                "claim.invoice_incomplete",
                _("Eine Rechnung ist unvollständig. Bitte ergänzen Sie Rechnungssteller, Datum und Betrag."),
            )
        check_issued_on(invoice.issued_on, begins_on=begins_on, today=today)
    check_files(sum(invoice.file_count for invoice in invoices))


def check_files(file_count: int) -> None:
    """Refuse a claim without a file or with too many. Raises: Refused."""
    if not file_count:
        raise Refused(
            "claim.file_missing", _("Es fehlt noch ein Beleg. Bitte fügen Sie mindestens eine Datei hinzu.")
        )
    if file_count > MOST_FILES:
        check_room_for_file(file_count)


def are_ready(invoices: Sequence[InvoiceFacts], *, begins_on: date, today: date) -> bool:
    """Say whether the receipts could be sent as they are."""
    try:
        check_receipts(invoices, begins_on=begins_on, today=today)
    except Refused:
        return False
    return True


def totals(invoices: Sequence[InvoiceFacts]) -> list[Money]:
    """Return the sum of each currency, in the order in which they first appear; currencies are never mixed."""
    sums: dict[str, Money] = {}
    for invoice in invoices:
        if invoice.amount is not None:
            money = Money(invoice.amount, invoice.currency)
            sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return list(sums.values())
