"""Walk through a registration as people do, for the tests of registration and approval."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.test import Client

from partnerportal.accounts.models import Letter, Registration
from partnerportal.accounts.rules.occasions import occasion_of
from partnerportal.accounts.services import registration
from partnerportal.accounts.services.links import make_link
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, WORKER
from tests.cast import NOW

PERSON = {
    "first_name": "Jörn",
    "last_name": "Müller",
    "email": "Joern.Mueller@lindner-voss.example",
    "born_on": "1978-03-14",
    "street": "Domstraße 12",
    "postal_code": "50668",
    "city": "Köln",
}
FIRM = {"intermediary_number": "4711000001", "register_number": "D-NNG4-M0RVQ-48"}
TYPED_PERSON = {key: value for key, value in PERSON.items() if key != "born_on"} | {
    "born_on_day": "14",
    "born_on_month": "3",
    "born_on_year": "1978",
}
BOXES = {"terms": TERMS_VERSION, "notice": NOTICE_VERSION}


def draft_registration(*, now: datetime = NOW, **details: str) -> UUID:
    """Return a draft that only needs to be sent."""
    with acting_as(GATE):
        return registration.keep_acknowledgement(
            registration_id=registration.keep_details(
                registration_id=None, details={**PERSON, **FIRM, **details}, language="de", now=now
            ),
            terms_version=TERMS_VERSION,
            notice_version=NOTICE_VERSION,
            language="de",
            now=now,
        )


def sent_registration(*, now: datetime = NOW, ip: str = "192.0.2.7", **details: str) -> UUID:
    """Return a registration whose address is not confirmed yet."""
    found = draft_registration(now=now, **details)
    with acting_as(GATE):
        registration.send_registration(registration_id=found, ip=ip, now=now)
    return found


def waiting_registration(*, now: datetime = NOW, ip: str = "192.0.2.7", **details: str) -> Registration:
    """Return a registration that waits for the administrator."""
    found = sent_registration(now=now, ip=ip, **details)
    token = token_for(registration_id=found, now=now)
    with acting_as(GATE):
        registration.confirm_registration(token=token, now=now)
    return Registration.objects.get(id=found)


def token_for(
    *,
    occasion: str = "registration.confirm",
    registration_id: UUID | None = None,
    account_id: UUID | None = None,
    now: datetime = NOW,
) -> str:
    """Return the token of the newest letter of this occasion, made as the worker makes it."""
    target = {"registration_id": registration_id} if registration_id else {"account_id": account_id}
    letter = Letter.objects.filter(occasion=occasion, **target).latest("created_at")
    link = occasion_of(occasion).link
    assert link is not None
    with acting_as(WORKER):
        return make_link(letter=letter, link=link, now=now)[1]


def letters() -> list[tuple[str, bool]]:
    """Return the occasions of all letters ordered, and whether each leads to somebody."""
    rows = Letter.objects.order_by("created_at", "occasion")
    return [(row.occasion, bool(row.account_id or row.registration_id)) for row in rows]


def register_in(client: Client, **changed: str) -> None:
    """Fill in and send the pages of a registration."""
    assert client.post("/registrieren/angaben", TYPED_PERSON | changed).status_code == 302
    assert client.post("/registrieren/buero", FIRM).status_code == 302
    assert client.post("/registrieren/bedingungen", BOXES).status_code == 302
    assert client.post("/registrieren/pruefen").headers["Location"] == "/registrieren/eingegangen"
