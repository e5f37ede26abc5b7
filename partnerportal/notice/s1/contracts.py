"""Prove C17: contracts are found, seen in detail, and details are changed on request; each step is walked."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import Stage, set_stage, signed_in

FOUND, MISSING = 200, 404
WISH = {"street": "Probeallee 9", "postal_code": "50667", "city": "Köln"}
_OPEN_REQUESTS = """
SELECT count(*) FROM contracts_changerequest WHERE contract_id = %s AND state = 'open' AND department_id = %s
"""


def makes_contracts_easier(context: ProofContext) -> Verdict:
    """Walk as a broker: search by name, number and in another spelling, open the contract, ask for an address."""
    stage = set_stage(context)
    context.execute("UPDATE routing_department SET keeps_contracts = (id = %s)", [stage.department.id])
    browser, contract = signed_in(context, stage.near.owner), stage.near.contract
    findings = [
        *_not_found(browser, contract),
        *_not_shown(browser, stage),
        *_not_asked(context, browser, stage),
    ]
    return verdict(
        findings,
        "Ein Vertrag wurde nach Nummer, Name und anderer Schreibweise gefunden, geöffnet, "
        "und eine neue Anschrift lag danach der Vertragsabteilung vor.",
    )


def _not_found(browser: Client, contract: Any) -> list[str]:
    number = contract.policy_number
    searched = {
        "der Nummer": number,
        "der Nummer ohne Trennzeichen": number.replace("-", "").lower(),
        "dem Namen": contract.policyholder.last_name,
        "dem Geburtsdatum": f"{contract.insured_persons.get().born_on:%d.%m.%Y}",
    }
    return [
        f"Die Suche nach {what} findet den Vertrag nicht."
        for what, text in searched.items()
        if number not in browser.post(reverse("contracts:search"), {"q": text}).content.decode()
    ]


def _not_shown(browser: Client, stage: Stage) -> list[str]:
    own = browser.get(reverse("contracts:detail", args=[stage.near.contract.id]))
    other = browser.get(reverse("contracts:detail", args=[stage.far.contract.id]))
    findings = []
    if own.status_code != FOUND or stage.near.contract.policy_number not in own.content.decode():
        findings.append("Die Seite des Vertrags zeigt ihn nicht.")
    if reverse("contracts:change_choose", args=[stage.near.contract.id]) not in own.content.decode():
        findings.append("Von der Seite des Vertrags führt kein Weg zum Ändern der Angaben.")
    if other.status_code != MISSING:
        findings.append("Der Vertrag eines anderen Partners ist zu öffnen.")
    return findings


def _not_asked(context: ProofContext, browser: Client, stage: Stage) -> list[str]:
    contract_id = stage.near.contract.id
    browser.post(reverse("contracts:change_send", args=[contract_id, "anschrift"]), WISH)
    if context.number(_OPEN_REQUESTS, [contract_id, stage.department.id]) != 1:
        return ["Eine neue Anschrift kommt bei der Vertragsabteilung nicht an."]
    return []
