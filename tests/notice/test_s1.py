"""Break section 1 on purpose and see its proofs turn red."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from partnerportal.contracts.services import changes as contract_changes
from partnerportal.notice import prove, registry
from partnerportal.notice.advisories import LOCK_FILE, loaded_advisories, locked_versions
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge

REVIEWED = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def reviewed(context: ProofContext) -> ProofContext:
    """Return the surroundings a month after the reviews the demo's controller file names."""
    return replace(context, now=REVIEWED)


def judged(clause_id: str, context: ProofContext) -> tuple[Status, str]:
    (outcome,) = prove.run([registry.clause(clause_id)], context)
    return outcome.status, outcome.evidence


def advisory(package: str, published: str, *events: dict[str, str], **more: object) -> dict[str, object]:
    """Return a record as the OSV schema writes it."""
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    affected = {"package": {"name": package, "ecosystem": "PyPI"}, "ranges": ranges}
    return {"id": "PYSEC-2026-1", "published": f"{published}T08:00:00Z", "affected": [affected], **more}


def load(context: ProofContext, *records: object, written_at: datetime = REVIEWED) -> None:
    path = context.data_dir / "advisories.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    os.utime(path, (written_at.timestamp(),) * 2)


def test_c10_turns_red_when_a_part_is_past_its_support(reviewed: ProofContext) -> None:
    broken = replace(reviewed, now=datetime(2040, 1, 1, tzinfo=UTC))

    status, findings = judged("C10", broken)

    assert status is Status.VIOLATED
    assert all(f"{name} " in findings for name in ("Python", "PostgreSQL", "Django"))
    assert findings.count("nicht mehr gepflegt") == 3


def test_c10_turns_red_when_the_review_expired_or_is_missing(reviewed: ProofContext) -> None:
    late = replace(reviewed, now=datetime(2027, 11, 3, 9, tzinfo=UTC))
    without = replace(reviewed, controller=replace(reviewed.controller, attestations=()))

    assert judged("C10", late)[0] is (Status.VIOLATED if _python_is_old(late) else Status.EXPIRED)
    assert judged("C10", without) == (
        Status.VIOLATED,
        "In der Betreiberdatei fehlt der Nachweis „Jährliche Sicherheitsprüfung“ (security_review).",
    )


def _python_is_old(context: ProofContext) -> bool:
    return "gepflegt" in judged("C10", context)[1]


def test_c10_turns_red_when_a_known_weakness_stays_too_long(reviewed: ProofContext) -> None:
    load(reviewed, advisory("Django", "2026-11-10", {"introduced": "0"}))

    status, findings = judged("C10", reviewed)

    assert status is Status.VIOLATED
    assert "PYSEC-2026-1 ist seit 21 Tagen bekannt, erlaubt sind 14." in findings


def test_c10_turns_red_when_the_list_of_weaknesses_is_old_or_unreadable(reviewed: ProofContext) -> None:
    load(reviewed, written_at=REVIEWED - timedelta(days=36))
    assert judged("C10", reviewed)[0] is Status.EXPIRED

    (reviewed.data_dir / "advisories.json").write_text("kein JSON", encoding="utf-8")
    assert judged("C10", reviewed)[0] is Status.VIOLATED


def test_c10_turns_red_when_something_else_is_installed_than_written_down(
    reviewed: ProofContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "partnerportal.notice.s1.upkeep.locked_versions", lambda: locked_versions() | {"django": "5.2.0"}
    )

    assert "festgeschrieben 5.2.0" in judged("C10", reviewed)[1]


def test_c10_turns_red_when_passwords_are_hashed_weakly_or_certificates_not_checked(
    reviewed: ProofContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerportal.notice.s1.upkeep.LEAST_MEMORY", 10**9)
    monkeypatch.setattr(
        "partnerportal.notice.s1.upkeep.ssl.create_default_context", _trusting_anybody, raising=True
    )

    findings = judged("C10", reviewed)[1]

    assert "Passwörter werden schwächer gespeichert" in findings
    assert "prüfen kein Zertifikat" in findings


def _trusting_anybody() -> object:
    import ssl

    return ssl._create_unverified_context()


@pytest.mark.parametrize(
    ("record", "hits"),
    [
        (advisory("django", "2026-11-30", {"introduced": "0"}, {"fixed": "5.2"}), 0),
        (advisory("django", "2026-11-30", {"introduced": "5.2"}, {"fixed": "99"}), 1),
        (advisory("django", "2026-11-30", {"introduced": "5.2"}, {"last_affected": "5.2.0"}), 0),
        (advisory("not-installed-here", "2026-11-30", {"introduced": "0"}), 0),
        (advisory("django", "2026-11-30", {"introduced": "0"}, withdrawn="2026-11-30T09:00:00Z"), 0),
    ],
)
def test_an_advisory_hits_the_versions_it_names(tmp_path: Path, record: object, hits: int) -> None:
    (tmp_path / "advisories.json").write_text(json.dumps([record]), encoding="utf-8")

    found = loaded_advisories(tmp_path, locked_versions())

    assert found is not None
    assert len(found.weaknesses) == hits


def test_the_lock_file_is_read_whole() -> None:
    pinned = [
        line for line in LOCK_FILE.read_text(encoding="utf-8").splitlines() if "==" in line.split(" ")[0]
    ]

    assert len(locked_versions()) == len(pinned) > 30


def test_c10_and_c11_hold_a_month_after_the_reviews(reviewed: ProofContext) -> None:
    assert judged("C10", reviewed)[0] is Status.PROVEN
    assert judged("C11", reviewed)[0] is Status.PROVEN


def test_c11_turns_red_when_a_review_is_overdue(reviewed: ProofContext) -> None:
    status, findings = judged("C11", replace(reviewed, now=datetime(2027, 5, 3, 9, tzinfo=UTC)))

    assert status is Status.EXPIRED
    assert "Prüfung überfällig seit 02.05.2027" in findings


def test_c11_turns_red_when_the_register_is_empty_or_has_a_gap(context: ProofContext, red: Judge) -> None:
    measures = context.controller.measures
    without_recovery = tuple(each for each in measures if "c" not in each.serves)

    empty = replace(context, controller=replace(context.controller, measures=()))
    gap = replace(context, controller=replace(context.controller, measures=without_recovery))
    early = replace(
        context,
        controller=replace(
            context.controller, measures=(replace(measures[0], reviewed_on=date(2999, 1, 1)), *measures[1:])
        ),
    )

    assert "Die Betreiberdatei nennt keine Maßnahmen." in red("C11", empty)
    assert "Ohne Maßnahme: Art. 32 Abs. 1 Buchst. c DSGVO." in red("C11", gap)
    assert "Geprüft in der Zukunft" in red("C11", early)


def test_c17_turns_red_when_the_search_finds_nothing(context: ProofContext, red: Judge) -> None:
    context.execute("DROP TRIGGER contracts_words_of_new ON contracts_contract")

    assert "Die Suche nach dem Namen findet den Vertrag nicht" in red("C17")


def test_c17_turns_red_when_a_wish_does_not_arrive(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(contract_changes, "contract_department", lambda: None)

    assert "Eine neue Anschrift kommt bei der Vertragsabteilung nicht an" in red("C17")
