"""Keep C03: before terms and notice in force are confirmed, no address with data opens, neither page nor form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from partnerportal.accounts.guards import STEP_PAGES
from partnerportal.accounts.rules.entrance import Step
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.viewer import Role
from partnerportal.notice.address_table import Address, addresses
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import Stage, made_up_account, set_stage, signed_in, submitted_claim

ACCEPT = STEP_PAGES[Step.TERMS]
# Needed before: they show the account's own login, and nothing of anybody else.
OPEN_BEFORE = frozenset(
    {
        "accounts:terms_accept",
        "accounts:session_extend",
        "accounts:appearance",
        "accounts:factor_setup",
        "accounts:factor_totp",
        "accounts:factor_passkey",
        "accounts:reauthenticate",
    }
)
METHODS = ("get", "post")
_FORGET = """
UPDATE accounts_account SET terms_version = %s, terms_accepted_at = NULL, notice_version = %s,
notice_acknowledged_at = NULL WHERE id = %s
"""


def asks_before_the_first_page(context: ProofContext) -> Verdict:
    """Walk the URL table as accounts of every role that accepted nothing, or an older edition; then accept."""
    stage = set_stage(context)
    claim = submitted_claim(stage.near, stage.department, context.now)
    values = {"uuid": stage.near.contract.id, "str": claim.number, "int": 1, "slug": "probe"}
    closed = [each for each in addresses() if each.needs_account and each.name not in OPEN_BEFORE]
    people = _people(context, stage)
    shown_before = _without_acceptance(context, people, closed, values)
    shown_by_public = _on_public_pages(context, people, stage.near.contract.policy_number)
    opened = _after_acceptance(people[Role.OWNER], closed, values)
    return verdict(
        [
            *(f"Ohne angenommene Bedingungen erreichbar: {name}." for name in sorted(shown_before)),
            *(f"Öffentliche Seite zeigt vorher Daten: {name}." for name in sorted(shown_by_public)),
            *([] if opened else ["Die Gegenprobe scheitert: auch nach der Annahme öffnet sich keine Seite."]),
        ],
        f"{len(closed)} Adressen als {len(people)} Rollen ohne Annahme versucht: 0 geöffnet. "
        f"Nach der Annahme von {TERMS_VERSION} öffneten sich {opened}.",
    )


def _people(context: ProofContext, stage: Stage) -> dict[Role, tuple[Any, Client]]:
    """Return an account of each role with a signed-in browser."""
    now = context.now
    accounts = {
        Role.OWNER: stage.near.owner,
        Role.STAFF: made_up_account(now, role="staff", partner=stage.near.partner),
        Role.CLERK: stage.clerk,
        Role.OFFICER: made_up_account(now, role="officer"),
        Role.ADMINISTRATOR: made_up_account(now, role="administrator"),
    }
    return {
        role: (account, signed_in(context, account, "198.51.100.3")) for role, account in accounts.items()
    }


def _without_acceptance(
    context: ProofContext,
    people: Mapping[Role, tuple[Any, Client]],
    closed: list[Address],
    values: Mapping[str, object],
) -> set[str]:
    """Return the names of addresses that let somebody in who accepted nothing, or only one of the two."""
    found: set[str] = set()
    for terms, notice in (("", ""), (TERMS_VERSION, ""), ("2000-01", NOTICE_VERSION)):
        for account, _client in people.values():
            context.execute(_FORGET, [terms, notice, account.id])
        for address in closed:
            _account, client = people[_guest(address)]
            found |= {address.name for method in METHODS if _opens(client, method, address.path(values))}
    return found


def _on_public_pages(
    context: ProofContext, people: Mapping[Role, tuple[Any, Client]], secret: str
) -> set[str]:
    """Return the names of public pages that name the contract to an owner who accepted nothing."""
    owner, client = people[Role.OWNER]
    context.execute(_FORGET, ["", "", owner.id])
    pages = (address for address in addresses() if address.is_public and not address.parameters)
    return {
        page.name for page in pages if secret in client.get(page.path({})).content.decode(errors="replace")
    }


def _after_acceptance(owner: tuple[Any, Client], closed: list[Address], values: Mapping[str, object]) -> int:
    """Accept as a person does, and return how many addresses then answer the owner with a page."""
    _account, client = owner
    client.post(ACCEPT, {"terms": TERMS_VERSION, "notice": NOTICE_VERSION})
    of_owner = [address for address in closed if _guest(address) is Role.OWNER]
    return sum(client.get(address.path(values)).status_code == 200 for address in of_owner)


def _guest(address: Address) -> Role:
    """Return the first role the address is open to: others are refused there anyway."""
    roles = address.guard["roles"] if isinstance(address.guard, Mapping) else ()
    order = (Role.OWNER, Role.STAFF, Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR)
    return next((role for role in order if role in roles), Role.OWNER)


def _opens(client: Client, method: str, path: str) -> bool:
    answer = getattr(client, method)(path)
    return not (answer.status_code == 302 and answer.headers["Location"].startswith(ACCEPT))
