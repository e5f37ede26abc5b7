"""Find a page for every address: things of the demo that show it, for each person who visits.

A route with parameters stands either in SAMPLES, with queries that fill them in, or in NOT_PAGES.
Routes without parameters need no entry: whoever may open them looks at them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import path

from partnerportal.config import demo_urls
from tests.architecture.addresses import Address, addresses
from tests.journeys.records import Records

PEOPLE = {
    "lindner": "Katrin Lindner",
    "voss": "Henrik Voss",
    "clerk": "Dilara Aydın",
    "contract_clerk": "Jana Sommer",
    "officer": "Maren Thiel",
    "administrator": "Uwe Lange",
}

# Staff see the owner's pages with fewer things in the navigation: one sample of each shows that.
MOST = {"voss": 1}

NOT_PAGES = {
    "accounts:account_block": "takes a form",
    "accounts:account_password_link": "takes a form",
    "accounts:account_rights": "takes a form",
    "accounts:account_role": "takes a form",
    "accounts:account_unblock": "takes a form",
    "accounts:details_decide": "takes a form",
    "accounts:invitation": "opens with a link from a mail; the journey of the team looks at it",
    "accounts:invitation_resend": "takes a form",
    "accounts:invitation_withdraw": "takes a form",
    "accounts:partner_block": "takes a form",
    "accounts:partner_unblock": "takes a form",
    "routing:department_admit": "takes a form",
    "accounts:email_confirm": "opens with a link from a mail",
    "accounts:recovery_agree": "takes a form",
    "accounts:recovery_refuse": "takes a form",
    "accounts:session_end": "takes a form",
    "accounts:service_on": "takes a form",
    "accounts:service_off": "takes a form",
    "accounts:token_revoke": "takes a form",
    "accounts:registration_answer": "opens with a link from a mail; the journey of registration looks at it",
    "accounts:registration_approve": "takes a form",
    "accounts:registration_ask": "takes a form",
    "accounts:registration_confirm": "opens with a link from a mail; the journey of registration looks at it",
    "accounts:registration_link": "takes a form",
    "accounts:registration_outcome": "opens with a link from a mail",
    "accounts:registration_refuse": "takes a form",
    "accounts:team_registration_link": "takes a form",
    "accounts:team_registration_refuse": "takes a form",
    "accounts:password_set": "opens with a link from a mail; the journey of the lock looks at it",
    "accounts:unlock": "opens with a link from a mail; the journey of the lock looks at it",
    "contracts:change_send": "takes a form",
    "contracts:change_withdraw": "takes a form",
    "contracts:change_check": "takes a form",
    "contracts:change_carry_over": "takes a form",
    "contracts:change_refuse": "takes a form",
    "contracts:export": "takes a form",
    "contracts:account": "takes a form",
    "contracts:restrict": "takes a form",
    "contracts:restriction_lift": "takes a form",
    "claims:invoice_add": "takes a form and goes back to the step",
    "claims:invoice_remove": "takes a form",
    "claims:upload": "answers a script",
    "claims:attachment_remove": "takes a form",
    "claims:autosave": "answers a script",
    "claims:step_contract_search": "shown by a form; step_contract is the same page",
    "claims:receipt": "a PDF",
    "claims:answer_upload": "answers a script",
    "claims:answer_attachment_remove": "takes a form",
    "documents:download": "a file",
    "exchange:statement_gdv": "shut until the service is switched on; statements:download is the same page",
    "documents:page": "a picture",
    "messages:close": "takes a form",
    "desk:take": "takes a form",
    "exchange:run_state": "answers a script",
    "exchange:run_confirm": "takes a form",
    "exchange:run_discard": "takes a form",
    "exchange:run_restart": "takes a form",
    "exchange:errors_csv": "a file",
    "exchange:parked_take": "takes a form",
    "exchange:conflict_keep": "takes a form",
    "exchange:conflict_take": "takes a form",
    "desk:ask": "takes a form",
    "desk:withdraw": "takes a form",
    "desk:decide": "takes a form",
    "desk:close": "takes a form",
}

_ACCOUNT = "JOIN accounts_account a ON a.first_name || ' ' || a.last_name = %(name)s"
_DRAFT = f"SELECT c.id FROM claims_claim c {_ACCOUNT} AND a.id = c.author_id WHERE c.state = 'draft'"
_FINISHED = f"{_DRAFT} ORDER BY c.step DESC LIMIT 1"
_NO_CONSENT = """c.insured_person_id IS NOT NULL
AND NOT EXISTS (SELECT FROM contracts_consent k WHERE k.insured_person_id = c.insured_person_id)"""
_CLAIMS = f"""
SELECT DISTINCT ON (c.state) c.number FROM claims_claim c {_ACCOUNT} AND a.partner_id = c.partner_id
WHERE c.number IS NOT NULL ORDER BY c.state, c.number
"""
_ASKED = f"""
SELECT c.number FROM claims_claim c {_ACCOUNT} AND a.partner_id = c.partner_id
WHERE c.state = 'question' LIMIT 1
"""
_CASES = f"""
SELECT DISTINCT ON (c.state, c.clerk_id = a.id) c.number
FROM claims_claim c {_ACCOUNT} AND a.department_id = c.department_id
ORDER BY c.state, c.clerk_id = a.id, c.number
"""
_SEES_CONTRACT = """(a.partner_id = k.partner_id
    OR a.department_id IN (SELECT id FROM routing_department WHERE keeps_contracts))"""
_CONTRACTS = f"""
SELECT DISTINCT ON (k.ends_on IS NULL) k.id FROM contracts_contract k {_ACCOUNT} AND {_SEES_CONTRACT}
ORDER BY k.ends_on IS NULL, k.holder_sort_key
"""
_CHANGEABLE = f"""
SELECT k.id, what FROM contracts_contract k {_ACCOUNT} AND a.partner_id = k.partner_id, LATERAL (
    SELECT unnest(ARRAY['anschrift', 'name', 'bankverbindung']) UNION ALL
    (SELECT p.id::text FROM contracts_insuredperson p WHERE p.contract_id = k.id LIMIT 1)) AS form (what)
