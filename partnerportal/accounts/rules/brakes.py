"""Decide how long a name or a network must wait after failures (clause C51, security.md "Login"). Pure.

A name waits longer with every failure and is locked after ten: what is guessed is one person's password. A network is
the full IPv4 address or the first 64 bits of an IPv6 address, the part a provider gives to one household or office.
It is never locked, it waits, and it counts *names*: a colleague who mistypes the own password sixty times is one
name and stops nobody else, while somebody trying one password on many people is stopped.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

FREE_FAILURES, FIRST_DELAY, LONGEST_DELAY = 2, timedelta(seconds=2), timedelta(minutes=5)
LOCK_AFTER, LOCKED_FOR = 10, timedelta(hours=24)
FREE_NAMES, NAMES_A_STEP = 49, 10
FIRST_NETWORK_DELAY, LONGEST_NETWORK_DELAY = timedelta(seconds=30), timedelta(minutes=15)
NETWORK_FORGETS_AFTER = timedelta(minutes=15)
NAME_FORGETS_AFTER = LOCKED_FOR
ASKINGS, ASKING_WINDOW = 30, timedelta(minutes=15)

_SENTENCES = (
    (
        timedelta(seconds=10),
        _(
            "Zu viele Versuche. Bitte warten Sie einige Sekunden, "
            "oder fordern Sie über „Passwort vergessen“ einen Link an."
        ),
    ),
    (
        timedelta(minutes=1),
        _(
            "Zu viele Versuche. Bitte warten Sie eine Minute, "
            "oder fordern Sie über „Passwort vergessen“ einen Link an."
        ),
    ),
    (
        timedelta(minutes=5),
        _(
            "Zu viele Versuche. Bitte warten Sie fünf Minuten, "
            "oder fordern Sie über „Passwort vergessen“ einen Link an."
        ),
    ),
    (
        timedelta(minutes=15),
        _(
            "Zu viele Versuche. Bitte warten Sie eine Viertelstunde, "
            "oder fordern Sie über „Passwort vergessen“ einen Link an."
        ),
    ),
    (
        LOCKED_FOR,
        _(
            "Zu viele Versuche. Bitte warten Sie einen Tag, "
            "oder fordern Sie über „Passwort vergessen“ einen Link an."
        ),
    ),
)
_ASKED_TOO_OFTEN = _(
    "Zu viele Anfragen aus Ihrem Netz. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann erneut."
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Say how long to wait, and whether that is the lock."""

    wait: timedelta
    is_lock: bool = False


def folded(name: str) -> str:
    """Return the name as it counts: however it is typed, it is one name."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def network_of(address: str) -> str:
    """Return the network an address counts for: itself for IPv4, its first 64 bits for IPv6."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def pause_of_name(failures: int) -> Pause | None:
    """Return the pause after so many failures of one name: 2 s after the third, doubling to 5 min, then the lock."""
    if failures >= LOCK_AFTER:
        return Pause(LOCKED_FOR, is_lock=True)
    steps = failures - FREE_FAILURES
    return Pause(min(FIRST_DELAY * 2 ** (steps - 1), LONGEST_DELAY)) if steps > 0 else None


def pause_of_network(names: int) -> Pause | None:
    """Return the pause after failures of so many names: 30 s from the 50th, doubling every ten names to 15 min."""
    if names <= FREE_NAMES:
        return None
    steps = (names - FREE_NAMES - 1) // NAMES_A_STEP
    return Pause(min(FIRST_NETWORK_DELAY * 2 ** min(steps, 10), LONGEST_NETWORK_DELAY))


def pause_of_asking(times: int) -> Pause | None:
    """Return the pause after so many requests for a mail or a registration from one network within 15 minutes."""
    return Pause(ASKING_WINDOW) if times >= ASKINGS else None


def braked(until: datetime, now: datetime) -> Refused:
    """Return the refusal of a try during a pause; it says the same for a name that exists and one that does not."""
    left = until - now
    sentence = next((text for longest, text in _SENTENCES if left <= longest), _SENTENCES[-1][1])
    return Refused("sign_in.braked", sentence)


def busy() -> Refused:
    """Return the refusal of a try while another one for the same name is being looked at."""
    return Refused("sign_in.braked", _SENTENCES[0][1])


def asked_too_often() -> Refused:
    """Return the refusal of a request for a mail or a registration."""
    return Refused("asking.braked", _ASKED_TOO_OFTEN)
