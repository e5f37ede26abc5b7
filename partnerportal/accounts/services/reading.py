"""Count what an account reads (clause C04)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection

from partnerportal.accounts.rules.reading import Reading, ReadingLimits, budget_spent, verdict
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer


def reading_limits() -> ReadingLimits:
    """Return the limits of the settings, in records a day."""
    return ReadingLimits(notice=settings.READING_NOTICE, stop=settings.READING_STOP)


def count_reading(*, actor: Viewer, records: int, now: datetime) -> None:
    """Add so many records to what the actor's account was shown today; the count stays when it is refused.

    Raises: Refused ("reading.budget") when the account has reached the limit of the day.
    """
    limits = reading_limits()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_readingcount AS today (account_id, partner_id, day, records, noticed_at)
            VALUES (%(account)s, %(partner)s, %(day)s, %(records)s,
                    CASE WHEN %(records)s >= %(notice)s THEN %(now)s END)
            ON CONFLICT (account_id) DO UPDATE SET
                day = excluded.day,
                records = excluded.records + CASE WHEN today.day = excluded.day THEN today.records ELSE 0 END,
                noticed_at = CASE
                    WHEN today.day <> excluded.day THEN excluded.noticed_at
                    WHEN today.records + excluded.records >= %(notice)s THEN coalesce(today.noticed_at, %(now)s)
                END
            RETURNING records
            """,
            {
                "account": actor.account,
                "partner": actor.partner,
                "day": berlin_date(now),
                "records": records,
                "notice": limits.notice,
                "now": now,
            },
        )
        (total,) = cursor.fetchone()
    if verdict(total, limits) is Reading.SPENT:
        raise budget_spent()
