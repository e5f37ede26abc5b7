"""Name every transaction an account can trigger, by the route that triggers it: a closed list (clause C48)."""

from __future__ import annotations

from django.http import HttpRequest

TRANSACTIONS: dict[str, str] = {
    "accounts:language": "account.language.chosen",
    "accounts:appearance": "account.appearance.chosen",
    "accounts:terms_accept": "account.terms.accepted",
    "claims:new": "claim.draft.begun",
    "claims:new_search": "contract.searched",
    "claims:step_contract": "claim.draft.saved",
    "claims:step_contract_search": "contract.searched",
    "claims:step_person": "claim.draft.saved",
    "claims:step_consent": "claim.consent.recorded",
    "claims:step_receipts": "claim.draft.saved",
    "claims:step_bank": "claim.draft.saved",
    "claims:step_review": "claim.submitted",
    "claims:invoice_add": "claim.draft.saved",
    "claims:invoice_remove": "claim.draft.saved",
    "claims:upload": "claim.document.added",
    "claims:attachment_remove": "claim.document.removed",
    "claims:autosave": "claim.draft.saved",
    "claims:draft_delete": "claim.draft.deleted",
    "claims:drafts_delete_all": "claim.draft.deleted",
    "claims:answer": "claim.question.answered",
    "claims:answer_upload": "claim.document.added",
    "claims:answer_attachment_remove": "claim.document.removed",
    "contracts:search": "contract.searched",
    "journal:log": "journal.reading.opened",
    "journal:filter": "journal.reading.opened",
    "desk:take": "claim.taken",
    "desk:ask": "claim.question.asked",
    "desk:withdraw": "claim.question.withdrawn",
    "desk:decide": "claim.invoice.decided",
    "desk:close": "claim.closed",
}
# Not a processing transaction: it changes nothing but the end of the session itself.
NO_TRANSACTION = frozenset(
    {"accounts:session_extend", "account_logout", "account_login", "accounts:demo_sign_in"}
)


class UndeclaredTransaction(LookupError):  # noqa: N818 - reads as the finding it is
    """A changing route is missing from partnerportal/journal/transactions.py."""


def transaction_of(request: HttpRequest) -> tuple[str | None, str]:
    """Return the kind and the object (claim number or opaque id from the address) of a changing request.

    Raises: UndeclaredTransaction for a route that is in neither list.
    """
    match = request.resolver_match
    route = match.view_name if match else ""
    if not match or route in NO_TRANSACTION:
        return None, ""
    if route not in TRANSACTIONS:
        raise UndeclaredTransaction(route)
    return TRANSACTIONS[route], str(next(iter(match.kwargs.values()), ""))
