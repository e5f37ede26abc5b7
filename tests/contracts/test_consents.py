"""Consent and release from secrecy are recorded once, in known words, by the person's own partner (C74)."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError

from partnerportal.contracts import consent_wording
from partnerportal.contracts.models import Consent
from partnerportal.contracts.queries import has_consents
from partnerportal.contracts.rules import CONSENT_KINDS, CONSENT_WAYS
from partnerportal.contracts.services import record_consents
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House, submitted_claim


def record(actor: Viewer, person_id: UUID, **changed: Any) -> None:
    declared: dict[str, Any] = {
        "wording_version": consent_wording.CURRENT,
        "obtained_how": "in_person",
        "given_on": date(2026, 11, 20),
    }
    with acting_as(actor):
        record_consents(actor=actor, insured_person_id=person_id, now=NOW, **declared | changed)


def test_a_person_without_consent_has_both_after_recording(house: House) -> None:
    with acting_as(house.lindner):
        assert not has_consents(viewer=house.lindner, insured_person_id=house.child.id)
    record(house.lindner, house.child.id)
    with acting_as(house.lindner):
        assert has_consents(viewer=house.lindner, insured_person_id=house.child.id)
    rows = Consent.objects.filter(insured_person=house.child)
    assert {row.kind for row in rows} == set(CONSENT_KINDS)
    for row in rows:
        assert row.obtained_by_id == house.lindner.account_id
        assert (row.wording_version, row.obtained_how) == (consent_wording.CURRENT, "in_person")
        assert (row.given_on, row.recorded_at) == (date(2026, 11, 20), NOW)


def test_recording_twice_keeps_the_first_proof(house: House) -> None:
    record(house.lindner, house.child.id)
    record(house.voss, house.child.id, obtained_how="paper")
    rows = Consent.objects.filter(insured_person=house.child)
    assert [row.obtained_how for row in rows] == ["in_person", "in_person"]


def test_a_withdrawn_consent_counts_no_longer_and_can_be_given_anew(house: House) -> None:
    Consent.objects.filter(insured_person=house.person, kind="health_consent").update(withdrawn_at=NOW)
    with acting_as(house.lindner):
        assert not has_consents(viewer=house.lindner, insured_person_id=house.person.id)
    record(house.lindner, house.person.id)
    with acting_as(house.lindner):
        assert has_consents(viewer=house.lindner, insured_person_id=house.person.id)
    assert Consent.objects.filter(insured_person=house.person).count() == 3


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"obtained_how": "telepathy"}, "consent.unknown_way"),
        ({"wording_version": "1999-01"}, "consent.unknown_wording"),
        ({"given_on": berlin_date(NOW) + timedelta(days=1)}, "consent.in_future"),
    ],
)
def test_an_impossible_declaration_is_refused(house: House, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        record(house.lindner, house.child.id, **changed)
    assert refusal.value.code == code
    assert not Consent.objects.filter(insured_person=house.child).exists()


def test_nobody_records_a_consent_for_another_partners_person(house: House) -> None:
    with pytest.raises(LookupError):
        record(house.petersen, house.child.id)
    with pytest.raises(DatabaseError), acting_as(house.petersen):
        Consent.objects.create(
            partner_id=house.contract.partner_id, insured_person=house.child, kind="health_consent",
            wording_version=consent_wording.CURRENT, obtained_how="paper", given_on=NOW.date(), recorded_at=NOW,
        )  # fmt: skip


def test_only_the_own_partner_and_the_department_of_a_case_learn_whether_somebody_consented(
    house: House,
) -> None:
    assert not has_consents(viewer=house.petersen, insured_person_id=house.person.id)
    with acting_as(house.petersen):
        assert not has_consents(viewer=house.petersen, insured_person_id=house.person.id)
    with acting_as(house.clerk):
        assert not has_consents(viewer=house.clerk, insured_person_id=house.person.id)
    submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        assert has_consents(viewer=house.clerk, insured_person_id=house.person.id)


def test_kinds_and_ways_of_rules_and_table_are_the_same_but_for_the_insurer_s_file() -> None:
    assert tuple(kind for kind, _label in Consent.KINDS) == CONSENT_KINDS
    assert tuple(way for way, _label in Consent.WAYS) == (*CONSENT_WAYS, "file")


@pytest.mark.parametrize("kind", CONSENT_KINDS)
def test_a_declaration_names_insurer_law_freedom_and_withdrawal(kind: str) -> None:
    wording = consent_wording.text(kind, operator="Musterschutz Assekuranz AG")
    whole = " ".join(wording.paragraphs)
    assert "Musterschutz Assekuranz AG" in whole
    assert {"health_consent": "Art. 9 Abs. 2 Buchst. a DSGVO", "release_from_secrecy": "§ 203 StGB"}[
        kind
    ] in whole
    assert "freiwillig" in whole
    assert "jederzeit widerrufen" in whole
    assert "für die Zukunft" in whole
    assert not re.search(r"[{}]", whole)


def test_a_published_wording_never_changes() -> None:
    """The fingerprint of a version may not move: whoever changes a text makes a new version."""
    content = repr([consent_wording.VERSIONS["2026-11"][kind] for kind in CONSENT_KINDS])
    assert hashlib.sha256(content.encode()).hexdigest()[:16] == FINGERPRINT_2026_11


FINGERPRINT_2026_11 = "4bffc951737f69bd"
