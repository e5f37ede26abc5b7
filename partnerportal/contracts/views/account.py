"""Show a contract's bank account in full, for half a minute (clause C27)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.guards import for_contracts
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts.queries import bank_account_plain
from partnerportal.contracts.views.above import Above
from partnerportal.contracts.views.partner import detail_context
from partnerportal.kernel.iban import Iban

SHOWN_SECONDS = 30


def account_view(above: Above) -> Callable[..., HttpResponseBase]:
    """Return the view that shows the contract once more, with its bank account readable.

    It answers a POST only, so the reveal is the account's latest transaction and stands in no history; its address
    opened by hand leads to the contract.
    """

    @for_contracts
    @require_http_methods(["GET", "HEAD", "POST"])
    def account(request: PortalRequest, contract_id: UUID) -> HttpResponseBase:
        context = detail_context(request, contract_id, above)
        if request.method != "POST":
            return redirect("contracts:detail", contract_id)
        revealed = bank_account_plain(viewer=request.viewer, contract_id=contract_id)
        if revealed is None:
            raise Http404
        context |= {
            "revealed": revealed,
            "revealed_iban": Iban(revealed.iban, None, None).pretty,
            "shown_seconds": SHOWN_SECONDS,
        }
        return render(request, "contracts/detail.html", context)

    return account
