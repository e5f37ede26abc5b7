"""Keep sessions in the database, under the hash of their key (settings: SESSION_ENGINE).

A session ends on the server: after 15 idle minutes, after 8 hours, or when it is signed out (clause C31).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.utils.crypto import get_random_string

from partnerportal.accounts.models import Session
from partnerportal.kernel.clock import utc_now

KEY_LENGTH = 43  # characters out of 36: more than 220 bits
TOUCH_AFTER_SECONDS = 20


def key_hash(session_key: str) -> str:
    """Return the stored form of a session key. A random 220-bit key needs no salt and no slow hash."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Store one session; the row is the truth and the cookie only its key."""

    row: Session | None = None
    device: str | None = None

    def load(self) -> dict[str, Any]:
        """Return the session's data, or an empty one when the row is missing or past its end (then it is deleted)."""
        row = Session.objects.filter(key_hash=key_hash(self.session_key or "")).first()
        if row is None or has_ended(row, utc_now()):
            if row is not None:
                row.delete()
            self._session_key = None
            return {}
        self.row = row
        data: dict[str, Any] = self.decode(row.payload)
        return data

    def exists(self, session_key: str) -> bool:
        """Say whether the key is taken."""
        return Session.objects.filter(key_hash=key_hash(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a fresh key."""
        self._session_key = get_random_string(KEY_LENGTH, self._alphabet)
        self.modified = True
        self.save(must_create=True)

    _alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Write the session. Raises: CreateError, UpdateError."""
        if self.session_key is None:
            return self.create()
        now = utc_now()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {"payload": self.encode(data), "account_id": data.get("_auth_user_id"), "last_seen_at": now}
        if self.device is not None:
            values["device"] = self.device
        if must_create:
            row, is_new = Session.objects.get_or_create(
                key_hash=key_hash(self.session_key),
                defaults={**values, "created_at": now, "expires_at": now + settings.SESSION_ABSOLUTE},
            )
            if not is_new:
                raise CreateError
            self.row = row
        elif not Session.objects.filter(key_hash=key_hash(self.session_key)).update(**values):
            raise UpdateError
        return None

    def cycle_key(self) -> None:
        """Give the session a fresh key; one that is signed in stays the same row and ends when it would have ended.

        Signing in begins a new row: its absolute end counts from there.
        """
        if self.row is None or self.row.account_id is None:
            super().cycle_key()
            return
        key = get_random_string(KEY_LENGTH, self._alphabet)
        same = Session.objects.filter(key_hash=self.row.key_hash)
        if not same.update(key_hash=key_hash(key), must_rotate=False):
            raise UpdateError
        self._session_key = key
        self.row.key_hash, self.row.must_rotate = key_hash(key), False
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        """End the session: its row is gone, so no copy of the cookie opens anything."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_hash=key_hash(key)).delete()
        if key == self.session_key:
            self.row = None

    @classmethod
    def clear_expired(cls) -> None:
        """Delete every session past its end."""
        end_expired(utc_now())


def has_ended(row: Session, now: datetime) -> bool:
    """Say whether the session is past its idle or absolute end."""
    return now >= row.expires_at or now >= row.last_seen_at + settings.SESSION_IDLE


def ends_at(row: Session) -> datetime:
    """Return the instant the session ends if nothing more happens."""
    end: datetime = min(row.expires_at, row.last_seen_at + settings.SESSION_IDLE)
    return end


def touch(row: Session, now: datetime) -> None:
    """Note that the account is active; written at most every 20 seconds.

    A row that is locked is left alone: another request of the same browser notes it just now, and holds the lock
    until it ends, which takes long for an upload. One that is gone (signed out meanwhile) stays gone.
    """
    if (now - row.last_seen_at).total_seconds() < TOUCH_AFTER_SECONDS:
        return
    row.last_seen_at = now
    free = Session.objects.select_for_update(skip_locked=True).filter(key_hash=row.key_hash)
    Session.objects.filter(key_hash__in=list(free.values_list("key_hash", flat=True))).update(
        last_seen_at=now
    )


def end_expired(now: datetime) -> int:
    """Delete all sessions past their end and return how many there were."""
    idle = Session.objects.filter(last_seen_at__lte=now - settings.SESSION_IDLE).delete()[0]
    return idle + Session.objects.filter(expires_at__lte=now).delete()[0]
