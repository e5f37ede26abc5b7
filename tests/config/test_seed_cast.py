"""The cast's helpers stand for what brokers do: a draft ready to be sent, and a claim that was sent."""

from partnerportal.database.context import acting_as
from partnerportal.routing.models import InboxEntry
from tests.cast import draft_of, submitted_claim


def test_a_draft_of_the_cast_only_needs_to_be_sent(house):
    draft = draft_of(house.voss, house.person, amounts=("12.50", "80.00"))

    assert (draft.state, draft.author_id) == ("draft", house.voss.account_id)
    assert draft.invoices.count() == 2
    assert draft.attachments.count() == 1


def test_a_submitted_claim_of_the_cast_waits_in_the_departments_inbox(house):
    claim = submitted_claim(house.lindner, house.person)

    assert claim.state == "submitted"
    with acting_as(house.clerk):
        assert InboxEntry.objects.filter(claim=claim, taken_by=None).exists()
