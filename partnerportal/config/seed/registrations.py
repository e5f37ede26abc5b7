"""Let people be on their way into the demo: a registration in every state, with everything a comparison can find."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from partnerportal.accounts.models import Account, Registration
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.config.seed.accounts import LINDNER
from partnerportal.config.seed.chance import Chance
from partnerportal.database.keys import index_key, vault_for_writing
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.viewer import Role
from partnerportal.partners.models import Partner

ADMINISTRATOR = "verwaltung@musterschutz.example"
NEW_FIRM = ("4711000003", "Ohlsen & Töchter Versicherungsmakler", "Hafenstraße 4", "24103", "Kiel")
NEW_FIRM_IN_REGISTER = "D-4QX7-OHL5N-31"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Describe somebody who registers; `days` is how many days ago, `firm` the number typed."""

    state: str
    days: int
    first_name: str
    last_name: str
    born_on: str
    street: str
    postal_code: str
    city: str
    firm: str
    register_number: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        """Return a made-up address; the domain belongs to nobody."""
        folded = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
        return f"{self.first_name}.{self.last_name}@post.example".lower().translate(folded)


APPLICANTS = (
    # A first account, number and address right: becomes the owner.
    Applicant("waiting", 1, "Wiebke", "Ohlsen", "1971-06-09", "Hafenstr. 4", "24103", "Kiel", "4711000003",
              NEW_FIRM_IN_REGISTER),
    # Names in each other's fields, two digits of the number swapped.
    Applicant("waiting", 2, "Voss", "Malte", "1994-11-02", "Domstr. 12", "50668", "Koeln", "4711000010"),
    # Nothing in the register fits.
    Applicant("waiting", 3, "Tomasz", "Zielke", "1985-01-30", "Am Anger 17", "99084", "Erfurt", "5550001234"),
    Applicant("waiting", 6, "Svenja", "Petersn", "1989-08-21", "Großstrasse 9", "25813", "Husum", "4711000002",
              words={"question": "Seit wann arbeiten Sie für das Büro in Husum?",
                     "answer": "Seit dem 1. Oktober, als Elternzeitvertretung."}),
    Applicant("asked", 4, "Benedikt", "Aumann", "1979-12-24", "Weyertal 80", "50931", "Köln", "4711000001",
              words={"question": "Im Verzeichnis steht eine andere Anschrift. Welche stimmt?"}),
    Applicant("owner", 5, "Mareike", "Thoms", "1996-04-17", "Domstraße 12", "50668", "Köln", "4711000001"),
    Applicant("approved", 7, "Ferhat", "Demirci", "1991-02-05", "Domstraße 12", "50668", "Köln", "4711000001"),
    Applicant("refused", 9, "Lars", "Bruhn", "1968-10-13", "Deichweg 3", "25813", "Husum", "4711000007",
              words={"reason": "Diese Vermittlernummer haben wir nie vergeben."}),
    Applicant("unconfirmed", 1, "Nele", "Wirth", "2000-05-28", "Südwall 21", "44137", "Dortmund", "4711000001"),
)  # fmt: skip
DECIDED = frozenset({"owner", "approved", "refused"})


def write_registrations(chance: Chance, people: dict[str, Account], *, now: datetime) -> None:
    """Write everybody on the way to an account, and the firm that waits for its first."""
    number, name, street, postal_code, city = NEW_FIRM
    Partner.objects.create(
        id=chance.uuid(), name=name, intermediary_number=number, register_number=NEW_FIRM_IN_REGISTER,
        street=street, postal_code=postal_code, city=city,
    )  # fmt: skip
    for applicant in APPLICANTS:
        _write(chance, applicant, people, now)


def _write(chance: Chance, applicant: Applicant, people: dict[str, Account], now: datetime) -> None:
    row_id, began = chance.uuid(), now - timedelta(days=applicant.days, minutes=chance.randint(5, 500))
    row = Registration(
        id=row_id,
        state=applicant.state,
        begun_at=began,
        sent_at=began + timedelta(minutes=6),
        email_hash=keyed_hash(index_key(), "registration", applicant.email.encode()),
        terms_version=TERMS_VERSION,
        terms_accepted_at=began + timedelta(minutes=5),
        notice_version=NOTICE_VERSION,
        notice_acknowledged_at=began + timedelta(minutes=5),
    )
    if applicant.state != "unconfirmed":
        row.confirmed_at = began + timedelta(minutes=9)
    if applicant.state in DECIDED:
        row.decided_at, row.decided_by = began + timedelta(hours=20), people[ADMINISTRATOR]
    if applicant.state in {"owner", "approved"}:
        row.partner = people[LINDNER].partner
    _seal(row, applicant, now)
    if applicant.state == "approved":
        row.account = _account(chance, row, applicant, now)
    row.save(force_insert=True)


def _seal(row: Registration, applicant: Applicant, now: datetime) -> None:
    vault = vault_for_writing(subjects=[row.id], partner_id=None, now=now)
    texts = {
        "first_name": applicant.first_name, "last_name": applicant.last_name, "email": applicant.email,
        "born_on": applicant.born_on, "street": applicant.street, "postal_code": applicant.postal_code,
        "city": applicant.city, "intermediary_number": applicant.firm,
        "register_number": applicant.register_number, **applicant.words,
    }  # fmt: skip
    for column, text in texts.items():
        setattr(row, column, vault.seal(row.id, f"accounts_registration.{column}", row.id, text))


def _account(chance: Chance, row: Registration, applicant: Applicant, now: datetime) -> Account:
    """Open the account of somebody let in who has not chosen a password yet."""
    account_id = chance.uuid()
    vault = vault_for_writing(subjects=[account_id], partner_id=None, now=now)
    account = Account(
        id=account_id,
        email=applicant.email,
        password=make_password(None),
        is_active=False,
        first_name=applicant.first_name,
        last_name=applicant.last_name,
        role=Role.STAFF.value,
        partner=row.partner,
        may_see_claims=True,
        may_see_contracts=True,
        born_on=vault.seal(account_id, "accounts_account.born_on", account_id, applicant.born_on),
        street=applicant.street,
        postal_code=applicant.postal_code,
        city=applicant.city,
        created_at=row.decided_at or now,
        terms_version=row.terms_version,
        terms_accepted_at=row.terms_accepted_at,
        notice_version=row.notice_version,
        notice_acknowledged_at=row.notice_acknowledged_at,
    )
    account.save(force_insert=True)
    return account
