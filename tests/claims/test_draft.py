"""A draft belongs to its author: kept at every step, invisible to others, gone at once when deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from partnerportal.claims.models import Attachment, Claim, Invoice, Payee
from partnerportal.claims.queries.drafts import Draft, draft_for, draft_rows
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services import drafts
from partnerportal.claims.services.draft_files import add_document, remove_document
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.claims.services.payees import NewAccount, choose_bank_account
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import parse_iban
from partnerportal.kernel.viewer import Viewer
from tests.cast import IBAN, NOW, House
from tests.claims.walk import invoice, ready_draft
from tests.documents.samples import pdf, renamed_executable

pytestmark = pytest.mark.django_db


@contextmanager
def begun(house: House, person: bool = True) -> Iterator[UUID]:
    """Act as Lindner in a draft that has just been begun."""
    with acting_as(house.lindner):
        draft_id = drafts.begin_draft(actor=house.lindner, contract_id=house.contract.id, now=NOW)
        if person:
            drafts.choose_person(actor=house.lindner, draft_id=draft_id, person_id=house.person.id, now=NOW)
        yield draft_id


def seen(viewer: Viewer, draft_id: UUID) -> Draft | None:
    with acting_as(viewer):
        return draft_for(viewer=viewer, draft_id=draft_id, now=NOW)


def only_invoice(draft_id: UUID) -> UUID:
    return Invoice.objects.values_list("id", flat=True).get(claim_id=draft_id)


def test_a_foreign_contract_answers_like_one_that_does_not_exist(house: House) -> None:
    for contract_id in (house.foreign_contract.id, uuid4()):
        with acting_as(house.lindner), pytest.raises(UnknownDraft):
            drafts.begin_draft(actor=house.lindner, contract_id=contract_id, now=NOW)
    assert not Claim.objects.exists()


def test_a_contract_that_ended_long_ago_takes_no_claim(house: House) -> None:
    Contract.objects.filter(id=house.contract.id).update(begins_on="2018-01-01", ends_on="2022-12-30")
    with acting_as(house.lindner), pytest.raises(Refused, match=r"contract\.ended_long_ago"):
        drafts.begin_draft(actor=house.lindner, contract_id=house.contract.id, now=NOW)


def test_a_draft_is_invisible_for_a_colleague_and_for_the_department(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    assert seen(house.lindner, draft_id) is not None
    for viewer in (house.voss, house.petersen, house.clerk):
        with acting_as(viewer):
            assert not Claim.objects.exists()
            assert not Invoice.objects.exists()
            assert not Payee.objects.exists()
            assert not Document.objects.exists()
    with acting_as(house.voss):
        assert draft_for(viewer=house.voss, draft_id=draft_id, now=NOW) is None
        assert draft_rows(viewer=house.voss) == []
        with pytest.raises(UnknownDraft):
            drafts.delete_draft(actor=house.voss, draft_id=draft_id)


def test_a_person_of_another_contract_cannot_be_chosen(house: House) -> None:
    with begun(house, person=False) as draft_id, pytest.raises(UnknownDraft):
        drafts.choose_person(
            actor=house.lindner, draft_id=draft_id, person_id=house.foreign_person.id, now=NOW
        )


def test_what_was_typed_is_kept_as_it_is_until_the_step_is_valid(house: House) -> None:
    with begun(house) as draft_id:
        invoice_id = only_invoice(draft_id)
        field = f"{drafts.field_prefix(invoice_id)}-amount"
        later = NOW + timedelta(minutes=1)
        drafts.autosave(
            actor=house.lindner, draft_id=draft_id, step="receipts", typed={field: "12,3x"}, now=later
        )
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
        assert draft is not None
        assert draft.typed == {"receipts": {field: "12,3x"}}
        assert draft.saved_at == later
        assert draft.progress.unfinished == {Step.RECEIPTS}
        drafts.save_invoices(actor=house.lindner, draft_id=draft_id, invoices=[invoice(invoice_id)], now=NOW)
        saved = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
    assert saved is not None
    assert saved.typed == {}
    assert saved.invoices[0].provider == "Praxis Dr. Sommer"


def test_nothing_typed_lies_readable_in_the_database(house: House) -> None:
    with begun(house) as draft_id:
        typed = {"holder": "Clínica São Bento", "iban": IBAN}
        drafts.autosave(actor=house.lindner, draft_id=draft_id, step="bank", typed=typed, now=NOW)
        invoices = [invoice(only_invoice(draft_id))]
        drafts.save_invoices(actor=house.lindner, draft_id=draft_id, invoices=invoices, now=NOW)
    stored = bytes(Claim.objects.get().typed or b"") + bytes(Invoice.objects.get().provider or b"")
    assert stored
    assert b"Bento" not in stored
    assert IBAN.encode() not in stored
    assert b"Sommer" not in stored


def test_what_was_typed_moves_to_the_key_of_a_person_chosen_later(house: House) -> None:
    with begun(house, person=False) as draft_id:
        drafts.autosave(
            actor=house.lindner, draft_id=draft_id, step="bank", typed={"holder": "Jonas"}, now=NOW
        )
        for person in (house.person, house.child):
            drafts.choose_person(actor=house.lindner, draft_id=draft_id, person_id=person.id, now=NOW)
            draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
            assert draft is not None
            assert draft.typed == {"bank": {"holder": "Jonas"}}


def test_an_invoice_moves_to_another_person_but_files_do_not(house: House) -> None:
    with begun(house) as draft_id:
        invoice_id = only_invoice(draft_id)
        drafts.save_invoices(actor=house.lindner, draft_id=draft_id, invoices=[invoice(invoice_id)], now=NOW)
        drafts.choose_person(actor=house.lindner, draft_id=draft_id, person_id=house.child.id, now=NOW)
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
        assert draft is not None
        assert draft.invoices[0].provider == "Praxis Dr. Sommer"
        add_document(
            actor=house.lindner, draft_id=draft_id, invoice_id=invoice_id, name="a.pdf", data=pdf(), now=NOW
        )
        with pytest.raises(Refused, match=r"draft\.has_files"):
            drafts.choose_person(actor=house.lindner, draft_id=draft_id, person_id=house.person.id, now=NOW)


def test_another_contract_empties_person_invoices_and_account(house: House) -> None:
    with begun(house) as draft_id:
        choose_bank_account(actor=house.lindner, draft_id=draft_id, account=None, now=NOW)
        drafts.choose_contract(
            actor=house.lindner, draft_id=draft_id, contract_id=house.ended_contract.id, now=NOW
        )
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
    assert draft is not None
    assert (draft.policy_number, draft.person_id, draft.payee) == ("RK-1987-402-116", None, None)
    assert len(draft.invoices) == 1


def test_the_last_invoice_is_emptied_and_its_files_are_gone(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    first = only_invoice(draft_id)
    with acting_as(house.lindner):
        drafts.remove_invoice(actor=house.lindner, draft_id=draft_id, invoice_id=first, now=NOW)
    assert only_invoice(draft_id) != first
    assert not Document.objects.exists()


def test_the_contracts_account_is_copied_and_never_shown_in_full(house: House) -> None:
    with begun(house) as draft_id:
        choose_bank_account(actor=house.lindner, draft_id=draft_id, account=None, now=NOW)
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
    assert draft is not None
    assert draft.payee is not None
    assert draft.payee.is_from_contract
    assert draft.payee.masked_iban == "DE•• •••• •••• •••• ••20 51"
    assert (draft.payee.holder, draft.payee.bic, draft.payee.bank_name) == ("A. B.", "", "")
    assert IBAN not in repr(draft)


def test_another_account_brings_its_bic_and_bank(house: House) -> None:
    with begun(house) as draft_id:
        account = NewAccount("Jonas Brandt", parse_iban("DE89 3704 0044 0532 0130 00"))
        choose_bank_account(actor=house.lindner, draft_id=draft_id, account=account, now=NOW)
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
    assert draft is not None
    assert draft.payee is not None
    assert draft.payee.bic.startswith("COBADEFF")
    assert draft.payee.is_account("Jonas Brandt", "de89 3704 0044 0532 0130 00")
    assert not draft.payee.is_account("Jonas Brandt", IBAN)


def test_a_refused_file_leaves_the_others(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    with acting_as(house.lindner):
        with pytest.raises(Refused):
            add_document(
                actor=house.lindner,
                draft_id=draft_id,
                invoice_id=only_invoice(draft_id),
                name="rechnung.pdf",
                data=renamed_executable(),
                now=NOW,
            )
        draft = draft_for(viewer=house.lindner, draft_id=draft_id, now=NOW)
    assert draft is not None
    assert [file.document.name for file in draft.invoices[0].files] == ["Rechnung 0.pdf"]


def test_a_file_is_removed_with_its_bytes(house: House) -> None:
    draft_id = ready_draft(house, house.lindner)
    with acting_as(house.lindner):
        attachment_id = Attachment.objects.values_list("id", flat=True).get()
        remove_document(actor=house.lindner, draft_id=draft_id, attachment_id=attachment_id, now=NOW)
        assert not Attachment.objects.exists()
        assert not Document.objects.exists()


def test_deleting_a_draft_leaves_no_row(house: House) -> None:
    first, second = ready_draft(house, house.lindner), ready_draft(house, house.lindner)
    colleagues = ready_draft(house, house.voss)
    with acting_as(house.lindner):
        drafts.delete_draft(actor=house.lindner, draft_id=first)
        assert list(Claim.objects.values_list("id", flat=True)) == [second]
        assert drafts.delete_all_drafts(actor=house.lindner) == 1
    assert list(Claim.objects.values_list("id", flat=True)) == [colleagues]
    for model in (Invoice, Payee, Attachment):
        assert set(model.objects.values_list("claim_id", flat=True)) == {colleagues}
    assert Document.objects.count() == 1
