"""Run proofs: each in a transaction that is rolled back, so proving changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from partnerportal.notice.clause import Clause, Evidence, Proof, Status, Verdict
from partnerportal.notice.context import ProofContext

RESULT_FILE = "prove.json"
_HOLDS = frozenset({Status.PROVEN, Status.STATEMENT})


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say what one proof found, in the words of the JSON document."""

    clause: Clause
    status: Status
    evidence: str
    checked_at: datetime


def run(clauses: Iterable[Clause], context: ProofContext) -> tuple[Outcome, ...]:
    """Return one outcome per clause; nothing a proof wrote remains."""
    return tuple(_outcome(clause, context) for clause in clauses)


def all_hold(outcomes: Iterable[Outcome]) -> bool:
    """Say whether nothing is violated, unproven or expired."""
    return all(outcome.status in _HOLDS for outcome in outcomes)


def document(
    outcomes: tuple[Outcome, ...], words: Mapping[str, str], generated_at: datetime
) -> dict[str, object]:
    """Return the document of `prove --json`."""
    counted = Counter(outcome.status for outcome in outcomes)
    return {
        "generated_at": generated_at.isoformat(),
        "summary": {status.value: counted[status] for status in Status},
        "clauses": [
            {
                "id": outcome.clause.id,
                "section": outcome.clause.section,
                "kind": outcome.clause.kind.value,
                "status": outcome.status.value,
                "sentence": outcome.clause.sentence_in("de", words),
                "proof": proof_name(outcome.clause.proof),
                "evidence": outcome.evidence,
                "checked_at": outcome.checked_at.isoformat(),
            }
            for outcome in outcomes
        ],
    }


def proof_name(proof: Proof | None) -> str | None:
    """Return where the proof stands in the code, so that a reader can open it."""
    if proof is None:
        return None
    return f"{getattr(proof, '__module__', '')}.{getattr(proof, '__qualname__', '')}"


@dataclass(frozen=True, slots=True)
class LastResult:
    """Carry the last stored finding on one clause for the page."""

    status: Status
    evidence: str
    checked_at: datetime


def store(result: dict[str, object], data_dir: Path) -> None:
    """Write the document beside the data; results of clauses that were not run this time are kept."""
    path = data_dir / RESULT_FILE
    merged = {str(row["id"]): row for row in (*_stored_rows(path), *_rows(result))}
    text = json.dumps(
        {**result, "clauses": [merged[key] for key in sorted(merged)]}, ensure_ascii=False, indent=1
    )
    draft = path.with_suffix(".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def last_results(data_dir: Path) -> dict[str, LastResult]:
    """Return the last finding per clause id; empty before the first run."""
    return {
        str(row["id"]): LastResult(
            status=Status(str(row["status"])),
            evidence=str(row["evidence"]),
            checked_at=datetime.fromisoformat(str(row["checked_at"])),
        )
        for row in _stored_rows(data_dir / RESULT_FILE)
    }


def _stored_rows(path: Path) -> list[dict[str, object]]:
    try:
        return _rows(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, json.JSONDecodeError):
        return []


def _rows(result: dict[str, object]) -> list[dict[str, object]]:
    clauses = result.get("clauses", [])
    return [row for row in clauses if isinstance(row, dict)] if isinstance(clauses, list) else []


def _outcome(clause: Clause, context: ProofContext) -> Outcome:
    if not clause.claims_proof:
        return Outcome(clause, Status.STATEMENT, "Erklärung ohne Nachweis.", context.now)
    if clause.proof is None:
        return Outcome(clause, Status.UNPROVEN, "Die Funktion dazu fehlt noch.", context.now)
    try:
        found = _rolled_back(clause.proof, context)
    except Exception as error:  # noqa: BLE001 - the edge: a broken proof proves nothing and must not hide the others
        name = type(error).__name__
        return Outcome(clause, Status.UNPROVEN, f"Der Nachweis brach ab ({name}).", context.now)
    return _judged(clause, found, context.now)


def _rolled_back(proof: Proof, context: ProofContext) -> Verdict:
    alias = context.connection.alias
    with transaction.atomic(using=alias):
        try:
            return proof(context)
        finally:
            transaction.set_rollback(True, using=alias)


def _judged(clause: Clause, found: Verdict, checked_at: datetime) -> Outcome:
    if isinstance(found, Evidence):
        return Outcome(clause, Status.PROVEN, found.text, checked_at)
    status = Status.EXPIRED if found.expired else Status.VIOLATED
    return Outcome(clause, status, " ".join(found.sentences), checked_at)
