"""Decide what may be asked to be changed in a contract, who may carry it over, and why it may be refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


class Kind(StrEnum):
    """Name what a request is about; the words of `ChangeRequest.kind` and of `DataGuard.fields`."""

    ADDRESS = "address"
    NAME = "name"
    BANK_ACCOUNT = "bank_account"
    INSURED_PERSON = "insured_person"


TITLES = {
    Kind.ADDRESS: _("Anschrift"),
    Kind.NAME: _("Name"),
    Kind.BANK_ACCOUNT: _("Bankverbindung"),
    Kind.INSURED_PERSON: _("Versicherte Person"),
}
GUARD_TITLES = {**{kind.value: title for kind, title in TITLES.items()}, "all": _("Alle Angaben")}

FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.ADDRESS: ("street", "postal_code", "city"),
    Kind.NAME: ("salutation", "first_name", "last_name"),
    Kind.BANK_ACCOUNT: ("holder", "iban"),
    Kind.INSURED_PERSON: ("salutation", "first_name", "last_name", "born_on"),
}
"""What can be asked to be changed, in the order of the pages; days are ISO 8601, an IBAN has no spaces."""

FIELD_TITLES = {
    "salutation": _("Anrede"),
    "first_name": _("Vorname"),
    "last_name": _("Nachname"),
    "born_on": _("Geburtsdatum"),
    "street": _("Straße und Hausnummer"),
    "postal_code": _("Postleitzahl"),
    "city": _("Ort"),
    "holder": _("Kontoinhaber"),
    "iban": _("IBAN"),
}

UNDECIDED = frozenset({"open", "checked"})


@dataclass(frozen=True, slots=True)
class StateWord:
    """Say a request's state as people read it; `tone` and `icon` are those of a pill."""

    word: str
    tone: str
    icon: str


STATES = {
    "open": StateWord(_("Eingegangen"), "info", "inbox"),
    "checked": StateWord(_("In Prüfung"), "info", "search"),
    "done": StateWord(_("Übernommen"), "ok", "check"),
    "refused": StateWord(_("Abgelehnt"), "bad", "cross"),
    "withdrawn": StateWord(_("Zurückgezogen"), "calm", "back"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Be a reason to refuse: `label` for the clerk, `sentence` for the partner.

    One that `needs_note` is only useful with a word about what is missing.
    """

    label: str
    sentence: str
    needs_note: bool = False


REASONS = {
    "evidence_missing": Reason(
        _("Nachweis fehlt"),
        _("Für diese Änderung fehlt uns ein Nachweis. Bitte stellen Sie den Wunsch damit noch einmal."),
        needs_note=True,
    ),
    "incomplete": Reason(
        _("Angaben unvollständig"),
        _("Die Angaben sind noch nicht vollständig. Bitte stellen Sie den Wunsch noch einmal."),
        needs_note=True,
    ),
    "implausible": Reason(
        _("Angaben widersprechen sich"),
        _("Die Angaben passen nicht zu dem, was uns vorliegt. Bitte prüfen Sie sie."),
        needs_note=True,
    ),
    "not_entitled": Reason(
        _("Nicht von der berechtigten Person"),
        _("Diese Änderung kann nur der Versicherungsnehmer selbst verlangen."),
    ),
    "already_so": Reason(_("Ist schon so erfasst"), _("Diese Angabe steht bei uns schon so.")),
}


def changed_fields(now: Mapping[str, str], wished: Mapping[str, str]) -> dict[str, str]:
    """Return what is wished otherwise than it is now; only that is kept (clause C20).

    Raises: Refused with change.nothing_new.
    """
    changed = {name: text for name, text in wished.items() if text != now.get(name, "")}
    if not changed:
        raise Refused(
            "change.nothing_new",
            _("Diese Angaben stehen schon so im Vertrag. Bitte ändern Sie, was nicht stimmt."),
        )
    return changed


def check_nothing_open(*, is_open: bool) -> None:
    """Let a request be made while no other of its kind waits. Raises: Refused with change.open_already."""
    if is_open:
        raise Refused(
            "change.open_already",
            _("Dazu ist schon eine Änderung offen. Ziehen Sie sie zurück, wenn etwas anderes gelten soll."),
        )


def check_may_withdraw(*, state: str) -> None:
    """Let a request be taken back until it is decided. Raises: Refused with change.decided."""
    if state not in UNDECIDED:
        raise Refused("change.decided", _DECIDED)


def check_may_refuse(*, state: str, reason: str, note: str) -> None:
    """Let a clerk refuse an undecided request for a reason of the list.

    Raises: Refused with change.decided, change.reason or change.note.
    """
    if state not in UNDECIDED:
        raise Refused("change.decided", _DECIDED)
    if reason not in REASONS:
        raise Refused("change.reason", _("Bitte wählen Sie den Grund der Ablehnung."))
    if REASONS[reason].needs_note and not note.strip():
        raise Refused("change.note", _("Bitte schreiben Sie dem Partner, was fehlt oder nicht passt."))


def check_may_check(*, kind: str, state: str, checked_by: UUID | None) -> None:
    """Let a clerk be the first pair of eyes of a new bank account (clause C27).

    Where the account of the first one was removed meanwhile, somebody has to look again.
    Raises: Refused with change.decided, change.no_second_pair or change.checked.
    """
    if state not in UNDECIDED:
        raise Refused("change.decided", _DECIDED)
    if kind != Kind.BANK_ACCOUNT:
        raise Refused("change.no_second_pair", _("Diese Änderung braucht keine zweite Prüfung."))
    if state == "checked" and checked_by is not None:
        raise Refused(
            "change.checked", _("Diese Bankverbindung ist schon geprüft. Jetzt übernimmt jemand anderes.")
        )


def check_may_carry_over(*, kind: str, state: str, checked_by: UUID | None, clerk: UUID) -> None:
    """Let a clerk carry a request over; a bank account only after somebody else has checked it (clause C27).

    Raises: Refused with change.decided, change.not_checked or change.same_eyes.
    """
    if state not in UNDECIDED:
        raise Refused("change.decided", _DECIDED)
    if kind != Kind.BANK_ACCOUNT:
        return
    if state != "checked" or checked_by is None:
        raise Refused("change.not_checked", _("Eine neue Bankverbindung muss zuerst jemand prüfen."))
    if checked_by == clerk:
        raise Refused(
            "change.same_eyes",
            _("Sie haben diese Bankverbindung geprüft. Übernehmen muss sie eine zweite Person."),
        )


def check_not_restricted(*, is_restricted: bool) -> None:
    """Let values be restricted once (Art. 18 GDPR). Raises: Refused with guard.restricted."""
    if is_restricted:
        raise Refused("guard.restricted", _("Für diese Angaben gilt schon eine Einschränkung."))


def objection(rule: Callable[..., None], **facts: object) -> str:
    """Return what a rule of this module says against it, empty for a yes: a page offers only what will be allowed."""
    try:
        rule(**facts)
    except Refused as refused:
        return refused.sentence
    return ""


_DECIDED = _("Über diese Änderung ist schon entschieden.")
