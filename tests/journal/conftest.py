"""Give each test of the seal its own key and its own file of heads, and a journal to tamper with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.journal.tampering import Journal


@pytest.fixture
def heads_file(settings: Any, tmp_path: Path) -> Path:
    """Keep the heads of this test in a file of its own."""
    settings.JOURNAL_HEADS = tmp_path / "heads.jsonl"
    settings.JOURNAL_KEY_FILE = tmp_path / "journal_key"
    return tmp_path / "heads.jsonl"


@pytest.fixture
def journal(db: None, heads_file: Path) -> Journal:
    """Return an empty journal; what other tests left is taken out first, the rollback brings it back."""
    from partnerportal.kernel.crypto import SigningKey
    from tests.journal.tampering import Journal  # models: only after Django is set up

    made = Journal(SigningKey.generate())
    for table in ("journal_entry", "journal_sealed_line", "journal_head", "journal_dropped_month"):
        made.run(f"DELETE FROM {table}")
    return made


@pytest.fixture
def sealed(journal: Journal) -> Journal:
    """Return a journal of nine lines under two heads."""
    journal.write(5)
    journal.seal()
    journal.write(4)
    journal.seal()
    return journal


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """Run what waits for the commit, as if the block had been committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
