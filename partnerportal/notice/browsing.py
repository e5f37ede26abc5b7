"""Look at the portal as a browser does: the rendered notice, cookies, data addresses."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.test import Client

from partnerportal.notice.address_table import Address, addresses
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import PASSWORD

NOTICE, DATA_LIST = "/datenschutzerklaerung", "/datenschutzerklaerung/daten"
SIGN_IN = "/anmelden"
SIGN_OUT = "/abmelden"
METHOD_NOT_ALLOWED = 405


def rendered_notice(context: ProofContext) -> str:
    """Return the notice as served, with entities resolved; the list of data belongs to it when it is linked."""
    page = _page(context, NOTICE)
    return page + _page(context, DATA_LIST) if f'href="{DATA_LIST}"' in page else page


def _page(context: ProofContext, path: str) -> str:
    response = context.client().get(path)
    return unescape(response.content.decode()) if response.status_code == 200 else ""


def sign_in(client: Client, account: Any, *, password: str = PASSWORD, name: str | None = None) -> Any:
    """Send the sign-in form and return the answer."""
    return client.post(SIGN_IN, {"login": account.email if name is None else name, "password": password})


def cookies_of_a_visit(context: ProofContext, account: Any) -> frozenset[str]:
    """Return the names of all cookies the portal sets from the first page to the sign-out."""
    client, names = context.client(), set()
    client.defaults["REMOTE_ADDR"] = "198.51.100.53"
    steps = (
        lambda: client.get(SIGN_IN),
        lambda: client.post("/sprache", {"language": "de", "next": "/"}),
        lambda: sign_in(client, account),
        lambda: client.get("/", follow=True),
        lambda: client.post(SIGN_OUT),
    )
    for step in steps:
        names |= set(step().cookies) | set(client.cookies)
    return frozenset(names)


def data_addresses() -> tuple[Address, ...]:
    """Return every address that needs an account."""
    return tuple(address for address in addresses() if address.needs_account)


def visit(client: Client, path: str) -> Any:
    """Ask for a path; by POST when it takes nothing else."""
    response = client.get(path)
    return client.post(path) if response.status_code == METHOD_NOT_ALLOWED else response
