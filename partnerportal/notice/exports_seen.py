"""Compare the closed list of exports with the table of addresses, and ask every address for a file (clause C44)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path

from partnerportal.accounts.guards import public
from partnerportal.journal.transactions import TRANSACTIONS
from partnerportal.kernel.viewer import Role
from partnerportal.notice.address_table import Address, addresses
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import (
    Stage,
    closed_statement,
    draft_claim,
    made_up_account,
    signed_in,
    submitted_claim,
)
from partnerportal.privacy.exports import (
    ANYONE,
    EXPORTS,
    FIRM,
    Export,
    Reader,
    Trace,
    UndeclaredExport,
    is_file,
    readers_of,
)

STRAY = "probe-datei"
REFUSED_FROM = 400


def declared_exports() -> list[str]:
    """Return what is wrong with the list: no such address, another guard, no trace of what is taken along."""
    table = {address.name: address for address in addresses()}
    findings = []
    for export in EXPORTS.values():
        address = table.get(export.route)
        if address is None:
            findings.append(f"Ausgabe {export.route}: Die Adresse gibt es nicht.")
        else:
            findings += _against_guard(export, address) + _without_trace(export)
    return findings


def files_answered(context: ProofContext, stage: Stage) -> tuple[int, list[str]]:
    """Ask every address as a stranger and as those its guard lets in; return how many times, and who got a file."""
    keys = tuple(_keys(context, stage))
    people = _people(context, stage)
    asked: set[tuple[Role, str]] = set()
    findings: set[str] = set()
    for address in addresses():
        for role in (Role.ANONYMOUS, *_roles_of(address)):
            for values in keys[:1] if role is Role.ANONYMOUS else keys:
                page = address.path(values)
                if (role, page) not in asked:
                    asked.add((role, page))
                    findings |= _answer(people[role], role, address, page)
    return len(asked), sorted(findings)


def stray_file_is_refused(context: ProofContext) -> list[str]:
    """Add an address that nobody declared to the table for a moment, and ask it for its file."""
    current = get_resolver()
    module = cast("Any", ModuleType("stray_export"))
    module.urlpatterns = [path(STRAY, public(_stray), name="stray"), *current.url_patterns]
    module.handler500 = getattr(current.urlconf_module, "handler500", None)
    with override_settings(ROOT_URLCONF=module):
        response = context.client().get(f"/{STRAY}")
    if response.status_code < REFUSED_FROM:
        return ["Eine Datei von einer nicht gelisteten Adresse geht hinaus."]
    return []


def _against_guard(export: Export, address: Address) -> list[str]:
    if address.guard is None:
        return [f"Ausgabe {export.route}: Die Adresse ist nicht bewacht."]
    if export.readers != _readers(address):
        return [f"Ausgabe {export.route}: Die Liste nennt andere Empfänger als die Adresse."]
    return []


def _readers(address: Address) -> frozenset[Reader]:
    if address.needs_token:
        return FIRM
    if isinstance(address.guard, Mapping):
        return readers_of(address.guard["roles"])
    return ANYONE


def _without_trace(export: Export) -> list[str]:
    """Return whether the trace the list names exists: a transaction, or the count behind a guard for partners."""
    if export.trace is Trace.TRANSACTION and export.route not in TRANSACTIONS:
        return [f"Ausgabe {export.route}: Kein Bearbeitungsvorgang hält sie fest."]
    if export.trace is Trace.READING and not export.readers & FIRM:
        return [f"Ausgabe {export.route}: Niemand zählt sie."]
    return []


def _stray(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("a;b", content_type="text/csv", headers={"Content-Disposition": "attachment"})


def _keys(context: ProofContext, stage: Stage) -> Iterator[dict[str, object]]:
    """Yield values for the parameters of an address: a record of each kind that hands out files."""
    party = stage.near
    claim = submitted_claim(party, stage.department, context.now)
    statement = closed_statement(party, context.now)
    numbers = {"int": 1, "slug": "name"}
    yield {**numbers, "uuid": party.document.id, "str": claim.number}
    yield {**numbers, "uuid": party.contract.id, "str": statement.number}
    yield {**numbers, "uuid": draft_claim(party, context.now).id, "str": "csv"}


def _people(context: ProofContext, stage: Stage) -> dict[Role, Client]:
    accounts = {
        role: made_up_account(context.now, role=role.value) for role in (Role.OFFICER, Role.ADMINISTRATOR)
    }
    accounts |= {Role.OWNER: stage.near.owner, Role.CLERK: stage.clerk}
    return {Role.ANONYMOUS: context.client()} | {
        role: signed_in(context, each) for role, each in accounts.items()
    }


def _roles_of(address: Address) -> tuple[Role, ...]:
    """Return one role of each side the guard lets in."""
    roles = address.guard["roles"] if isinstance(address.guard, Mapping) else frozenset()
    house = [role for role in (Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR) if role in roles]
    return (*([Role.OWNER] if Role.OWNER in roles else []), *house[:1])


def _answer(client: Client, role: Role, address: Address, asked: str) -> set[str]:
    response: Any = client.get(asked)
    refused = getattr(response, "exc_info", None)
    if refused and isinstance(refused[1], UndeclaredExport):
        return {f"Adresse {address.name}: Sie gibt eine Datei aus und steht nicht auf der Liste."}
    headers = response.headers
    if response.status_code >= REFUSED_FROM or not is_file(
        headers.get("Content-Type", ""), headers.get("Content-Disposition", "")
    ):
        return set()
    export = EXPORTS.get(address.name)
    if export is None:
        return {f"Adresse {address.name}: Sie gibt eine Datei aus und steht nicht auf der Liste."}
    if role is Role.ANONYMOUS and export.readers != ANYONE:
        return {f"Adresse {address.name}: Fremde erhalten eine Datei."}
    if export.trace is Trace.TRANSACTION:
        return {f"Adresse {address.name}: Die Datei geht ohne Bearbeitungsvorgang hinaus."}
    return set()
