"""Addresses of a partner's first page and of the claims it has sent."""

from django.urls import URLPattern, path

from partnerportal.claims.views import answer, overview, partner

CLAIM = "erstattungen/<str:number>"


def patterns(commission_of: overview.CommissionOf) -> list[URLPattern]:
    """Return the addresses of a partner; `commission_of` finds what the first page says of statements."""
    return [
        path("uebersicht", overview.overview_view(commission_of), name="overview"),
        path("erstattungen", partner.claim_list, name="list"),
        path(CLAIM, partner.claim_detail, name="detail"),
        path(f"{CLAIM}/eingangsbestaetigung.pdf", partner.acknowledgement, name="receipt"),
        path(f"{CLAIM}/rueckfrage", answer.answer, name="answer"),
        path(f"{CLAIM}/rueckfrage/dateien", answer.answer_upload, name="answer_upload"),
        path(
            f"{CLAIM}/rueckfrage/dateien/<uuid:attachment_id>/entfernen",
            answer.answer_attachment_remove,
            name="answer_attachment_remove",
        ),
    ]