WHERE k.id = (SELECT id FROM contracts_contract own WHERE own.partner_id = a.partner_id AND NOT EXISTS (
    SELECT FROM contracts_changerequest r WHERE r.contract_id = own.id) ORDER BY own.holder_sort_key LIMIT 1)
"""
_CHANGES = f"""
SELECT DISTINCT ON (k.state, k.kind) k.id FROM contracts_changerequest k {_ACCOUNT} AND {_SEES_CONTRACT}
ORDER BY k.state, k.kind, k.requested_at
"""
_REGISTRATIONS = f"""
SELECT DISTINCT ON (r.state) r.id FROM accounts_registration r {_ACCOUNT} AND a.role = 'administrator'
WHERE r.state NOT IN ('draft', 'unconfirmed') ORDER BY r.state, r.begun_at
"""
_APPLICANTS = f"""
SELECT DISTINCT ON (r.state) r.id FROM accounts_registration r {_ACCOUNT} AND a.partner_id = r.partner_id
WHERE a.role = 'owner' AND r.state IN ('owner', 'approved', 'refused') ORDER BY r.state, r.begun_at
"""
_COLLEAGUES = f"""
SELECT DISTINCT ON (m.role) m.id FROM accounts_account m {_ACCOUNT} AND a.partner_id = m.partner_id
WHERE a.role = 'owner' ORDER BY m.role, m.id = a.id
"""
_PEOPLE = f"""
SELECT DISTINCT ON (m.role) m.id FROM accounts_account m {_ACCOUNT} AND a.role = 'administrator'
WHERE m.removed_at IS NULL ORDER BY m.role, m.id = a.id
"""
_LED = f"""
SELECT m.id FROM accounts_account m {_ACCOUNT} AND a.id <> m.id
AND (a.role = 'administrator' OR (a.role = 'owner' AND a.partner_id = m.partner_id)) ORDER BY m.id LIMIT 1
"""
_APPS = f"SELECT f.id FROM mfa_authenticator f {_ACCOUNT} AND a.id = f.user_id AND f.type = 'totp'"
_FIRMS = (
    f"SELECT p.id FROM partners_partner p {_ACCOUNT} AND a.role = 'administrator' ORDER BY p.name LIMIT 1"
)
_DEPARTMENTS = f"""
SELECT d.id FROM routing_department d {_ACCOUNT} AND a.role = 'administrator' ORDER BY d.name LIMIT 1
"""
_DELIVERIES = f"""
SELECT DISTINCT ON (r.state) r.id FROM exchange_importrun r {_ACCOUNT} AND a.role = 'administrator'
ORDER BY r.state, r.created_at DESC
"""
_FILES = f"""
SELECT s.number, 'csv' FROM statements_statement s {_ACCOUNT}
AND (a.partner_id = s.partner_id AND a.role = 'owner' OR a.role = 'clerk')
WHERE s.state = 'closed' ORDER BY s.number DESC LIMIT 1
"""
_OPEN_TO = """
(s.partner_id = a.partner_id AND s.state = 'closed' AND (a.role = 'owner' OR a.may_see_statements)
 OR EXISTS (SELECT FROM routing_department d WHERE d.id = a.department_id AND d.keeps_contracts))
