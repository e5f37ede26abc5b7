"""Prove C27: bank data lie sealed, are covered until somebody asks, asking is noted, and a change needs two people."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import reverse

from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.listing import listing_of
from partnerportal.notice.sealing import plain_values
from partnerportal.notice.stage import ACCOUNT_HOLDER, IBAN, Stage, made_up_account, set_stage, signed_in

_LATEST = "SELECT kind FROM journal_latesttransaction WHERE account_id = %s"
REVEALED = "contract.account.revealed"


def keeps_bank_data_covered(context: ProofContext) -> Verdict:
    """Look for bank data in plain text, open a contract and ask for its account, and let one person do two's work."""
    listing = listing_of(context, "C27")
    checked, plain = plain_values(context, listing.fields)
    stage = set_stage(context)
    findings = [
        *listing.findings,
        *plain,
        *_uncovered(context, stage),
        *_changed_by_one(context, stage),
    ]
    return verdict(
        findings,
        f"{listing.evidence} {checked} Werte geprüft, 0 liegen im Klartext. Die Seite des Vertrags verdeckt das Konto, "
        "das Anzeigen ist vermerkt, und eine Person allein ändert es nicht.",
    )


def _uncovered(context: ProofContext, stage: Stage) -> list[str]:
    browser, contract = signed_in(context, stage.near.owner), stage.near.contract
    page = _words(browser.get(reverse("contracts:detail", args=[contract.id])))
    findings = []
    if IBAN in page or ACCOUNT_HOLDER in page:
        findings.append("Die Seite des Vertrags zeigt Kontodaten, ohne dass jemand danach fragt.")
    shown = _words(browser.post(reverse("contracts:account", args=[contract.id])))
    if IBAN not in shown or ACCOUNT_HOLDER not in shown:
        findings.append("Auf Verlangen zeigt das Portal das Konto nicht.")
    if context.rows(_LATEST, [stage.near.owner.id]) != [(REVEALED,)]:
        findings.append("Das Anzeigen des Kontos ist nicht als letzter Bearbeitungsvorgang vermerkt.")
    foreign = browser.post(reverse("contracts:account", args=[stage.far.contract.id]))
    if IBAN in _words(foreign):
        findings.append("Das Konto eines anderen Partners ist zu sehen.")
    return findings


def _changed_by_one(context: ProofContext, stage: Stage) -> list[str]:
    """Try to carry a new account over that one clerk both checked and decided, as the owner of the schema."""
    one = made_up_account(context.now, role="clerk", department=stage.department)
    if _is_stored(context, stage, checked_by=one, decided_by=one):
        return ["Die Datenbank nimmt ein neues Konto an, das eine Person allein geprüft und übernommen hat."]
    other = made_up_account(context.now, role="clerk", department=stage.department)
    if not _is_stored(context, stage, checked_by=one, decided_by=other):
        return ["Die Datenbank weist ein neues Konto auch dann ab, wenn zwei Personen es geprüft haben."]
    return []


def _is_stored(context: ProofContext, stage: Stage, **deciders: Any) -> bool:
    requests: Any = apps.get_model("contracts.ChangeRequest")
    try:
        with transaction.atomic():
            requests.objects.create(
                partner=stage.near.partner,
                department=stage.department,
                contract=stage.near.contract,
                kind="bank_account",
                state="done",
                proposed=b"\x00",
                requested_at=context.now,
                checked_at=context.now,
                decided_at=context.now,
                **deciders,
            )
    except DatabaseError:
        return False
    return True


def _words(answer: Any) -> str:
    """Return the page without blanks between the groups of a number."""
    return str(answer.content.decode()).replace("\u00a0", " ").replace(_grouped(IBAN), IBAN)


def _grouped(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
