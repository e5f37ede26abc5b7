"""Write drafts of claims as brokers do: step by step, through the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.services import drafts
from partnerportal.claims.services.payees import choose_bank_account
from partnerportal.config.seed.bills import Bill, bill
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.filing import attach
from partnerportal.config.seed.insured import Insured
from partnerportal.config.seed.papers import paper_of
from partnerportal.config.seed.plans import Draft, DraftPlan
from partnerportal.contracts.models import InsuredPerson
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer


def write_draft(chance: Chance, plan: DraftPlan, actor: Viewer, insured: Insured) -> None:
    """Write a draft that stays one."""
    now, has_consents = plan.saved_at, plan.kind is not Draft.WITHOUT_CONSENT
    person = insured.anyone(chance, berlin_date(now), has_consents=has_consents)
    if plan.kind is Draft.READY:
        complete_draft(chance, actor, person, invoices=2, now=now)
        return
    with acting_as(actor):
        draft_id = drafts.begin_draft(actor=actor, contract_id=person.contract_id, now=now)
        if plan.kind is not Draft.BEGUN:
            drafts.choose_person(actor=actor, draft_id=draft_id, person_id=person.id, now=now)
        if plan.kind is Draft.TYPING:
            _type(chance, actor, draft_id, person, now)


def complete_draft(
    chance: Chance, actor: Viewer, person: InsuredPerson, *, invoices: int, now: datetime
) -> UUID:
    """Return a draft with invoices, a file for each, and the contract's account: it only needs to be sent."""
    bills = [_bill(chance, person, now) for _invoice in range(invoices)]
    with acting_as(actor):
        draft_id = drafts.begin_draft(actor=actor, contract_id=person.contract_id, now=now)
        drafts.choose_person(actor=actor, draft_id=draft_id, person_id=person.id, now=now)
        for _more in bills[1:]:
            drafts.add_invoice(actor=actor, draft_id=draft_id, now=now)
        ids = _invoice_ids(draft_id)
        drafts.save_invoices(actor=actor, draft_id=draft_id, invoices=_inputs(ids, bills), now=now)
        draft = Claim.objects.get(id=draft_id)
        for invoice_id, each in zip(ids, bills, strict=True):
            attach(chance, draft, invoice_id, paper_of(each), subject_id=person.id, now=now)
        choose_bank_account(actor=actor, draft_id=draft_id, account=None, now=now)
    return draft_id


def _bill(chance: Chance, person: InsuredPerson, now: datetime) -> Bill:
    issued_on = berlin_date(now) - timedelta(days=chance.randint(2, 19))
    return bill(chance, person, person.contract.policyholder, issued_on)


def _invoice_ids(draft_id: UUID) -> list[UUID]:
    return list(Invoice.objects.filter(claim_id=draft_id).order_by("position").values_list("id", flat=True))


def _inputs(ids: Sequence[UUID], bills: Sequence[Bill]) -> list[drafts.InvoiceInput]:
    return [
        drafts.InvoiceInput(invoice_id, each.issuer.name, each.issued_on, each.total, each.currency)
        for invoice_id, each in zip(ids, bills, strict=True)
    ]


def _type(chance: Chance, actor: Viewer, draft_id: UUID, person: InsuredPerson, now: datetime) -> None:
    """Leave the first invoice half typed: its day has no year yet."""
    each, prefix = _bill(chance, person, now), drafts.field_prefix(_invoice_ids(draft_id)[0])
    typed = {
        "provider": each.issuer.name,
        "issued_on_day": str(each.issued_on.day),
        "issued_on_month": str(each.issued_on.month),
    }
    fields = {f"{prefix}-{name}": text for name, text in typed.items()}
    drafts.autosave(actor=actor, draft_id=draft_id, step="receipts", typed=fields, now=now)
