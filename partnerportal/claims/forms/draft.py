"""Parse the five steps of a claim. What is wrong gets a sentence; what was typed stays in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.claims.forms.dates import read_day
from partnerportal.claims.queries.drafts import DraftInvoice
from partnerportal.claims.rules.receipts import check_issued_on
from partnerportal.claims.services.drafts import InvoiceInput, field_prefix
from partnerportal.claims.services.payees import NewAccount
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import Iban, parse_iban
from partnerportal.kernel.money import CURRENCIES, currency_of, parse_amount

LONGEST_TYPED = 200
Typed = Mapping[str, str]


class StepForm(forms.Form):
    """Give every step the same way to tell its errors to the page."""

    # A field made of several inputs carries its error at the first of them.
    anchors: ClassVar[dict[str, str]] = {}

    @property
    def problems(self) -> dict[str, str]:
        """Return the first sentence of each wrong field, under the name the page draws it with."""
        return {self.anchors.get(name, name): str(errors[0]) for name, errors in self.errors.items()}

    def summary(self) -> list[tuple[str, str]]:
        """Return (anchor, sentence) of each wrong field, for the summary on top of the page."""
        return [(f"id_{self.add_prefix(name)}", sentence) for name, sentence in self.problems.items()]

    def shown(self, name: str) -> str:
        """Return a field's text as typed, or as saved."""
        value = self[name].value()
        return "" if value is None else str(value)

    def refuse(self, name: str, refused: Refused) -> None:
        """Note a rule's "no" at a field."""
        self.add_error(name, _(refused.sentence))


class ContractForm(StepForm):
    """Choose the contract by its opaque id."""

    technical: ClassVar = {"contract": "Verweis auf den Vertrag, nur die Kennung"}
    contract = forms.UUIDField(
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie einen Vertrag aus."),
            "invalid": gettext_lazy("Bitte wählen Sie einen Vertrag aus der Liste."),
        }
    )


class PersonForm(StepForm):
    """Choose the insured person by the opaque id."""

    catalogue: ClassVar = {"person": "claims.Claim.insured_person"}
    person = forms.UUIDField(
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie die versicherte Person aus."),
            "invalid": gettext_lazy("Bitte wählen Sie eine Person aus der Liste."),
        }
    )


