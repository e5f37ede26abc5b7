"""No address is open by accident: each view says who may enter (clause C34)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from partnerportal.accounts.guards import public
from partnerportal.accounts.views import sign_in
from partnerportal.config import demo_urls
from partnerportal.kernel.viewer import Role
from tests.architecture.addresses import Address, addresses, interface_addresses

# Views without a guard, each with its reason. Static files are served by WhiteNoise before any route.
WITHOUT_GUARD: dict[str, str] = {}
RIGHTS = {None, "statements", "claims", "contracts"}
# Exist in the demo only, so they are not in the table of the tests.
DEMO = [*demo_urls.urlpatterns, path("demo/anmelden", sign_in.demo_sign_in, name="demo_sign_in")]


def every_address() -> list[Address]:
    return [*addresses(), *interface_addresses(), *addresses(DEMO)]


def unguarded(found: list[Address]) -> list[str]:
    """Return a sentence for each address whose view does not say who may enter."""
    return [
        f"{address.name or address.pattern}: decorate {address.view.__module__}.{address.view.__name__}"
        " with a guard of partnerportal/accounts/guards.py"
        for address in found
        if address.name not in WITHOUT_GUARD and not is_guard(getattr(address.view, "guard", None))
    ]


def is_guard(guard: object) -> bool:
    if not isinstance(guard, dict):
        return guard in {"public", "token"}
    return bool(guard["roles"]) and guard["roles"] <= set(Role) and guard["right"] in RIGHTS


def test_every_view_says_who_may_enter():
    assert len(every_address()) > 50
    assert unguarded(every_address()) == []


def test_a_view_without_a_guard_is_named_with_what_to_do():
    def open_door(request: object) -> HttpResponse:
        return HttpResponse()

    found = unguarded(addresses([path("offen", open_door, name="open"), path("gut", public(open_door))]))

    assert [line.partition(":")[0] for line in found] == ["open"]
    assert "accounts/guards.py" in found[0]


def test_every_exception_is_still_needed():
    assert WITHOUT_GUARD.keys() <= {address.name for address in every_address()}


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in every_address()]

    assert "" not in names
    assert sorted(names) == sorted(set(names))


def test_an_address_holds_nothing_but_words_and_opaque_names():
    opaque = {
        "registration_id",
        "account_id",
        "attachment_id",
        "change_id",
        "contract_id",
        "department_id",
        "document",
        "document_id",
        "factor_id",
        "form_key",
        "guard_id",
        "handle",
        "request_id",
        "what",
        "run_id",
        "conflict_id",
        "parked_id",
        "recovery_id",
        "service",
        "draft_id",
        "invitation_id",
        "invoice_id",
        "number",
        "page",
        "partner_id",
        "position",
        "statement_number",
        "thread_id",
        "token",
        "token_id",
    }

    assert {name for address in every_address() for name in address.parameters} <= opaque
