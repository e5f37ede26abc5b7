"""Sent claims in numbers, as rows: what the department's lists need, without inspecting a file for each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, Invoice, Payee
from partnerportal.database.keys import index_key, vault_for_writing
from partnerportal.documents.models import Document
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.identifiers import claim_number
from partnerportal.routing.services import forward
from tests.cast import IBAN, NOW, House


def sent_claims(house: House, count: int, *, invoices: int = 1, pages: int = 1) -> list[Claim]:
    """Store claims of Lindner & Voss for Amelie Brandt, a day apart, the oldest first; run as the schema's owner."""
    already = Claim.objects.count()
    with transaction.atomic():
        return [_sent(house, already + number, invoices, pages) for number in range(1, count + 1)]


def _sent(house: House, running: int, invoices: int, pages: int) -> Claim:
    at = NOW - timedelta(days=60 - running)
    scope = {
        "partner_id": house.lindner.partner_id,
        "author_id": house.lindner.account_id,
        "department": house.benefits,
    }
    claim = Claim.objects.create(
        **scope, number=claim_number(2026, running), state="submitted", contract=house.contract,
        insured_person=house.person, created_at=at, saved_at=at, submitted_at=at,
    )  # fmt: skip
    forward(claim_id=claim.id, partner_id=claim.partner_id, line_of_business="020", now=at)
    for position in range(1, invoices + 1):
        _invoice(house, claim, scope, position, pages)
    _payee(house, claim, scope)
    ClaimEvent.objects.create(**scope, claim=claim, kind="claim.submitted", occurred_at=at)
    return claim


def _invoice(house: House, claim: Claim, scope: dict, position: int, pages: int) -> None:
    row, subject = uuid4(), house.person.id
    vault = vault_for_writing(subjects=[subject], partner_id=claim.partner_id, now=NOW)
    invoice = Invoice.objects.create(
        **scope, id=row, claim=claim, position=position, issued_on=berlin_date(claim.created_at),
        amount=Decimal("100.10") + position,
        provider=vault.seal(subject, "claims_invoice.provider", row, "Praxis Dr. Sommer"),
    )  # fmt: skip
    document_id = uuid4()
    document = Document.objects.create(
        **scope, id=document_id, subject_id=subject, media_type="application/pdf", pages=pages, size=4000,
        name=vault.seal(subject, "documents_document.name", document_id, "Rechnung.pdf"),
        original_size=5000, original_sha256="0" * 64, kept_sha256="1" * 64, stored_at=NOW,
    )  # fmt: skip
    Attachment.objects.create(**scope, claim=claim, document=document, invoice=invoice, position=position)


def _payee(house: House, claim: Claim, scope: dict) -> None:
    row, subject = uuid4(), house.contract.policyholder_id
    vault = vault_for_writing(subjects=[subject], partner_id=claim.partner_id, now=NOW)
    plain = {
        "holder": "Amelie Brandt",
        "iban": IBAN,
        "bic": "BYLADEM1001",
        "bank_name": "Deutsche Kreditbank",
    }
    sealed = {name: vault.seal(subject, f"claims_payee.{name}", row, text) for name, text in plain.items()}
    Payee.objects.create(
        **scope, id=row, claim=claim, is_from_contract=True, last_four=IBAN[-4:], country="DE",
        iban_hash=keyed_hash(index_key(), "iban", IBAN.encode()), **sealed,
    )  # fmt: skip