class ConsentForm(StepForm):
    """Record consent and release from secrecy: two statements, two boxes, neither ticked beforehand (C74)."""

    catalogue: ClassVar = {
        "health_consent": "contracts.Consent.kind",
        "release_from_secrecy": "contracts.Consent.kind",
        "obtained_how": "contracts.Consent.obtained_how",
        "given_on_day": "contracts.Consent.given_on",
        "given_on_month": "contracts.Consent.given_on",
        "given_on_year": "contracts.Consent.given_on",
    }
    anchors: ClassVar = {"given_on_day": "given_on"}
    WAYS: ClassVar = [
        ("paper", gettext_lazy("Unterschrieben auf Papier")),
        ("signed_file", gettext_lazy("Unterschrieben als Datei")),
        ("in_person", gettext_lazy("Im persönlichen Gespräch")),
        ("guardian", gettext_lazy("Durch die gesetzliche Vertretung")),
    ]

    health_consent = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Ohne die Einwilligung dürfen wir keine Gesundheitsdaten annehmen. Bitte holen Sie sie ein."
            )
        }
    )
    release_from_secrecy = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Ohne die Schweigepflichtentbindung dürfen wir nicht nachfragen. Bitte holen Sie sie ein."
            )
        }
    )
    obtained_how = forms.ChoiceField(
        choices=WAYS,
        error_messages={"required": gettext_lazy("Bitte sagen Sie, wie die Erklärung vorliegt.")},
    )
    given_on_day = forms.CharField(required=False, max_length=2)
    given_on_month = forms.CharField(required=False, max_length=2)
    given_on_year = forms.CharField(required=False, max_length=4)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Read the day; it cannot lie ahead."""
        data = self.cleaned_data
        try:
            given_on = read_day(*(data.get(f"given_on_{part}", "") for part in ("day", "month", "year")))
        except Refused as refused:
            self.refuse("given_on_day", refused)
            return data
        if given_on > self.today:
            self.add_error(
                "given_on_day",
                _("Dieser Tag liegt in der Zukunft. Bitte geben Sie den Tag der Unterschrift ein."),
            )
        return {**data, "given_on": given_on}


class InvoiceForm(StepForm):
    """Parse one invoice; its fields carry the invoice's id, so several stand in one page."""

    catalogue: ClassVar = {
        "provider": "claims.Invoice.provider",
        "issued_on_day": "claims.Invoice.issued_on",
        "issued_on_month": "claims.Invoice.issued_on",
        "issued_on_year": "claims.Invoice.issued_on",
        "amount": "claims.Invoice.amount",
        "amount_currency": "claims.Invoice.currency",
    }
    anchors: ClassVar = {"issued_on_day": "issued_on", "amount_currency": "amount"}

    provider = forms.CharField(
        max_length=120,
        error_messages={
            "required": gettext_lazy("Bitte geben Sie den Rechnungssteller ein, zum Beispiel die Praxis."),
            "max_length": gettext_lazy("Bitte kürzen Sie den Namen auf 120 Zeichen."),
        },
    )
    issued_on_day = forms.CharField(required=False, max_length=2)
    issued_on_month = forms.CharField(required=False, max_length=2)
    issued_on_year = forms.CharField(required=False, max_length=4)
    amount = forms.CharField(required=False, max_length=LONGEST_TYPED)
    amount_currency = forms.ChoiceField(choices=[(code, code) for code in CURRENCIES])

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        invoice: DraftInvoice,
        typed: Typed,
        begins_on: date,
        today: date,
    ) -> None:
        prefix = field_prefix(invoice.id)
        kept = {
            name.removeprefix(f"{prefix}-"): text for name, text in typed.items() if name.startswith(prefix)
        }
        super().__init__(data, prefix=prefix, initial={**_saved(invoice), **kept})
        self.invoice, self.begins_on, self.today = invoice, begins_on, today

    def clean(self) -> dict[str, Any]:
        """Read day and amount by the kernel's and the claim's rules."""
        data = dict(self.cleaned_data)
        try:
            data["issued_on"] = read_day(
                *(data.get(f"issued_on_{part}", "") for part in ("day", "month", "year"))
            )
            check_issued_on(data["issued_on"], begins_on=self.begins_on, today=self.today)
        except Refused as refused:
            self.refuse("issued_on_day", refused)
        try:
            data["amount"] = parse_amount(data.get("amount", ""), data.get("amount_currency", "EUR"))
        except Refused as refused:
            self.refuse("amount", refused)
        return data

    def value(self) -> InvoiceInput:
        """Return the invoice; call it on a valid form."""
        data = self.cleaned_data
        return InvoiceInput(
            id=self.invoice.id,
            provider=data["provider"],
            issued_on=data["issued_on"],
            amount=data["amount"],
            currency=data["amount_currency"],
        )

    def says_what_is_saved(self) -> bool:
        """Say whether a valid form holds nothing new."""
        saved = self.invoice
        kept = (saved.provider, saved.issued_on, saved.amount, saved.currency)
        return self.is_valid() and kept == self._read()

    def _read(self) -> tuple[Any, ...]:
        data = self.cleaned_data
        return data["provider"], data["issued_on"], data["amount"], data["amount_currency"]


class BankForm(StepForm):
    """Choose the contract's account, the one chosen earlier, or type another."""

    technical: ClassVar = {"choice": "Auswahl zwischen den Konten, gespeichert wird nur das Konto"}
    catalogue: ClassVar = {"holder": "claims.Payee.holder", "iban": "claims.Payee.iban"}

    choice = forms.ChoiceField(
        error_messages={"required": gettext_lazy("Bitte wählen Sie, auf welches Konto wir zahlen.")}
    )
    holder = forms.CharField(required=False, max_length=70)
    iban = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(name, name) for name in choices]  # type: ignore[attr-defined]
        self.known: Iban | None = None

    def clean(self) -> dict[str, Any]:
        """Check holder and IBAN when another account is wanted."""
        data = self.cleaned_data
        if data.get("choice") != "other":
            return data
        if not data.get("holder"):
            self.add_error("holder", _("Bitte geben Sie ein, auf wessen Namen das Konto läuft."))
        try:
            self.known = parse_iban(data.get("iban", ""))
        except Refused as refused:
            self.refuse("iban", refused)
        return data

    def value(self) -> NewAccount | None:
        """Return the other account, None for the contract's; call it on a valid form."""
        return NewAccount(self.cleaned_data["holder"], self.known) if self.known else None


def typed_in(posted: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    """Return what was typed in the named fields, as it is, each cut at 200 characters."""
    return {name: str(posted[name])[:LONGEST_TYPED] for name in names if name in posted}


def _saved(invoice: DraftInvoice) -> dict[str, str]:
    """Return the saved invoice as a person would type it."""
    day, amount = invoice.issued_on, invoice.amount
    unit = currency_of(invoice.currency).smallest_unit
    return {
        "provider": invoice.provider,
        "issued_on_day": str(day.day) if day else "",
        "issued_on_month": str(day.month) if day else "",
        "issued_on_year": str(day.year) if day else "",
        "amount": f"{amount.quantize(unit):f}".replace(".", ",") if amount is not None else "",
        "amount_currency": invoice.currency,
    }
