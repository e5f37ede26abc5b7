"""Look a case over before a person decides: hints for the clerk, never a decision (Art. 22 DSGVO)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnerportal.claims.rules.receipts import InvoiceFacts, is_time_barred
from partnerportal.kernel.errors import marked_for_translation as _


@dataclass(frozen=True, slots=True)
class Check:
    """Say what was looked at; `invoice` is its position from 1, `number` the claim to compare with."""

    code: str
    is_fine: bool
    sentence: str
    invoice: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Hold the first and the last insured day of the contract; the last is None while none is agreed."""

    begins_on: date
    ends_on: date | None


def checks_of(
    invoices: Sequence[InvoiceFacts],
    term: Term,
    *,
    submitted_on: date,
    twins: Mapping[int, str],
    has_consents: bool,
    pays_contract_account: bool,
) -> list[Check]:
    """Return what stands out first, then what is in order.

    `twins` names, by position, another claim with an invoice of the same day and amount.
    """
    found = [_about_consents(has_consents=has_consents), _about_account(is_known=pays_contract_account)]
    for position, invoice in enumerate(invoices, start=1):
        found += _about_term(position, invoice, term)
        found += _about_invoice(position, invoice, submitted_on)
    found += _about_twins(invoices, twins)
    found += _in_order(found)
    return sorted(found, key=lambda check: check.is_fine)


def _about_consents(*, has_consents: bool) -> Check:
    if has_consents:
        return Check("consents", True, _("Einwilligung und Schweigepflichtentbindung liegen vor."))
    return Check(
        "consents",
        False,
        _("Die Einwilligung wurde widerrufen. Bitte fragen Sie den Datenschutz, bevor Sie weiterarbeiten."),
    )


def _about_account(*, is_known: bool) -> Check:
    if is_known:
        return Check("account", True, _("Die Auszahlung geht auf das Konto aus dem Vertrag."))
    return Check("account", False, _("Die Auszahlung geht auf ein anderes Konto als im Vertrag."))


def _about_term(position: int, invoice: InvoiceFacts, term: Term) -> list[Check]:
    """An invoice is often written weeks after the treatment: only its receipt shows whether that was insured."""
    if invoice.issued_on is None:
        return []
    if invoice.issued_on < term.begins_on:
        return [Check("term", False, _("Das Rechnungsdatum liegt vor dem Vertragsbeginn."), position)]
    if term.ends_on is not None and invoice.issued_on > term.ends_on:
        sentence = _("Das Rechnungsdatum liegt nach dem Vertragsende. Bitte prüfen Sie den Behandlungstag.")
        return [Check("term", False, sentence, position)]
    return []


def _about_invoice(position: int, invoice: InvoiceFacts, submitted_on: date) -> list[Check]:
    found = []
    if invoice.issued_on and is_time_barred(invoice.issued_on, today=submitted_on):
        found.append(
            Check("barred", False, _("Der Anspruch kann verjährt sein (§§\u00a0195, 199 BGB)."), position)
        )
    if not invoice.file_count:
        found.append(Check("file", False, _("Zu dieser Rechnung fehlt ein Beleg."), position))
    return found


def _about_twins(invoices: Sequence[InvoiceFacts], twins: Mapping[int, str]) -> list[Check]:
    found = [
        Check(
            "twin",
            False,
            _("Gleicher Tag und gleicher Betrag wie in einem anderen Antrag:"),
            position,
            number,
        )
        for position, number in sorted(twins.items())
    ]
    seen: set[tuple[object, ...]] = set()
    for position, invoice in enumerate(invoices, start=1):
        looks = (invoice.issued_on, invoice.amount, invoice.currency)
        if looks in seen:
            sentence = _("Gleicher Tag und gleicher Betrag wie eine Rechnung weiter oben.")
            found.append(Check("twin", False, sentence, position))
        seen.add(looks)
    return found


def _in_order(found: Sequence[Check]) -> list[Check]:
    codes = {check.code for check in found if not check.is_fine}
    fine = {
        "term": _("Alle Rechnungen sind in der Vertragszeit datiert."),
        "twin": _("Kein anderer Antrag dieses Vertrags hat gleichen Tag und Betrag."),
    }
    return [Check(code, True, sentence) for code, sentence in fine.items() if code not in codes]