"""
_STATEMENTS = f"""
SELECT DISTINCT ON (s.state) s.number FROM statements_statement s {_ACCOUNT} AND {_OPEN_TO}
ORDER BY s.state, s.month DESC
"""
_LINES = f"""
SELECT DISTINCT ON (l.kind = 'correction') s.number, l.position
FROM statements_statementline l JOIN statements_statement s ON s.id = l.statement_id {_ACCOUNT} AND {_OPEN_TO}
ORDER BY l.kind = 'correction', s.month DESC, l.position
"""
_THREADS = f"""
SELECT DISTINCT ON (t.state) t.id FROM messages_thread t {_ACCOUNT}
AND (a.partner_id = t.partner_id AND a.role = 'owner' OR a.department_id = t.department_id) ORDER BY t.state, t.id
"""
SAMPLES = {
    "statements:download": _FILES,
    "exchange:run": _DELIVERIES,
    "exchange:findings": _DELIVERIES,
    "accounts:team_member": _COLLEAGUES,
    "accounts:person": _PEOPLE,
    "accounts:partner": _FIRMS,
    "accounts:partner_edit": _FIRMS,
    "accounts:partner_end": _FIRMS,
    "accounts:partner_invite": _FIRMS,
    "removal:other": _LED,
    "routing:department": _DEPARTMENTS,
    "routing:department_edit": _DEPARTMENTS,
    "routing:department_invite": _DEPARTMENTS,
    "accounts:factor_remove": _APPS,
    "accounts:registration_case": _REGISTRATIONS,
    "accounts:team_registration": _APPLICANTS,
    "contracts:detail": _CONTRACTS,
    "contracts:change_choose": _CONTRACTS,
    "contracts:change": _CHANGEABLE,
    "contracts:change_sent": f"{_CHANGES} LIMIT 1",
    "contracts:change_request": _CHANGES,
    "claims:step_contract": _FINISHED,
    "claims:step_person": _FINISHED,
    "claims:step_consent": f"{_DRAFT} AND {_NO_CONSENT} LIMIT 1",
    "claims:step_receipts": f"{_DRAFT} ORDER BY c.step DESC LIMIT 2",
    "claims:step_bank": _FINISHED,
    "claims:step_review": _FINISHED,
    "claims:draft_delete": _FINISHED,
    "claims:confirmation": f"{_CLAIMS} LIMIT 1",
    "claims:detail": _CLAIMS,
    "claims:answer": _ASKED,
    "desk:case": _CASES,
    "messages:thread": _THREADS,
    "statements:ask": f"{_LINES} LIMIT 1",
    "statements:close": _STATEMENTS,
    "statements:correct": f"{_LINES} LIMIT 1",
    "statements:line": _LINES,
    "statements:statement": _STATEMENTS,
}


@dataclass(frozen=True)
class Place:
    """One address with its parameters filled in."""

    route: str
    path: str


def all_addresses() -> list[Address]:
    """Return every route of the demo, its own ones included."""
    return [*addresses(), *addresses([path("demo/", ([*demo_urls.urlpatterns], "", ""))])]


def without_sample() -> set[str]:
    """Return the routes with parameters that nobody has thought of yet."""
    return {route.name for route in all_addresses() if route.parameters} - SAMPLES.keys() - NOT_PAGES.keys()


def places_for(person: str, records: Records) -> list[Place]:
    """Return the addresses worth a try for this person, filled with things of the person's own."""
    found = []
    for route in all_addresses():
        if not route.parameters:
            found.append(Place(route.name, route.path({})))
        elif route.name in SAMPLES and person in PEOPLE:
            rows = records.rows(SAMPLES[route.name], name=PEOPLE[person])[: MOST.get(person)]
            found += [
                Place(route.name, route.path(dict(zip(route.parameters, row, strict=True)))) for row in rows
            ]
    return found
