"""What each address answers to whom: one row for each route. A route without a row fails the matrix.

`guests` are let in by the guard. A guest who names a thing of its own gets `get` or `post`; one who names
anything else gets 404. Everybody else gets 403, a stranger is sent to the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

THIS_FILE = "tests/architecture/matrix_table.py"
NOT_ALLOWED = 405

ACCOUNTS = frozenset(
    {"lindner", "voss", "novice", "petersen", "clerk", "contract_clerk", "officer", "administrator"}
)
EVERYBODY = ACCOUNTS | {"stranger"}
PARTNERS = frozenset({"lindner", "voss", "novice", "petersen"})
WITH_RIGHT = PARTNERS - {"novice"}
CLERKS = frozenset({"clerk", "contract_clerk"})
CONTRACT_CLERK = frozenset({"contract_clerk"})
OWNERS = frozenset({"lindner", "petersen"})
ADMINISTRATORS = frozenset({"administrator"})
LEADERS = OWNERS | ADMINISTRATORS
# Who sees statements: owners always, staff with the right, the department that settles them.
SETTLED = OWNERS | CONTRACT_CLERK

Body = dict[str, object]


def no_receipt() -> Body:
    """Return an upload that inspection refuses at once."""
    return {"datei": SimpleUploadedFile("Notiz.txt", b"kein Beleg")}


@dataclass(frozen=True)
class Row:
    """Say who is let in, and what a guest gets for a GET and for an (almost) empty POST.

    `to_stranger` is what a public address answers to somebody not signed in, where that differs; `post_to_stranger`
    is what it answers to a form of theirs.
    `looks_at_get` is False where a GET is answered without looking at the thing named (a redirect to its page).
    """

    guests: frozenset[str]
    get: int = NOT_ALLOWED
    post: int = NOT_ALLOWED
    to_stranger: int | None = None
    post_to_stranger: int | None = None
    body: Callable[[], Body] = field(default=dict)
    looks_at_get: bool = True

    def expected(self, method: str, member: str) -> int:
        """Return the status a guest gets for a thing of its own."""
        if member == "stranger" and method == "post" and self.post_to_stranger is not None:
            return self.post_to_stranger
        if member == "stranger" and self.to_stranger is not None:
            return self.to_stranger
        return self.get if method == "get" else self.post

    def looks(self, method: str) -> bool:
        """Say whether the answer depends on the thing named in the address."""
        status = self.get if method == "get" else self.post
        return status != NOT_ALLOWED and (method == "post" or self.looks_at_get)


def of_draft(**answers: int) -> Row:
    """Return the row of an address about a draft."""
    return Row(WITH_RIGHT, **answers)  # type: ignore[arg-type]


def action_on_case(post: int) -> Row:
    """Return the row of a button at a case; its address opened by hand leads to the case."""
    return Row(CLERKS, get=302, post=post, looks_at_get=False)


def action_on_change(post: int) -> Row:
    """Return the row of a button at a request for a change; its address opened by hand leads to the request."""
    return Row(CONTRACT_CLERK, get=302, post=post, looks_at_get=False)


def decision(post: int) -> Row:
    """Return the row of a button at a registration; its address opened by hand leads to the registration."""
    return Row(frozenset({"administrator"}), get=302, post=post, looks_at_get=False)


# Who has an account does not register: sent home.
REGISTRATION_STEP = Row(EVERYBODY, get=302, post=302, to_stranger=200, post_to_stranger=422)

MATRIX: dict[str, Row] = {
    "api:explained": Row(PARTNERS, get=200),
    "api:openapi": Row(EVERYBODY, get=200),
    "home": Row(EVERYBODY, get=302),
    "healthz": Row(EVERYBODY, get=200),
    "readyz": Row(EVERYBODY, get=200),
    "metrics": Row(EVERYBODY, get=200),
    "account_login": Row(EVERYBODY, get=302, post=302, to_stranger=200),
    "account_logout": Row(EVERYBODY, get=302, post=302),
    "accounts:password_forgotten": Row(EVERYBODY, get=200, post=422),
    "accounts:password_forgotten_sent": Row(EVERYBODY, get=200),
    "accounts:password_set": Row(EVERYBODY, get=200, post=422),
    "accounts:unlock": Row(EVERYBODY, get=200, post=302),
    "accounts:session_ended": Row(EVERYBODY, get=200),
    "accounts:session_state": Row(EVERYBODY, get=200),
    "accounts:session_extend": Row(ACCOUNTS, post=302),
    "accounts:language": Row(EVERYBODY, post=302),
    "accounts:appearance": Row(ACCOUNTS, post=302),
    "mfa_authenticate": Row(EVERYBODY, get=302, post=302),
    "accounts:factor_lost": Row(EVERYBODY, get=302, post=302),
    "accounts:passkey_sign_in": Row(EVERYBODY, get=302, post=302, to_stranger=200, post_to_stranger=422),
    "accounts:reauthenticate": Row(ACCOUNTS, get=200, post=200),
    "accounts:factor_setup": Row(ACCOUNTS, get=200),
    "accounts:factor_totp": Row(ACCOUNTS, get=200, post=422),
    "accounts:factor_passkey": Row(ACCOUNTS, get=200, post=422),
    "accounts:factor_remove": Row(ACCOUNTS, get=200, post=302),
    "accounts:factor_codes": Row(ACCOUNTS, get=200, post=200),
    "accounts:recoveries": Row(frozenset({"lindner", "petersen", "administrator"}), get=200),
    "accounts:recovery_agree": Row(frozenset({"lindner", "petersen", "administrator"}), post=302),
    "accounts:recovery_refuse": Row(frozenset({"lindner", "petersen", "administrator"}), post=302),
    "accounts:recovery_call_off": Row(ACCOUNTS, post=302),
    "accounts:account": Row(ACCOUNTS, get=200),
    "accounts:account_details": Row(ACCOUNTS, get=200, post=422),
    "accounts:account_details_withdraw": Row(ACCOUNTS, post=302),
    "accounts:account_email": Row(ACCOUNTS, get=200, post=422),
    "accounts:account_email_withdraw": Row(ACCOUNTS, post=302),
    "accounts:email_confirm": Row(EVERYBODY, get=200, post=409),
    "accounts:security": Row(ACCOUNTS, get=200),
    "accounts:password_change": Row(ACCOUNTS, get=200, post=422),
    "accounts:session_end": Row(ACCOUNTS, post=302),
    "accounts:sessions_end_others": Row(ACCOUNTS, post=302),
    "accounts:own_log": Row(ACCOUNTS, get=200),
    "accounts:own_log_csv": Row(PARTNERS, get=403),
    "accounts:services": Row(PARTNERS, get=200),
    "accounts:service_on": Row(PARTNERS, post=302),
    "accounts:service_off": Row(PARTNERS, post=302),
    "accounts:tokens": Row(PARTNERS, get=200),
    "accounts:token_new": Row(PARTNERS, get=403, post=403),
    "accounts:token_revoke": Row(PARTNERS, post=302),
    "accounts:terms_accept": Row(ACCOUNTS, get=302, post=302),
    "accounts:team": Row(OWNERS, get=200),
    "accounts:team_invite": Row(OWNERS, get=200, post=422),
    "accounts:team_member": Row(OWNERS, get=200),
    "accounts:invitation": Row(EVERYBODY, get=200, post=422),
    "accounts:invitation_done": Row(EVERYBODY, get=200),
    "accounts:invitation_resend": Row(LEADERS, post=302),
    "accounts:invitation_withdraw": Row(LEADERS, post=302),
    "accounts:account_rights": Row(LEADERS, post=302),
    "accounts:account_role": Row(LEADERS, post=302, body=lambda: {"role": "staff"}),
    "accounts:account_block": Row(LEADERS, post=302),
    "accounts:account_unblock": Row(LEADERS, post=302),
    "accounts:account_password_link": Row(LEADERS, post=302),
    "accounts:administration": Row(ADMINISTRATORS, get=200),
    "accounts:people": Row(ADMINISTRATORS, get=200, post=200),
    "accounts:person": Row(ADMINISTRATORS, get=200),
    "accounts:person_invite": Row(ADMINISTRATORS, get=200, post=422),
    "accounts:details_changes": Row(ADMINISTRATORS, get=200),
    "accounts:details_decide": Row(ADMINISTRATORS, post=302),
    "accounts:partners": Row(ADMINISTRATORS, get=200, post=200),
    "accounts:partner": Row(ADMINISTRATORS, get=200),
    "accounts:partner_new": Row(ADMINISTRATORS, get=200, post=422),
    "accounts:partner_edit": Row(ADMINISTRATORS, get=200, post=422),
    "accounts:partner_end": Row(ADMINISTRATORS, get=200, post=302),
    "accounts:partner_block": Row(ADMINISTRATORS, post=302),
    "accounts:partner_unblock": Row(ADMINISTRATORS, post=302),
    "accounts:partner_invite": Row(ADMINISTRATORS, get=200, post=422),
    "removal:own": Row(ACCOUNTS, get=200, post=302),
    "removal:done": Row(EVERYBODY, get=200),
    "removal:other": Row(LEADERS, get=200, post=302),
    "routing:departments": Row(ADMINISTRATORS, get=200),
    "routing:department_new": Row(ADMINISTRATORS, get=200, post=422),
    "routing:department": Row(ADMINISTRATORS, get=200),
    "routing:department_edit": Row(ADMINISTRATORS, get=200, post=422),
    "routing:department_invite": Row(ADMINISTRATORS, get=200, post=422),
    "routing:department_admit": Row(ADMINISTRATORS, post=422),
    "accounts:registration": Row(EVERYBODY, get=302, to_stranger=200, post_to_stranger=405),
    "accounts:registration_person": REGISTRATION_STEP,
    "accounts:registration_firm": REGISTRATION_STEP,
    "accounts:registration_terms": REGISTRATION_STEP,
    "accounts:registration_review": Row(EVERYBODY, get=302, post=302),
    "accounts:registration_received": Row(EVERYBODY, get=302, to_stranger=200, post_to_stranger=405),
    "accounts:registration_discard": Row(EVERYBODY, post=302),
    "accounts:registration_confirm": Row(EVERYBODY, get=200, post=200),
    "accounts:registration_answer": Row(EVERYBODY, get=200, post=422),
    "accounts:registration_outcome": Row(EVERYBODY, get=200, post=200),
    "accounts:registrations": Row(frozenset({"administrator"}), get=200),
    "accounts:registration_case": Row(frozenset({"administrator"}), get=200),
    "accounts:registration_approve": decision(post=422),
    "accounts:registration_ask": decision(post=422),
    "accounts:registration_refuse": decision(post=422),
    "accounts:registration_link": decision(post=409),
    "accounts:team_registrations": Row(frozenset({"lindner", "petersen"}), get=200),
    "accounts:team_registration": Row(frozenset({"lindner", "petersen"}), get=200, post=302),
    "accounts:team_registration_refuse": Row(frozenset({"lindner", "petersen"}), post=422),
    "accounts:team_registration_link": Row(frozenset({"lindner", "petersen"}), post=409),
    "contracts:list": Row(WITH_RIGHT | CONTRACT_CLERK, get=200),
    "contracts:search": Row(WITH_RIGHT | CONTRACT_CLERK, get=302, post=200),
    "contracts:detail": Row(WITH_RIGHT | CONTRACT_CLERK, get=200),
    "contracts:export": Row(WITH_RIGHT, get=302, post=302),
    "contracts:account": Row(WITH_RIGHT, get=302, post=200),
    "contracts:restrict": action_on_change(post=422),
    "contracts:restriction_lift": Row(CONTRACT_CLERK, post=302),
    "contracts:change_choose": Row(WITH_RIGHT, get=200),
    "contracts:change": Row(WITH_RIGHT, get=200, post=422),
    "contracts:change_send": Row(WITH_RIGHT, get=302, post=422, looks_at_get=False),
    "contracts:change_sent": Row(WITH_RIGHT, get=200),
    "contracts:change_withdraw": Row(WITH_RIGHT, post=302),
    "contracts:changes": Row(CONTRACT_CLERK, get=200),
    "contracts:change_request": Row(WITH_RIGHT | CONTRACT_CLERK, get=200),
    "contracts:change_check": action_on_change(post=302),
    "contracts:change_carry_over": action_on_change(post=409),
    "contracts:change_refuse": action_on_change(post=422),
    "claims:overview": Row(PARTNERS, get=200),
    "claims:list": Row(WITH_RIGHT, get=200),
    "claims:new": Row(WITH_RIGHT, get=200, post=422),
    "claims:new_search": Row(WITH_RIGHT, post=200),
    "claims:drafts": Row(WITH_RIGHT, get=200),
    "claims:drafts_delete_all": Row(WITH_RIGHT, get=200, post=302),
    "claims:step_contract": of_draft(get=200, post=422),
    "claims:step_contract_search": of_draft(get=200, post=200),
    "claims:step_person": of_draft(get=200, post=422),
    "claims:step_consent": of_draft(get=302, post=302),
    "claims:step_receipts": of_draft(get=200, post=200),
    "claims:step_bank": of_draft(get=200, post=200),
    "claims:step_review": of_draft(get=200, post=302),
    "claims:autosave": of_draft(post=200),
    "claims:draft_delete": of_draft(get=200, post=302),
    "claims:invoice_add": of_draft(get=302, post=302),
    "claims:invoice_remove": of_draft(post=302),
    "claims:upload": Row(WITH_RIGHT, post=422, body=no_receipt),
    "claims:attachment_remove": of_draft(post=302),
    "claims:confirmation": Row(WITH_RIGHT, get=200),
    "claims:detail": Row(WITH_RIGHT, get=200),
    "claims:receipt": Row(WITH_RIGHT, get=200),
    "claims:answer": Row(WITH_RIGHT, get=200, post=422, body=lambda: {"upload": ""}),
    "claims:answer_upload": Row(WITH_RIGHT, post=422, body=no_receipt),
    "claims:answer_attachment_remove": Row(WITH_RIGHT, post=302),
    "desk:inbox": Row(CLERKS, get=200),
    "desk:cases": Row(CLERKS, get=200),
    "desk:case": Row(CLERKS, get=200),
    "desk:take": action_on_case(post=302),
    "desk:ask": action_on_case(post=422),
    "desk:withdraw": action_on_case(post=302),
    "desk:decide": action_on_case(post=422),
    "desk:close": action_on_case(post=409),
    "messages:list": Row(SETTLED, get=200),
    "messages:thread": Row(SETTLED, get=200, post=422),
    "messages:close": Row(SETTLED, post=302),
    "statements:list": Row(SETTLED, get=200),
    "statements:statement": Row(SETTLED, get=200),
    "statements:line": Row(SETTLED, get=200),
    "statements:ask": Row(OWNERS, get=200, post=422),
    "statements:correct": Row(CONTRACT_CLERK, get=200, post=422),
    "statements:close": Row(CONTRACT_CLERK, get=200, post=409),
    "documents:download": Row(PARTNERS | CLERKS, get=200),
    "documents:page": Row(PARTNERS | CLERKS, get=200),
    "exchange:deliveries": Row(ADMINISTRATORS, get=200, post=422),
    "exchange:upload": Row(ADMINISTRATORS, post=422),
    "exchange:run": Row(ADMINISTRATORS, get=200),
    "exchange:run_state": Row(ADMINISTRATORS, get=204),
    "exchange:run_confirm": Row(ADMINISTRATORS, post=302),
    "exchange:run_discard": Row(ADMINISTRATORS, post=302),
    "exchange:run_restart": Row(ADMINISTRATORS, post=409),
    "exchange:findings": Row(ADMINISTRATORS, get=200),
    "exchange:errors_csv": Row(ADMINISTRATORS, get=200),
    "exchange:parked": Row(ADMINISTRATORS, get=200),
    "exchange:parked_take": Row(ADMINISTRATORS, post=409),
    "exchange:conflicts": Row(CONTRACT_CLERK, get=200),
    "exchange:lacking": Row(CONTRACT_CLERK, get=200),
    "exchange:conflict_keep": Row(CONTRACT_CLERK, post=302),
    "exchange:conflict_take": Row(CONTRACT_CLERK, post=302),
    # Shut for everybody: nobody in the matrix has switched the service on. The pages of outputs look at it switched on.
    "exchange:statement_gdv": Row(frozenset(), get=403, post=403),
    "statements:download": Row(OWNERS | CONTRACT_CLERK, get=200, post=200),
    "statements:book_extract": Row(OWNERS, get=200, post=422),
    "statements:schema": Row(EVERYBODY, get=200),
    "journal:log": Row(frozenset({"officer"}), get=200, post=422),
    "journal:filter": Row(frozenset({"officer"}), post=302),
    "notice:privacy_notice": Row(EVERYBODY, get=200),
    "notice:imprint": Row(EVERYBODY, get=200),
    "notice:help": Row(EVERYBODY, get=200),
    "notice:data_list": Row(EVERYBODY, get=200),
    "notice:terms": Row(EVERYBODY, get=200),
    "notice:accessibility": Row(EVERYBODY, get=200),
}
