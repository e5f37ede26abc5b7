"""Addresses of drafts, up to the confirmation that the claim was sent."""

from django.urls import path

from partnerportal.claims.views import (
    draft_confirmation,
    draft_keep,
    draft_receipts,
    draft_start,
    draft_steps,
)

DRAFT = "erstattungen/entwuerfe/<uuid:draft_id>"

urlpatterns = [
    path("erstattungen/neu", draft_start.new, name="new"),
    path("erstattungen/neu/suche", draft_start.new_search, name="new_search"),
    path("erstattungen/entwuerfe", draft_keep.draft_list, name="drafts"),
    path("erstattungen/entwuerfe/loeschen", draft_keep.drafts_delete_all, name="drafts_delete_all"),
    path(f"{DRAFT}/vertrag", draft_start.step_contract, name="step_contract"),
    path(f"{DRAFT}/vertrag/suche", draft_start.step_contract_search, name="step_contract_search"),
    path(f"{DRAFT}/person", draft_steps.step_person, name="step_person"),
    path(f"{DRAFT}/person/einwilligung", draft_steps.step_consent, name="step_consent"),
    path(f"{DRAFT}/belege", draft_receipts.step_receipts, name="step_receipts"),
    path(f"{DRAFT}/bank", draft_steps.step_bank, name="step_bank"),
    path(f"{DRAFT}/pruefen", draft_steps.step_review, name="step_review"),
    path(f"{DRAFT}/zwischenstand", draft_keep.autosave, name="autosave"),
    path(f"{DRAFT}/loeschen", draft_keep.draft_delete, name="draft_delete"),
    path(f"{DRAFT}/rechnungen", draft_receipts.invoice_add, name="invoice_add"),
    path(
        f"{DRAFT}/rechnungen/<uuid:invoice_id>/entfernen",
        draft_receipts.invoice_remove,
        name="invoice_remove",
    ),
    path(f"{DRAFT}/rechnungen/<uuid:invoice_id>/dateien", draft_receipts.upload, name="upload"),
    path(
        f"{DRAFT}/dateien/<uuid:attachment_id>/entfernen",
        draft_receipts.attachment_remove,
        name="attachment_remove",
    ),
    path("erstattungen/<str:number>/bestaetigung", draft_confirmation.confirmation, name="confirmation"),
]
