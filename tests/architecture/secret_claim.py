"""A claim told in words nobody else uses, so that each of them can be looked for wherever bytes lie."""

from __future__ import annotations

import base64
import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

import pikepdf

from partnerportal.claims.models import Invoice
from partnerportal.claims.services import case, drafts, payees
from partnerportal.claims.services.answer_files import add_answer_file
from partnerportal.claims.services.draft_files import add_document
from partnerportal.claims.services.submission import submit_claim
from partnerportal.contracts.models import InsuredPerson
from partnerportal.database.context import acting_as
from partnerportal.kernel.iban import Iban, parse_iban
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW
from tests.documents.samples import pdf


def fresh_word() -> str:
    """Return twelve letters that stand nowhere else."""
    return "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(12))


def fresh_iban() -> Iban:
    """Return a valid IBAN of a real bank code with an account number of chance."""
    bban = f"12030000{secrets.randbelow(10**10):010}"
    return parse_iban(f"DE{98 - int(bban + '131400') % 97:02}{bban}")


@dataclass(frozen=True)
class Secrets:
    """Hold what must be found nowhere: every text contains the one word, numbers stand for themselves."""

    word: str = field(default_factory=fresh_word)
    iban: Iban = field(default_factory=fresh_iban)
    typed_iban: Iban = field(default_factory=fresh_iban)

    def needles(self) -> dict[str, bytes]:
        """Return the texts to look for by a name that may be printed."""
        return {
            "the secret word": self.word.encode(),
            "the IBAN": self.iban.value.encode(),
            "the IBAN in groups": self.iban.pretty.encode(),
            "the account number": self.iban.value[4:].encode(),
            "the IBAN typed in a draft": self.typed_iban.value.encode(),
        }


def spellings(needle: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the needle as it is, in capitals, in two-byte characters, and inside hex and base64 of a longer text."""
    yield "plain", needle
    yield "in capitals", needle.upper()
    yield "as UTF-16", needle.decode().encode("utf-16-le")
    yield "as hex", needle.hex().encode()
    yield "as HEX", needle.hex().upper().encode()
    for shift in range(3):
        # Which letters base64 gives depends on the place; the edges depend on the neighbours and are left out.
        whole = base64.b64encode(b"\0" * shift + needle)
        yield f"as base64, shifted by {shift}", whole[4 if shift else 0 : len(whole) - 4]


def found_in(data: bytes, needles: dict[str, bytes]) -> list[str]:
    """Return which needles lie in the data and in which spelling, "the IBAN as hex"."""
    return [
        f"{name} {how}"
        for name, needle in needles.items()
        for how, form in dict(spellings(needle)).items()
        if form in data
    ]


def receipt_saying(text: str) -> bytes:
    """Return a one-page PDF whose page shows the text, uncompressed."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        document.pages[0].Contents = document.make_stream(f"BT /F 12 Tf 60 700 Td ({text}) Tj ET".encode())
        document.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def tell_everything(secret: Secrets, author: Viewer, clerk: Viewer, person: InsuredPerson) -> UUID:
    """Send a claim, ask, answer and decide it, leave a half-typed draft beside it; return the claim's id."""
    with acting_as(author):
        claim_id = _draft(secret, author, person)
        number = submit_claim(actor=author, claim_id=claim_id, now=NOW).number
    with acting_as(clerk):
        case.take_claim(actor=clerk, claim_id=claim_id, now=NOW)
        case.ask_question(actor=clerk, claim_id=claim_id, text=f"Was heißt {secret.word}?", now=NOW)
    with acting_as(author):
        file = add_answer_file(
            actor=author,
            number=number,
            name=f"Antwort {secret.word}.pdf",
            data=receipt_saying(f"Antwort {secret.word}"),
            now=NOW,
        )
        case.answer_question(
            actor=author,
            claim_id=claim_id,
            text=f"Es heißt {secret.word}.",
            document_ids=[file.document.id],
            now=NOW,
        )
    with acting_as(clerk):
        _decide(secret, clerk, claim_id)
    _leave_half_typed(secret, author, person)
    return claim_id


def _draft(secret: Secrets, author: Viewer, person: InsuredPerson) -> UUID:
    draft_id = drafts.begin_draft(actor=author, contract_id=person.contract_id, now=NOW)
    drafts.choose_person(actor=author, draft_id=draft_id, person_id=person.id, now=NOW)
    invoice_id = Invoice.objects.get(claim_id=draft_id).id
    invoice = drafts.InvoiceInput(
        invoice_id, f"Praxis {secret.word}", date(2026, 10, 5), Decimal("77.31"), "EUR"
    )
    drafts.save_invoices(actor=author, draft_id=draft_id, invoices=[invoice], now=NOW)
    add_document(
        actor=author,
        draft_id=draft_id,
        invoice_id=invoice_id,
        name=f"Rechnung {secret.word}.pdf",
        data=receipt_saying(f"Diagnose {secret.word}"),
        now=NOW,
    )
    account = payees.NewAccount(f"Xaver {secret.word}", secret.iban)
    payees.choose_bank_account(actor=author, draft_id=draft_id, account=account, now=NOW)
    return draft_id


def _decide(secret: Secrets, clerk: Viewer, claim_id: UUID) -> None:
    case.decide_invoice(
        actor=clerk,
        claim_id=claim_id,
        invoice_id=Invoice.objects.get(claim_id=claim_id).id,
        outcome="part",
        paid_amount=Decimal("50.00"),
        reason="deductible",
        note=f"Wegen {secret.word}.",
        now=NOW,
    )


def _leave_half_typed(secret: Secrets, author: Viewer, person: InsuredPerson) -> None:
    with acting_as(author):
        draft_id = drafts.begin_draft(actor=author, contract_id=person.contract_id, now=NOW)
        typed = {"holder": f"Yvonne {secret.word}", "iban": secret.typed_iban.value}
        drafts.autosave(actor=author, draft_id=draft_id, step="bank", typed=typed, now=NOW)
