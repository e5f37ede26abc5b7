"""Give the tests of the notice a context on the test database; whatever a test breaks is rolled back with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from partnerportal.kernel.clock import utc_now
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext

Judge = Callable[..., str]


@pytest.fixture
def context(db: None, tmp_path: Path) -> ProofContext:
    """Return the surroundings of a proof, with an empty data folder."""
    from partnerportal.notice.derived import DERIVED_DIR, documents  # models: only after Django is set up

    cache.clear()
    return ProofContext(
        connection=connection,
        now=utc_now(),
        data_dir=tmp_path,
        derived_dir=DERIVED_DIR,
        fresh_documents=documents,
        controller=settings.CONTROLLER,
    )


@pytest.fixture
def red(context: ProofContext) -> Judge:
    """Return a function that runs one proof, wants it violated, and returns its findings."""

    from partnerportal.notice import prove, registry  # models: only after Django is set up

    def judge(clause_id: str, broken: ProofContext | None = None) -> str:
        (outcome,) = prove.run([registry.clause(clause_id)], broken or context)
        assert outcome.status is Status.VIOLATED, f"{clause_id} is {outcome.status}: {outcome.evidence}"
        return outcome.evidence

    return judge
