"""Live through the planned claims with the services people use, as the people who would do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.services import case
from partnerportal.claims.services.submission import submit_claim
from partnerportal.config.seed.bills import bill
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.filing import attach
from partnerportal.config.seed.insured import Insured
from partnerportal.config.seed.papers import paper_of
from partnerportal.config.seed.plans import Plan, at_office
from partnerportal.config.seed.wordings import (
    EXCHANGES,
    GERMAN_PART_REASONS,
    PART_REASONS,
    REFUSAL_REASONS,
    Exchange,
)
from partnerportal.config.seed.writing import complete_draft
from partnerportal.contracts.models import InsuredPerson
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.money import currency_of
from partnerportal.kernel.viewer import Viewer

WRITING = timedelta(minutes=25)
# Hours between two steps, at least and at most.
UNTIL_TAKEN, UNTIL_ASKED, UNTIL_ANSWERED, UNTIL_DECIDED, UNTIL_CLOSED = (
    (2, 28),
    (1, 18),
    (14, 110),
    (16, 90),
    (24, 150),
)
PART_SHARES = tuple(map(Decimal, ("0.55", "0.64", "0.70", "0.80", "0.85", "0.90")))


@dataclass
class Story:
    """Tell one claim after another; `people` are the demo's accounts by e-mail, `insured` the persons by partner."""

    chance: Chance
    people: Mapping[str, Viewer]
    insured: Mapping[UUID, Insured]
    now: datetime

    def tell(self, plan: Plan) -> None:
        """Live through one claim up to its state."""
        author, clerk = self.people[plan.author], self.people[plan.clerk]
        sent_at = plan.submitted_at
        person = self.insured[author.partner].anyone(self.chance, berlin_date(sent_at))
        count = len(plan.outcomes)
        claim_id = complete_draft(self.chance, author, person, invoices=count, now=sent_at - WRITING)
        with acting_as(author):
            submit_claim(actor=author, claim_id=claim_id, now=sent_at)
        if plan.state == "submitted":
            return
        taken_at = self._later(sent_at, UNTIL_TAKEN)
        with acting_as(clerk):
            case.take_claim(actor=clerk, claim_id=claim_id, now=taken_at)
        ready_at = self._talk(plan, claim_id, person, taken_at) if plan.was_questioned else taken_at
        if plan.state in {"decided", "closed"}:
            self._decide(plan, clerk, claim_id, self._later(ready_at, UNTIL_DECIDED))

    def _talk(self, plan: Plan, claim_id: UUID, person: InsuredPerson, since: datetime) -> datetime:
        """Ask a question, and answer it unless the claim waits for that; return when it was answered."""
        author, clerk, exchange = (
            self.people[plan.author],
            self.people[plan.clerk],
            self.chance.choice(EXCHANGES),
        )
        asked_at = self._later(since, UNTIL_ASKED)
        with acting_as(clerk):
            case.ask_question(actor=clerk, claim_id=claim_id, text=exchange.question, now=asked_at)
        if plan.state == "question":
            return asked_at
        answered_at = self._later(asked_at, UNTIL_ANSWERED)
        with acting_as(author):
            files = self._files(exchange, claim_id, person, answered_at)
            case.answer_question(
                actor=author, claim_id=claim_id, text=exchange.answer, document_ids=files, now=answered_at
            )
        return answered_at

    def _files(self, exchange: Exchange, claim_id: UUID, person: InsuredPerson, now: datetime) -> list[UUID]:
        if not exchange.has_file:
            return []
        issued_on = berlin_date(now) - timedelta(days=self.chance.randint(20, 30))
        paper = paper_of(bill(self.chance, person, person.contract.policyholder, issued_on))
        claim = Claim.objects.get(id=claim_id)
        return [attach(self.chance, claim, None, paper, subject_id=person.id, now=now)]

    def _decide(self, plan: Plan, clerk: Viewer, claim_id: UUID, since: datetime) -> None:
        """Decide every invoice, and close the claim if that is its plan."""
        with acting_as(clerk):
            invoices = Invoice.objects.filter(claim_id=claim_id).order_by("position")
            for invoice, outcome in zip(invoices, plan.outcomes, strict=True):
                self._decide_invoice(clerk, claim_id, invoice, outcome, since)
            if plan.state == "closed":
                case.close_claim(actor=clerk, claim_id=claim_id, now=self._later(since, UNTIL_CLOSED))

    def _decide_invoice(
        self, clerk: Viewer, claim_id: UUID, invoice: Invoice, outcome: str, now: datetime
    ) -> None:
        reason, note = self._reason(outcome, invoice.currency)
        case.decide_invoice(
            actor=clerk,
            claim_id=claim_id,
            invoice_id=invoice.id,
            outcome=outcome,
            paid_amount=self._part_of(invoice) if outcome == "part" else None,
            reason=reason,
            note=note,
            now=now,
        )

    def _reason(self, outcome: str, currency: str) -> tuple[str, str]:
        if outcome == "full":
            return "", ""
        if outcome == "refused":
            return self.chance.choice(REFUSAL_REASONS)
        return self.chance.choice(GERMAN_PART_REASONS if currency == "EUR" else PART_REASONS)

    def _part_of(self, invoice: Invoice) -> Decimal:
        unit = currency_of(invoice.currency).smallest_unit
        return ((invoice.amount or Decimal()) * self.chance.choice(PART_SHARES)).quantize(unit)

    def _later(self, after: datetime, hours: tuple[int, int]) -> datetime:
        return at_office(self.chance, after, hours, self.now)
