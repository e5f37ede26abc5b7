"""Addresses of contracts."""

from __future__ import annotations

from django.urls import URLPattern, path

from partnerportal.accounts.guards import by_side
from partnerportal.contracts.views import account, changes, changes_desk, desk, files, partner
from partnerportal.contracts.views.above import Above

APP_NAME = "contracts"

ASKING = [
    path("vertraege/<uuid:contract_id>/aendern", changes.choose, name="change_choose"),
    path("vertraege/<uuid:contract_id>/aendern/<slug:what>", changes.fill_in, name="change"),
    path("vertraege/<uuid:contract_id>/aendern/<slug:what>/senden", changes.send, name="change_send"),
    path("aenderungen/<uuid:request_id>/gesendet", changes.sent, name="change_sent"),
    path("aenderungen/<uuid:request_id>/zurueckziehen", changes.withdraw, name="change_withdraw"),
]
DECIDING = [
    path("aenderungen", changes_desk.changes, name="changes"),
    path(
        "aenderungen/<uuid:request_id>",
        by_side(partner=changes.change, clerk=changes_desk.change),
        name="change_request",
    ),
    path("aenderungen/<uuid:request_id>/pruefen", changes_desk.check, name="change_check"),
    path("aenderungen/<uuid:request_id>/uebernehmen", changes_desk.carry_over, name="change_carry_over"),
    path("aenderungen/<uuid:request_id>/ablehnen", changes_desk.refuse, name="change_refuse"),
    path("vertraege/<uuid:contract_id>/einschraenken", desk.restrict, name="restrict"),
    path("einschraenkungen/<uuid:guard_id>/aufheben", desk.lift, name="restriction_lift"),
]


def addresses(*, above: Above) -> tuple[list[URLPattern], str]:
    """Return the addresses for `include`; `above` is what the pages show of the apps a floor above."""
    return [
        path(
            "vertraege", by_side(partner=partner.contract_list_view(above), clerk=desk.contracts), name="list"
        ),
        path(
            "vertraege/suche",
            by_side(partner=partner.contract_search_view(above), clerk=desk.contract_search),
            name="search",
        ),
        path("vertraege/datei", files.export_view(above), name="export"),
        path(
            "vertraege/<uuid:contract_id>",
            by_side(partner=partner.contract_detail_view(above), clerk=desk.contract),
            name="detail",
        ),
        path("vertraege/<uuid:contract_id>/bankverbindung", account.account_view(above), name="account"),
        *ASKING,
        *DECIDING,
    ], APP_NAME
