"""Give the tests of the notice a context on the test database; whatever a test breaks is rolled back with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from partnerportal.kernel.clock import utc_now
from partnerportal.notice.context import ProofContext


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
