"""Use the interface as other software does: with a token of a made-up owner, with consent and without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from partnerportal.accounts.queries import viewer_of
from partnerportal.accounts.rules.api_tokens import SCOPES
from partnerportal.accounts.rules.services_registry import API_ACCESS
from partnerportal.accounts.services.api_tokens import create_token
from partnerportal.accounts.services.services_registry import switch_on
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.notice.address_table import Address, addresses
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import Party, signed_in

_READ = "api:contracts"
_FORGET_CONSENT = "DELETE FROM accounts_serviceoptin WHERE account_id = %s"


def software_addresses() -> tuple[Address, ...]:
    """Return every address that opens to a token."""
    return tuple(address for address in addresses() if address.needs_token)


def software_of(context: ProofContext, account: Any, address: str = "198.51.100.44") -> Client:
    """Switch the service on for the account, and return software with a token that may all its person may."""
    viewer = viewer_of(account)
    with acting_as(viewer):
        switch_on(actor=viewer, service=API_ACCESS, now=context.now)
        secret = create_token(
            actor=viewer,
            name="Probe",
            scopes=list(SCOPES),
            ends_on=berlin_date(context.now) + timedelta(days=1),
            now=context.now,
        )
    client = context.client()
    client.defaults["REMOTE_ADDR"] = address
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def runs_with_consent_only(context: ProofContext, near: Party) -> Iterator[str]:
    """Read as software with consent, without it, and after its withdrawal; then once more with a new consent."""
    software, read = software_of(context, near.owner), reverse(_READ)
    if software.get(read).status_code != 200:
        yield "Die Gegenprobe scheitert: Software liest auch mit Einwilligung nichts."
    with_consent_gone = software_of(context, near.owner)
    context.execute(_FORGET_CONSENT, [near.owner.id])
    if with_consent_gone.get(read).status_code == 200:
        yield "Software liest ohne Einwilligung."
    person = signed_in(context, near.owner, "198.51.100.45")
    person.post(reverse("accounts:service_off", args=[API_ACCESS.key]))
    if software.get(read).status_code == 200:
        yield "Software liest nach dem Widerruf."
    person.post(reverse("accounts:service_on", args=[API_ACCESS.key]))
    if software.get(read).status_code == 200:
        yield "Ein Schlüssel lebt nach dem Widerruf wieder auf."
    person.post(reverse("accounts:service_off", args=[API_ACCESS.key]))
    if person.get(read).status_code == 200:
        yield "Eine Sitzung öffnet die Schnittstelle."
