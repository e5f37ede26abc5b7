"""The people who ask and the things they ask for: own ones, foreign ones, and ones that do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from partnerportal.claims.models import Attachment, Claim, Invoice
from partnerportal.claims.services import case
from partnerportal.claims.services.answer_files import add_answer_file
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.kernel.viewer import ANONYMOUS, Viewer
from partnerportal.partners.models import Partner
from partnerportal.routing.models import RoutingRule
from tests.architecture.matrix_changes import change_things
from tests.architecture.matrix_exchange import exchange_things
from tests.architecture.matrix_leading import led_things
from tests.architecture.matrix_links import tokens_of
from tests.architecture.matrix_own import own_things
from tests.architecture.matrix_registrations import registration_things, registration_tokens
from tests.architecture.matrix_statements import statement_things
from tests.cast import PASSWORD, AccountMaker, House, draft_of, signed_in_client, submitted_claim
from tests.documents.samples import pdf

NOBODY: frozenset[str] = frozenset()
# A right number that was never given out.
UNKNOWN_NUMBER = "EA-2026-999999-1"


@dataclass(frozen=True)
class Thing:
    """Something an address can name, and who may reach it."""

    label: str
    values: dict[str, object]
    open_to: frozenset[str]
    is_mixed: bool = False


@dataclass
class World:
    """Hold the browsers of the cast and the things by kind."""

    viewers: dict[str, Viewer]
    session_keys: dict[str, str]
    things: dict[str, list[Thing]]

    def browser(self, member: str) -> Client:
        """Return a fresh browser of a member; a defect becomes an answer of 500 instead of an exception."""
        client = Client(raise_request_exception=False)
        if member in self.session_keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session_keys[member]
        return client


def build_world(house: House) -> World:
    """Fill the house: drafts of three people, a case in each department, files everywhere."""
    now = datetime.now(UTC)
    _send_accidents_to_the_other_department(house)
    viewers = _viewers(house)
    sent = submitted_claim(house.lindner, house.person, now=now)
    foreign = submitted_claim(house.petersen, house.foreign_person, now=now)
    drafts = {
        member: draft_of(viewers[member], person, now=now)
        for member, person in (
            ("lindner", house.person),
            ("voss", house.person),
            ("petersen", house.foreign_person),
        )
    }
    waiting = _ask_and_begin_an_answer(house.clerk, house.lindner, sent, now)
    waiting_there = _ask_and_begin_an_answer(house.contract_clerk, house.petersen, foreign, now)
    things = {
        "": [Thing("", {}, frozenset(viewers))],
        "contract": _contracts(house),
        "draft": _drafts(drafts),
        "claim": _claims(sent, foreign, waiting, waiting_there),
        "document": _documents(drafts, sent, foreign, waiting, waiting_there),
        **_own(house, viewers, now),
        **_links(viewers, house, now),
        "registration": [Thing(*row) for row in registration_things(house, now)],
        **_led(house, frozenset(viewers), now),
        **_settled(house),
        **_exchanged(house, now),
        **_changed(house, now),
    }
    keys = {
        member: signed_in_client(viewer).cookies[settings.SESSION_COOKIE_NAME].value
        for member, viewer in viewers.items()
        if viewer.is_signed_in
    }
    return World(viewers, keys, things)


def _viewers(house: House) -> dict[str, Viewer]:
    make = AccountMaker(make_password(PASSWORD))
    partner = Partner.objects.get(id=house.lindner.partner)
    return {
        "stranger": ANONYMOUS,
        "lindner": house.lindner,
        "voss": house.voss,
        "novice": make("neu@lindner-voss.example", "Nele", "Neumann", "staff", partner=partner),
        "petersen": house.petersen,
        "clerk": house.clerk,
        "contract_clerk": house.contract_clerk,
        "officer": house.officer,
        "administrator": house.administrator,
    }


def _send_accidents_to_the_other_department(house: House) -> None:
    RoutingRule.objects.create(line_of_business="030", department=house.administration)
    Contract.objects.filter(id=house.foreign_contract.id).update(line_of_business="030")


def _ask_and_begin_an_answer(clerk: Viewer, author: Viewer, claim: Claim, now: datetime) -> UUID:
    """Return the attachment of the answer its author has not sent yet."""
    with acting_as(clerk):
        case.take_claim(actor=clerk, claim_id=claim.id, now=now)
        case.ask_question(actor=clerk, claim_id=claim.id, text="Wann genau?", now=now)
    with acting_as(author):
        file = add_answer_file(
            actor=author, number=claim.number or "", name="Antwort.pdf", data=pdf(1), now=now
        )
    return file.attachment_id


def _links(viewers: dict[str, Viewer], house: House, now: datetime) -> dict[str, list[Thing]]:
    tokens = {**tokens_of(viewers["lindner"].account, now), **registration_tokens(house, now)}
    return {
        route: [
            Thing("own", {"token": token}, frozenset(viewers)),
            Thing("unknown", {"token": "unbekannt"}, NOBODY),
        ]
        for route, token in tokens.items()
    }


def _led(house: House, everybody: frozenset[str], now: datetime) -> dict[str, list[Thing]]:
    found = led_things(house, everybody, now)
    return {kind: [Thing(*row) for row in rows] for kind, rows in found.items()}


def _changed(house: House, now: datetime) -> dict[str, list[Thing]]:
    found = change_things(house, now)
    return {kind: [Thing(*row) for row in rows] for kind, rows in found.items()}


def _exchanged(house: House, now: datetime) -> dict[str, list[Thing]]:
    found = exchange_things(house, now)
    return {kind: [Thing(*row) for row in rows] for kind, rows in found.items()}


def _settled(house: House) -> dict[str, list[Thing]]:
    return {kind: [Thing(*row) for row in rows] for kind, rows in statement_things(house).items()}


def _own(house: House, viewers: dict[str, Viewer], now: datetime) -> dict[str, list[Thing]]:
    found = own_things(house, viewers, now)
    return {kind: [Thing(*row) for row in rows] for kind, rows in found.items()}


def _contracts(house: House) -> list[Thing]:
    return [
        Thing(
            "own",
            {"contract_id": house.contract.id, "what": "anschrift"},
            frozenset({"lindner", "voss", "contract_clerk"}),
        ),
        Thing(
            "foreign",
            {"contract_id": house.foreign_contract.id, "what": "name"},
            frozenset({"petersen", "contract_clerk"}),
        ),
        Thing(
            "own contract with a foreign person",
            {"contract_id": house.contract.id, "what": house.foreign_person.id},
            NOBODY,
            is_mixed=True,
        ),
        Thing("unknown", {"contract_id": uuid4(), "what": "anschrift"}, NOBODY),
    ]


def _drafts(drafts: dict[str, Claim]) -> list[Thing]:
    """Return each draft with its own parts, and one with parts of others: those are open to nobody."""
    own = [
        Thing(f"{author}'s draft", {"draft_id": draft.id, **_parts(draft)}, frozenset({author}))
        for author, draft in drafts.items()
    ]
    mixed = [
        Thing(
            f"lindner's draft with {other}'s parts",
            {"draft_id": drafts["lindner"].id, **_parts(drafts[other])},
            NOBODY,
            is_mixed=True,
        )
        for other in ("voss", "petersen")
    ]
    unknown = {"draft_id": uuid4(), "invoice_id": uuid4(), "attachment_id": uuid4()}
    return [*own, *mixed, Thing("unknown", unknown, NOBODY)]


def _claims(sent: Claim, foreign: Claim, waiting: UUID, waiting_there: UUID) -> list[Thing]:
    own = {"number": sent.number, "invoice_id": _parts(sent)["invoice_id"], "attachment_id": waiting}
    theirs = {"number": foreign.number, **_parts(foreign), "attachment_id": waiting_there}
    mixed = {**theirs, "number": sent.number}
    return [
        Thing("own", own, frozenset({"lindner", "voss", "clerk"})),
        Thing("foreign", theirs, frozenset({"petersen", "contract_clerk"})),
        Thing("own number with foreign parts", mixed, NOBODY, is_mixed=True),
        Thing("unknown", {"number": UNKNOWN_NUMBER, "invoice_id": uuid4(), "attachment_id": uuid4()}, NOBODY),
        Thing("no number", {"number": "Antrag", "invoice_id": uuid4(), "attachment_id": uuid4()}, NOBODY),
    ]


def _documents(
    drafts: dict[str, Claim], sent: Claim, foreign: Claim, waiting: UUID, waiting_there: UUID
) -> list[Thing]:
    pending, pending_there = (Attachment.objects.get(id=one).document_id for one in (waiting, waiting_there))
    found = {
        "of the sent claim": (_document(sent, pending), {"lindner", "voss", "clerk"}),
        "of the unsent answer": (pending, {"lindner"}),
        "of the foreign claim": (_document(foreign, pending_there), {"petersen", "contract_clerk"}),
        "unknown": (uuid4(), set()),
        **{f"of {author}'s draft": (_document(draft), {author}) for author, draft in drafts.items()},
    }
    return [
        Thing(label, {"document_id": document_id, "page": 1}, frozenset(open_to))
        for label, (document_id, open_to) in found.items()
    ]


def _document(claim: Claim, other_than: UUID | None = None) -> UUID:
    return Document.objects.exclude(id=other_than).get(attachment__claim=claim).id


def _parts(claim: Claim) -> dict[str, object]:
    return {
        "invoice_id": Invoice.objects.get(claim=claim).id,
        "attachment_id": Attachment.objects.filter(claim=claim, invoice__isnull=False).values_list(
            "id", flat=True
        )[0],
    }
