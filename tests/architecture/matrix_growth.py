"""Let the small world grow: more of everything a page can list, on the very same pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice
from partnerportal.contracts.models import InsuredPerson
from partnerportal.database.keys import Vault, vault_for_writing
from partnerportal.documents.models import Document
from partnerportal.journal.services import record_login
from partnerportal.partners.models import Partner
from tests.architecture.matrix_changes import grow_changes
from tests.architecture.matrix_exchange import grow_exchange
from tests.architecture.matrix_leading import grow_led
from tests.architecture.matrix_registrations import more_registrations
from tests.architecture.matrix_statements import grow_statements
from tests.architecture.matrix_world import World
from tests.cast import NOW, House, consent_to, make_contract
from tests.claims.desk_claims import sent_claims

MORE = 12
CHILDREN = tuple(f"Kind{number}" for number in range(1, MORE))


def grow(world: World, house: House) -> None:
    """Add a dozen of everything: contracts, persons, claims, drafts, invoices, files, questions, logins."""
    partner = Partner.objects.get(id=house.lindner.partner)
    for number in range(MORE):
        _, persons = make_contract(partner, f"RK-5000-000-{number:03}", "Brandt", CHILDREN[:3])
        consent_to(persons[0])
        record_login(account_id=house.lindner.account, now=NOW, ip="192.0.2.1")
    grow_led(house, MORE, NOW)
    grow_statements(house, MORE)
    grow_exchange(house, MORE, NOW)
    grow_changes(house, MORE, NOW)
    for name in CHILDREN:
        _add_person(house, name)
    more_registrations(house, MORE, NOW)
    sent_claims(house, MORE, invoices=3)
    Claim.objects.filter(state="submitted", partner=partner).update(clerk=house.clerk.account)
    sent_claims(house, MORE)
    draft, sent = (
        Claim.objects.get(id=_first(world, "draft", "draft_id")),
        Claim.objects.get(number=_first(world, "claim", "number")),
    )
    _enlarge(draft)
    _enlarge(sent)
    _add_questions(sent)
    _add_waiting_files(sent)
    for _each in range(MORE):
        _add_draft(draft)


def _first(world: World, kind: str, name: str) -> object:
    return world.things[kind][0].values[name]


def _scope(claim: Claim) -> dict[str, object]:
    return {
        "partner_id": claim.partner_id,
        "author_id": claim.author_id,
        "department_id": claim.department_id,
        "claim_id": claim.id,
    }


def _vault(claim: Claim) -> tuple[Vault, UUID]:
    subject = claim.insured_person_id
    assert subject is not None
    return vault_for_writing(subjects=[subject], partner_id=claim.partner_id, now=NOW), subject


def _add_person(house: House, first_name: str) -> None:
    InsuredPerson.objects.create(
        partner_id=house.contract.partner_id, contract=house.contract, salutation="Herr",
        first_name=first_name, last_name="Brandt", born_on=date(2015, 5, 5),
    )  # fmt: skip


def _enlarge(claim: Claim) -> None:
    """Add invoices with two files each, and steps of the timeline."""
    vault, subject = _vault(claim)
    for position in range(2, MORE):
        row = uuid4()
        sealed = vault.seal(subject, "claims_invoice.provider", row, f"Praxis {position}")
        invoice = Invoice.objects.create(
            **_scope(claim), id=row, position=position, provider=sealed, issued_on=date(2026, 10, 1),
            amount=Decimal(100 + position),
        )  # fmt: skip
        for _file in range(2):
            _add_file(claim, invoice=invoice)
        if claim.department_id:
            ClaimEvent.objects.create(**_scope(claim), kind="claim.question.asked", occurred_at=NOW)


def _add_questions(claim: Claim) -> None:
    """Add questions already answered, each with a file."""
    vault, subject = _vault(claim)
    column = "claims_informationrequest"
    for number in range(1, MORE):
        row = uuid4()
        question = InformationRequest.objects.create(
            **_scope(claim), id=row, asked_at=NOW - timedelta(days=number), due_on=date(2026, 12, 1),
            question=vault.seal(subject, f"{column}.question", row, "Wann?"),
            answer=vault.seal(subject, f"{column}.answer", row, "Gestern."),
            answered_at=NOW, answered_by_id=claim.author_id, asked_by_id=claim.clerk_id,
        )  # fmt: skip
        _add_file(claim, information_request=question)


def _add_waiting_files(claim: Claim) -> None:
    question = claim.information_requests.get(answered_at=None)
    for _each in range(MORE):
        _add_file(claim, is_sent=False, information_request=question)


def _add_file(claim: Claim, *, is_sent: bool = True, **belongs_to: object) -> None:
    vault, subject = _vault(claim)
    row = uuid4()
    scope = _scope(claim)
    if not is_sent:
        scope["department_id"] = None
    about = {name: value for name, value in scope.items() if name != "claim_id"}
    document = Document.objects.create(
        **about, id=row, subject_id=subject, media_type="application/pdf", pages=1, size=4000,
        name=vault.seal(subject, "documents_document.name", row, "Rechnung.pdf"),
        original_size=5000, original_sha256="0" * 64, kept_sha256="1" * 64, stored_at=NOW,
    )  # fmt: skip
    position = claim.attachments.count() + 1
    Attachment.objects.create(**scope, document=document, position=position, **belongs_to)


def _add_draft(like: Claim) -> Claim:
    return Claim.objects.create(
        partner_id=like.partner_id, author_id=like.author_id, contract_id=like.contract_id,
        insured_person_id=like.insured_person_id, step=3, created_at=NOW, saved_at=NOW,
    )  # fmt: skip
