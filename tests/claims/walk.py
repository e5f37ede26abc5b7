"""Walk a draft through its steps, as a browser does or through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.services import drafts
from partnerportal.claims.services.draft_files import add_document
from partnerportal.claims.services.payees import choose_bank_account
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House, signed_in_client
from tests.documents.samples import pdf


@dataclass
class Browser:
    """Hold a signed-in browser and the draft it works on."""

    client: Client
    draft_id: UUID | None = None

    def address(self, page: str) -> str:
        """Return the address of one of the draft's pages."""
        return f"/erstattungen/entwuerfe/{self.draft_id}/{page}"

    def get(self, page: str) -> HttpResponse:
        """Open a page of the draft."""
        return self.client.get(self.address(page))

    def post(self, page: str, **values: object) -> HttpResponse:
        """Send a form of the draft."""
        return self.client.post(self.address(page), values)

    def begin(self, contract_id: UUID) -> HttpResponse:
        """Choose a contract."""
        answer = self.client.post("/erstattungen/neu", {"contract": str(contract_id)})
        if answer.status_code == 302:
            self.draft_id = UUID(answer.headers["Location"].split("/")[3])
        return answer

    def to_receipts(self, house: House) -> None:
        """Begin with Amelie Brandt's contract and choose her; both her consents are on record."""
        self.begin(house.contract.id)
        self.post("person", person=house.person.id)

    def invoice_ids(self) -> list[UUID]:
        """Return the draft's invoices in order."""
        return list(
            Invoice.objects.filter(claim_id=self.draft_id).order_by("position").values_list("id", flat=True)
        )


def browser_of(viewer: Viewer) -> Browser:
    """Return a browser somebody of the cast is signed in with."""
    return Browser(signed_in_client(viewer))


def invoice_fields(invoice_id: UUID, **changed: str) -> dict[str, str]:
    """Return a completely filled invoice under its field names."""
    today = berlin_date(datetime.now(NOW.tzinfo))
    filled = {
        "provider": "Praxis Dr. Sommer",
        "issued_on_day": "14",
        "issued_on_month": "3",
        "issued_on_year": str(today.year - 1),
        "amount": "184,20",
        "amount_currency": "EUR",
        **changed,
    }
    return {f"r{invoice_id.hex}-{name}": text for name, text in filled.items()}


def receipt(name: str = "Rechnung.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    """Return a file as a form sends it."""
    return SimpleUploadedFile(name, pdf() if data is None else data)


def files_field(invoice_id: UUID) -> str:
    """Return the name of an invoice's file field."""
    return f"r{invoice_id.hex}-files"


def ready_draft(house: House, actor: Viewer, *, invoices: int = 1, files: int = 1) -> UUID:
    """Return a draft that only needs to be sent, made through the services as the actor."""
    with acting_as(actor):
        draft_id = drafts.begin_draft(actor=actor, contract_id=house.contract.id, now=NOW)
        drafts.choose_person(actor=actor, draft_id=draft_id, person_id=house.person.id, now=NOW)
        for _more in range(invoices - 1):
            drafts.add_invoice(actor=actor, draft_id=draft_id, now=NOW)
        ids = list(
            Invoice.objects.filter(claim_id=draft_id).order_by("position").values_list("id", flat=True)
        )
        drafts.save_invoices(actor=actor, draft_id=draft_id, invoices=[invoice(id_) for id_ in ids], now=NOW)
        for number in range(files):
            add_document(
                actor=actor,
                draft_id=draft_id,
                invoice_id=ids[0],
                name=f"Rechnung {number}.pdf",
                data=pdf(),
                now=NOW,
            )
        choose_bank_account(actor=actor, draft_id=draft_id, account=None, now=NOW)
    return draft_id


def invoice(invoice_id: UUID, amount: str = "184.20") -> drafts.InvoiceInput:
    """Return a valid invoice."""
    return drafts.InvoiceInput(
        invoice_id, "Praxis Dr. Sommer", berlin_date(NOW).replace(month=3, day=14), Decimal(amount), "EUR"
    )


def claims_of(viewer: Viewer) -> list[Claim]:
    """Return what the viewer has written, drafts and claims."""
    return list(Claim.objects.filter(author_id=viewer.account).order_by("created_at"))


def text_of(answer: HttpResponse) -> str:
    """Return a page as text."""
    return answer.content.decode()
