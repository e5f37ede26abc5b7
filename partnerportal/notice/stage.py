"""Set up made-up partners and contracts inside the transaction of a proof; the rollback removes them."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.test import Client

from partnerportal.accounts.queries import viewer_of
from partnerportal.accounts.terms import acceptance_of_both
from partnerportal.database.keys import index_key, vault_for_writing
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.identifiers import claim_number
from partnerportal.kernel.viewer import Viewer
from partnerportal.notice.context import ProofContext

PASSWORD = "Ein-erfundenes-Probewort-2026"  # noqa: S105 - of an account that never leaves its transaction
MARK = "Probenachweis"
ACCOUNT_HOLDER, IBAN = "Verdeckte Kontoprobe", "DE02120300000000202051"


@dataclass(frozen=True, slots=True)
class Party:
    """Be one made-up partner with an owner and a contract."""

    partner: Any
    owner: Any
    contract: Any
    insured_person: Any
    document: Any

    @property
    def viewer(self) -> Viewer:
        """Return the owner as the database sees them."""
        return viewer_of(self.owner)


@dataclass(frozen=True, slots=True)
class Stage:
    """Be two partners that must not see each other, a department and its clerk."""

    near: Party
    far: Party
    department: Any
    clerk: Any


def set_stage(context: ProofContext) -> Stage:
    """Write the cast with the rights of the schema's owner and return it."""
    department = _make("routing.Department", code=_code(), name=MARK, email="probe@portal.invalid")
    clerk = made_up_account(context.now, role="clerk", department=department)
    return Stage(near=_party(context, "N"), far=_party(context, "F"), department=department, clerk=clerk)


def signed_in(context: ProofContext, account: Any, address: str = "198.51.100.1") -> Client:
    """Return a browser with a session of the account, without the sign-in page."""
    client = context.client()
    client.defaults["REMOTE_ADDR"] = address
    client.force_login(account)
    return client


def submitted_claim(party: Party, department: Any, now: datetime, *, forwarded: bool = True) -> Any:
    """Write a claim of the party as submitted, by hand and past the services."""
    scope = {"partner": party.partner, "author": party.owner, "department": department}
    claim = _make(
        "claims.Claim",
        **scope,
        number=claim_number(now.year, 900_000 + secrets.randbelow(99_999)),
        state="submitted",
        contract=party.contract,
        insured_person=party.insured_person,
        created_at=now,
        saved_at=now,
        submitted_at=now,
    )
    if forwarded:
        _make(
            "routing.InboxEntry",
            claim=claim,
            partner=party.partner,
            department=department,
            arrived_at=now,
        )
    return claim


def closed_statement(party: Party, now: datetime) -> Any:
    """Write a closed statement of last year with two bookings for the party's contract."""
    month = now.date().replace(year=now.year - 1, month=1, day=1)
    number = f"AB-{month:%Y-%m}-{secrets.randbelow(10**6) + 10**6}"
    statement = _make(
        "statements.Statement", partner=party.partner, number=number, month=month, opened_at=now
    )
    for position, (kind, amount) in enumerate((("initial", 100), ("clawback", -40)), start=1):
        _make(
            "statements.StatementLine",
            partner=party.partner,
            statement=statement,
            position=position,
            contract=party.contract,
            policy_number=party.contract.policy_number,
            kind=kind,
            booked_on=month,
            basis=abs(amount) * 10,
            rate=10,
            amount=amount,
        )
    statement.lines.update(is_closed=True)
    statement.state, statement.total, statement.line_count, statement.closed_at = "closed", 60, 2, now
    statement.save()
    return statement


def draft_claim(party: Party, now: datetime) -> Any:
    """Write a draft of the party's owner."""
    return _make(
        "claims.Claim",
        partner=party.partner,
        author=party.owner,
        contract=party.contract,
        insured_person=party.insured_person,
        created_at=now,
        saved_at=now,
    )


def give_consent(party: Party, kind: str, now: datetime) -> Any:
    """Record a consent or a release from secrecy of the party's insured person."""
    return _make(
        "contracts.Consent",
        partner=party.partner,
        insured_person=party.insured_person,
        kind=kind,
        wording_version="1",
        obtained_by=party.owner,
        obtained_how="paper",
        given_on=now.date(),
        recorded_at=now,
    )


def _party(context: ProofContext, letter: str) -> Party:
    key = f"{letter}{uuid.uuid4().hex[:9].upper()}"
    place = {"street": "Probeweg 1", "postal_code": "00000", "city": MARK}
    partner = _make("partners.Partner", name=f"{MARK} {letter}", intermediary_number=key, **place)
    holder = _make(
        "contracts.Policyholder",
        partner=partner,
        salutation="Frau",
        first_name="Probe",
        last_name=MARK,
        **place,
    )
    contract = _make(
        "contracts.Contract",
        partner=partner,
        policyholder=holder,
        policy_number=f"PROBE-{key}",
        policy_number_key=f"PROBE{key}",
        line_of_business="020",
        tariff=MARK,
        begins_on=context.now.date() - timedelta(days=400),
        holder_sort_key=MARK.lower(),
        search_text=MARK.lower(),
    )
    person = _make(
        "contracts.InsuredPerson",
        partner=partner,
        contract=contract,
        salutation="Herr",
        first_name="Probe",
        last_name=f"{MARK}{letter}",
        born_on=date(1980, 1, 1),
    )
    owner = made_up_account(context.now, role="owner", partner=partner)
    _bank_account(context.now, partner, contract)
    return Party(partner, owner, contract, person, _document(context.now, partner, owner, person))


def _bank_account(now: datetime, partner: Any, contract: Any) -> None:
    subject, row_id = contract.policyholder_id, uuid.uuid4()
    vault = vault_for_writing(subjects=[subject], partner_id=partner.id, now=now)
    plain = {"holder": ACCOUNT_HOLDER, "iban": IBAN, "bic": "BYLADEM1001", "bank_name": MARK}
    _make(
        "contracts.BankAccount",
        id=row_id,
        partner=partner,
        contract=contract,
        **{
            name: vault.seal(subject, f"contracts_bankaccount.{name}", row_id, text)
            for name, text in plain.items()
        },
        iban_hash=keyed_hash(index_key(), "iban", row_id.bytes),
        last_four=IBAN[-4:],
        country="DE",
    )


def _document(now: datetime, partner: Any, owner: Any, person: Any) -> Any:
    row_id = uuid.uuid4()
    vault = vault_for_writing(subjects=[person.id], partner_id=partner.id, now=now)
    return _make(
        "documents.Document",
        id=row_id,
        partner=partner,
        author=owner,
        subject_id=person.id,
        name=vault.seal(person.id, "documents_document.name", row_id, f"{MARK}.pdf"),
        media_type="application/pdf",
        pages=1,
        size=1,
        original_size=1,
        original_sha256="0" * 64,
        kept_sha256="0" * 64,
        stored_at=now,
    )


def made_up_account(now: datetime, **values: Any) -> Any:
    """Write an active account past the entrance: second factor there, terms and notice confirmed, all rights given."""
    rights = {"may_see_statements": True, "may_see_claims": True, "may_see_contracts": True}
    return _make(
        "accounts.Account",
        email=f"{uuid.uuid4().hex}@probe.invalid",
        password=make_password(PASSWORD),
        first_name="Probe",
        last_name=MARK,
        created_at=now,
        has_second_factor=True,
        **acceptance_of_both(now),
        **rights | values,
    )


def _make(label: str, **values: Any) -> Any:
    return apps.get_model(label)._default_manager.create(**values)


def _code() -> str:
    return f"probe-{uuid.uuid4().hex[:8]}"
