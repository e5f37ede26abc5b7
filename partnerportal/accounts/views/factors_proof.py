"""Read which proof of a second factor a form brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import Form

from partnerportal.accounts.forms.factors import CodeForm, PasskeyAnswerForm, RecoveryCodeForm
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.rules.factors import FactorKind
from partnerportal.accounts.services.factors_proof import Proof
from partnerportal.accounts.views.factors_session import challenge
from partnerportal.kernel.errors import Refused

FORMS: Mapping[FactorKind, tuple[str, type[Form]]] = {
    FactorKind.TOTP: ("code", CodeForm),
    FactorKind.RECOVERY_CODES: ("recovery_code", RecoveryCodeForm),
    FactorKind.PASSKEY: ("credential", PasskeyAnswerForm),
}


@dataclass(frozen=True, slots=True)
class Given:
    """Hold the forms of a page by the name of their one field; `kind` is the one that was sent."""

    forms: dict[str, Form]
    kind: FactorKind | None
    proof: Proof | None

    def refuse(self, refused: Refused) -> None:
        """Show the refusal at the form that was sent."""
        if self.kind is not None:
            name = FORMS[self.kind][0]
            self.forms[name].add_error(name, refused.sentence)


def given_in(request: PortalRequest, purpose: str) -> Given:
    """Return the forms of the page; the one that was sent is checked and gives the proof."""
    sent = next((kind for kind, (name, _form) in FORMS.items() if name in request.POST), None)
    forms = {name: form(request.POST if kind is sent else None) for kind, (name, form) in FORMS.items()}
    if sent is None:
        return Given(forms, None, None)
    name = FORMS[sent][0]
    state = challenge(request, purpose) if sent is FactorKind.PASSKEY else None
    if not forms[name].is_valid():
        return Given(forms, sent, None)
    value = forms[name].cleaned_data[name]
    proof = Proof(sent, answer=value, state=state) if sent is FactorKind.PASSKEY else Proof(sent, text=value)
    return Given(forms, sent, proof)
