"""Name every transaction an account can trigger, by the route that triggers it: a closed list (clause C48)."""

from __future__ import annotations

from django.http import HttpRequest

TRANSACTIONS: dict[str, str] = {
    "accounts:language": "account.language.chosen",
    "accounts:appearance": "account.appearance.chosen",
    "accounts:reauthenticate": "account.confirmed",
    "accounts:factor_totp": "account.factor.added",
    "accounts:factor_passkey": "account.factor.added",
    "accounts:factor_remove": "account.factor.removed",
    "accounts:factor_codes": "account.codes.renewed",
    "accounts:recovery_agree": "account.recovery.agreed",
    "accounts:recovery_refuse": "account.recovery.refused",
    "accounts:recovery_call_off": "account.recovery.ended",
    "accounts:account_details": "account.details.wished",
    "accounts:account_details_withdraw": "account.details.withdrawn",
    "accounts:account_email": "account.email.wished",
    "accounts:account_email_withdraw": "account.email.withdrawn",
    "accounts:password_change": "account.password.changed",
    "accounts:session_end": "account.session.ended",
    "accounts:sessions_end_others": "account.session.ended",
    "accounts:service_on": "account.service.on",
    "accounts:service_off": "account.service.off",
    "accounts:token_new": "account.token.created",
    "accounts:token_revoke": "account.token.revoked",
    "accounts:terms_accept": "account.terms.accepted",
    "accounts:team_invite": "account.invited",
    "accounts:person_invite": "account.invited",
    "accounts:partner_invite": "account.invited",
    "accounts:invitation_resend": "account.invited",
    "accounts:invitation_withdraw": "account.invitation.withdrawn",
    "accounts:account_rights": "account.rights.changed",
    "accounts:account_role": "account.role.changed",
    "accounts:account_block": "account.blocked",
    "accounts:account_unblock": "account.unblocked",
    "accounts:account_password_link": "account.password.linked",
    "accounts:details_decide": "account.details.decided",
    "accounts:people": "account.searched",
    "accounts:partners": "partner.searched",
    "accounts:partner_new": "partner.added",
    "accounts:partner_edit": "partner.changed",
    "accounts:partner_end": "partner.ended",
    "accounts:partner_block": "partner.blocked",
    "accounts:partner_unblock": "partner.unblocked",
    "removal:other": "account.removed",
    "routing:department_new": "department.added",
    "routing:department_edit": "department.changed",
    "routing:department_invite": "account.invited",
    "routing:department_admit": "account.role.changed",
    "accounts:registration_approve": "account.registration.approved",
    "accounts:registration_ask": "account.registration.asked",
    "accounts:registration_refuse": "account.registration.refused",
    "accounts:registration_link": "account.link.sent",
    "accounts:team_registration": "account.registration.approved",
    "accounts:team_registration_refuse": "account.registration.refused",
    "accounts:team_registration_link": "account.link.sent",
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
    "contracts:export": "contract.list.exported",
    "contracts:account": "contract.account.revealed",
    "contracts:change": "contract.change.drafted",
    "contracts:change_send": "contract.change.requested",
    "contracts:change_withdraw": "contract.change.withdrawn",
    "contracts:change_check": "contract.change.checked",
    "contracts:change_carry_over": "contract.change.done",
    "contracts:change_refuse": "contract.change.refused",
    "contracts:restrict": "contract.restricted",
    "contracts:restriction_lift": "contract.released",
    "api:contract_search": "contract.searched",
    "api:changes": "contract.change.requested",
    "api:claims": "claim.submitted",
    "api:acknowledgement": "document.acknowledged",
    "exchange:deliveries": "contract.import.started",
    "exchange:upload": "contract.import.started",
    "exchange:run_confirm": "contract.import.confirmed",
    "exchange:run_discard": "contract.import.discarded",
    "exchange:run_restart": "contract.import.restarted",
    "exchange:parked_take": "contract.import.started",
    "exchange:conflict_keep": "contract.conflict.decided",
    "exchange:conflict_take": "contract.conflict.decided",
    "messages:close": "thread.closed",
    "messages:thread": "thread.answered",
    "statements:ask": "thread.opened",
    "statements:close": "statement.closed",
    "statements:correct": "statement.corrected",
    "statements:download": "statement.exported",
    "statements:book_extract": "statement.extracted",
    "exchange:statement_gdv": "statement.exported",
    "journal:log": "journal.reading.opened",
    "journal:filter": "journal.reading.opened",
    "desk:take": "claim.taken",
    "desk:ask": "claim.question.asked",
    "desk:withdraw": "claim.question.withdrawn",
    "desk:decide": "claim.invoice.decided",
    "desk:close": "claim.closed",
}
# Not a processing transaction: it changes nothing but the session itself, or a link from a mail stands behind it and
# not the account that happens to be signed in.
NO_TRANSACTION = frozenset(
    {
        "accounts:session_extend",
        "account_logout",
        "account_login",
        "accounts:demo_sign_in",
        "accounts:registration_person",
        "accounts:registration_firm",
        "accounts:registration_terms",
        "accounts:registration_review",
        "accounts:registration_discard",
        "accounts:registration_confirm",
        "accounts:registration_answer",
        "accounts:registration_outcome",
        "accounts:invitation",
        "removal:own",
        "accounts:password_forgotten",
        "accounts:password_set",
        "accounts:unlock",
        "accounts:email_confirm",
        "accounts:passkey_sign_in",
        "accounts:factor_lost",
        "mfa_authenticate",
    }
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
