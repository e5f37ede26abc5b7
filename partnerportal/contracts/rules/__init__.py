"""Decide what a contract's dates allow, and how contracts and people are found."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from enum import Enum
from typing import Protocol

from partnerportal.kernel.clock import end_of_year, plus_years
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.identifiers import search_key, sort_key

CLAIMABLE_YEARS = 3
"""Years after the year of a contract's end in which a claim may still come: §§ 195, 199 (1) BGB."""

EXPIRING_DAYS = 90
"""Days ahead in which a contract counts as one that ends soon."""

CONSENT_KINDS = ("health_consent", "release_from_secrecy")
CONSENT_WAYS = ("paper", "signed_file", "in_person", "guardian")

LINES_OF_BUSINESS = {
    "010": _("Lebensversicherung"),
    "020": _("Krankenversicherung"),
    "030": _("Unfallversicherung"),
    "040": _("Haftpflichtversicherung"),
}
"""GDV lines of business (Sparte, Satzart 0200 positions 11 to 13) that have a name here."""


class ContractDates(Protocol):
    """Be anything with a contract's first and last day; the last is None while none is agreed."""

    @property
    def begins_on(self) -> date:
        """Return the first insured day."""

    @property
    def ends_on(self) -> date | None:
        """Return the last insured day."""


class PolicyState(Enum):
    """Name what a contract is on a day; the value is the word people read."""

    RUNNING = _("Aktiv")
    FUTURE = _("Beginnt später")
    ENDED = _("Beendet")


def state_of(contract: ContractDates, on: date) -> PolicyState:
    """Return what the contract is on that day; first and last day are insured days."""
    if on < contract.begins_on:
        return PolicyState.FUTURE
    if contract.ends_on is not None and on > contract.ends_on:
        return PolicyState.ENDED
    return PolicyState.RUNNING


def is_active(contract: ContractDates, on: date) -> bool:
    """Say whether the day is insured."""
    return state_of(contract, on) is PolicyState.RUNNING


def may_claim_for(contract: ContractDates, on: date) -> None:
    """Let a claim be sent on that day for what happened while the contract ran.

    A contract that ended still pays for treatments before its end; after a journey that is the usual case.
    Until the third year after the year of its end such a claim is not barred (§§ 195, 199 (1) BGB).

    Raises: Refused with contract.not_begun or contract.ended_long_ago.
    """
    if on < contract.begins_on:
        raise Refused(
            "contract.not_begun",
            _(
                "Dieser Vertrag hat noch nicht begonnen. Vorher gibt es nichts zu erstatten. "
                "Bitte wählen Sie einen anderen Vertrag."
            ),
        )
    if contract.ends_on is not None and on > last_claim_day(contract.ends_on):
        raise Refused(
            "contract.ended_long_ago",
            _(
                "Dieser Vertrag endete vor mehr als drei Jahren. Ansprüche daraus sind meist verjährt. "
                "Bitte wählen Sie einen anderen Vertrag."
            ),
        )


def last_claim_day(ends_on: date) -> date:
    """Return the last day on which a claim for the time before the contract's end may be sent."""
    return plus_years(end_of_year(ends_on), CLAIMABLE_YEARS)


def line_name(code: str) -> str:
    """Return the German name of a line of business; "Sparte 050" when it has none here."""
    return LINES_OF_BUSINESS.get(code, f"Sparte {code}")


def search_text_of(*, names: Iterable[str]) -> str:
    """Return what `Contract.search_text` holds: the words of all names in search form, each once, in their order.

    `names` are full names of policyholder and insured persons, in any order of first and last name.
    """
    return " ".join(dict.fromkeys(word for name in names for word in search_key(name).split()))


def holder_sort_key_of(*, last_name: str, first_name: str) -> str:
    """Return what `Contract.holder_sort_key` holds: last name first, after DIN 5007-1."""
    return sort_key(f"{last_name} {first_name}")


def check_consent(*, way: str, is_known_wording: bool, given_on: date, today: date) -> None:
    """Let a declaration be recorded: how it was obtained, in which words, and on a day that has come.

    Raises: Refused with consent.unknown_way, consent.unknown_wording or consent.in_future.
    """
    if way not in CONSENT_WAYS:
        raise Refused("consent.unknown_way", _("Bitte geben Sie an, wie die Erklärung vorliegt."))
    if not is_known_wording:
        raise Refused(
            "consent.unknown_wording",
            _("Diese Fassung der Erklärung kennen wir nicht. Bitte laden Sie die Seite neu."),
        )
    if given_on > today:
        raise Refused(
            "consent.in_future",
            _("Der Tag der Erklärung liegt in der Zukunft. Bitte prüfen Sie das Datum."),
        )


def are_complete(kinds: Collection[str]) -> bool:
    """Say whether consent and release from secrecy are both there (C74)."""
    return set(CONSENT_KINDS) <= set(kinds)
