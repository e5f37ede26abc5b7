"""Read the journal, each account its own lines."""

from __future__ import annotations

from datetime import date

from partnerportal.journal.models import Entry
from partnerportal.journal.names import hashed_name
from partnerportal.journal.queries.pages import LogPage, page_of, span
from partnerportal.kernel.viewer import Viewer

_EARLIEST, _LATEST = date(2000, 1, 1), date(9998, 12, 31)
_OWN = """
SELECT id, kind, occurred_at, host(ip) FROM (
    SELECT id, kind, occurred_at, ip FROM journal_entry
    WHERE kind = 'login' AND account_id = %(account)s AND occurred_at >= %(since)s AND occurred_at < %(until)s
    UNION ALL
    SELECT id, 'failed_login', occurred_at, ip FROM portal_own_failures(%(name_hash)s, %(since)s, %(until)s)
) own
WHERE (%(kind)s = '' OR kind = %(kind)s) AND (occurred_at, id) < (%(at)s, %(id)s)
ORDER BY occurred_at DESC, id DESC LIMIT %(limit)s
"""


def own_logins(*, viewer: Viewer) -> list[Entry]:
    """Return the viewer's newest two logins: the running one and the one before."""
    return list(Entry.objects.filter(account_id=viewer.account_id, kind="login").order_by("-occurred_at")[:2])


def own_log(
    *,
    viewer: Viewer,
    name: str,
    after: str | None = None,
    limit: int = 25,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
) -> LogPage:
    """Return a page of the viewer's own logins and of failed logins under the viewer's own name, newest first.

    `name` is the account's e-mail address: a failed login knows only its keyed hash. `kind` is "login",
    "failed_login" or "" for both; `since` and `until` are days in Berlin, both included; `after` is `next_after` of
    the page before. Raises: LookupError when nobody is signed in.
    """
    values = {
        "account": viewer.account,
        "name_hash": hashed_name(name),
        "kind": kind,
        **span(since or _EARLIEST, until or _LATEST),
    }
    return page_of(_OWN, values, after=after, limit=limit)
