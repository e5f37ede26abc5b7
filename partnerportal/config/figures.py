"""Read the counts that say how the portal is doing; the database answers with numbers, never with rows."""

from __future__ import annotations

from django.db import connection

FIGURES = {
    "jobs_waiting": "Jobs that are due and not started",
    "oldest_job_seconds": "Age of the oldest job that is due",
    "jobs_running": "Jobs in progress",
    "jobs_failed": "Jobs that ended for good without success",
    "worker_silent_seconds": "Time since a worker last gave a sign of life",
    "deliveries_pending": "Messages not yet delivered",
    "deliveries_failed": "Messages given up",
    "sessions": "Sessions that are open",
    "inbox_open": "Cases of all departments that are not closed",
    "journal_months_ahead": "Months after this one whose journal partition exists",
    "journal_unsealed_seconds": "Age of the oldest journal line that is not sealed",
}


def figures() -> dict[str, float]:
    """Return each figure that has a value: without a worker there is no sign of life."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT figure, value FROM portal_figures() WHERE value IS NOT NULL")
        return dict(cursor.fetchall())
