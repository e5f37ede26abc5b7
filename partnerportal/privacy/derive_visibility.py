"""Derive the box „Wer diese Daten sehen kann“: who, until when and why so long, for one kind of object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import PARTNER_ROLES, Role
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.periods import Translate
from partnerportal.privacy.retention_classes import (
    RetentionClass,
    deletion_sentence,
    due_on,
)
from partnerportal.privacy.vocabulary import Visibility


class ObjectKind(Enum):
    """Name what a page shows; the value lists the models, or single fields, its data come from."""

    CONTRACT = (
        "contracts.Contract",
        "contracts.SearchWord",
        "contracts.Policyholder",
        "contracts.InsuredPerson",
        "contracts.PersonTariff",
    )
    BANK_ACCOUNT = ("contracts.BankAccount",)
    CHANGE_REQUEST = ("contracts.ChangeRequest", "contracts.ContractChange", "contracts.DataGuard")
    CONSENT = ("contracts.Consent",)
    DRAFT = ("claims.Claim.typed",)
    CLAIM = (
        "claims.Claim",
        "claims.Invoice",
        "claims.Payee",
        "claims.InformationRequest",
        "claims.ClaimEvent",
    )
    DOCUMENT = ("documents.Document",)
    STATEMENT = ("statements.Statement", "statements.StatementLine")
    THREAD = ("messages.Thread", "messages.Message")
    PARTNER = ("partners.Partner",)
    ACCOUNT = ("accounts.Account",)
    SESSION = ("accounts.Session", "accounts.KnownDevice")
    REGISTRATION = ("accounts.Registration",)
    INVITATION = ("accounts.Invitation",)
    CHANGE = ("accounts.EmailChange", "accounts.DetailsChange")
    RECOVERY = ("accounts.FactorRecovery",)
    SECOND_FACTOR = ("mfa.Authenticator",)
    SERVICE = ("accounts.ServiceOptIn", "accounts.ApiToken", "api.RepeatableRequest", "api.DocumentReceipt")
    LOGIN = ("journal.Entry",)
    READING = ("accounts.ReadingCount",)
    LATEST_TRANSACTION = ("journal.LatestTransaction",)
    JOURNAL_READING = ("journal.Reading",)
    IMPORT = ("exchange.ImportRun", "exchange.ParkedFirm", "exchange.ImportFinding")
    CONFLICT = ("exchange.ImportConflict",)


@dataclass(frozen=True, slots=True)
class VisibilityBox:
    """Be the content of the box: German sentences, the deciding deletion class, and the clauses to link."""

    who: str
    deletion: str
    why: str
    source: str
    retention: RetentionClass
    clauses: tuple[str, ...]


_SEEN_BY_PARTNER = {
    Visibility.AUTHOR: _("nur Sie"),
    Visibility.SUBJECT: _("Sie"),
    Visibility.OWNER: _("Ihr Büro"),
    Visibility.STAFF: _("Ihr Büro"),
    Visibility.STAFF_WITHOUT_STATEMENTS: _("Ihr Büro"),
    Visibility.CLERK_BENEFITS: _("die Leistungsabteilung"),
    Visibility.CLERK_CONTRACTS: _("die Vertragsabteilung"),
    Visibility.OFFICER: _("der Datenschutz mit Begründung"),
    Visibility.ADMINISTRATOR: _("die Verwaltung des Portals"),
}
_SEEN_BY_OTHERS = _SEEN_BY_PARTNER | {
    Visibility.AUTHOR: _("nur wer den Entwurf schreibt"),
    Visibility.SUBJECT: _("die Person selbst"),
    Visibility.OWNER: _("der Partner"),
    Visibility.STAFF: _("der Partner"),
    Visibility.STAFF_WITHOUT_STATEMENTS: _("der Partner"),
}


def visibility_box(
    kind: ObjectKind,
    *,
    viewer_role: Role,
    start: date | datetime | None = None,
    catalogue: Catalogue = CATALOGUE,
    translate: Translate = str,
) -> VisibilityBox:
    """Return the box for a viewer. `start` is when the deletion class starts, None while that lies ahead.

    Where columns have several classes, the longest decides what the box says.
    """
    entries = entries_of(kind, catalogue)
    longest = max((entry.retention for entry in entries), key=_length)
    return VisibilityBox(
        who=_who(entries, viewer_role, translate),
        deletion=deletion_sentence(longest, start, translate=translate),
        why=translate(longest.why),
        source=longest.source,
        retention=longest,
        clauses=tuple(sorted({clause for entry in entries for clause in entry.clauses})),
    )


def viewer_roles(field: str, catalogue: Catalogue = CATALOGUE) -> frozenset[Role]:
    """Return the viewer roles the entry lets see a column; empty for a hidden or undeclared one."""
    entry = catalogue.entry_of(field)
    if entry is None:
        return frozenset()
    return frozenset(role for word in entry.visible_to for role in word.viewer_roles)


def entries_of(kind: ObjectKind, catalogue: Catalogue = CATALOGUE) -> tuple[Entry, ...]:
    """Return the entries behind a kind of object; what only a draft holds belongs to `DRAFT` alone."""
    wanted = set(kind.value)
    elsewhere = set(ObjectKind.DRAFT.value) - wanted
    return tuple(
        entry
        for entry in catalogue.entries
        if (entry.model in wanted or entry.field in wanted) and entry.field not in elsewhere
    )


def _length(declared: RetentionClass) -> date:
    """Return a day that orders classes by the time they keep data."""
    return due_on(declared, date(2000, 1, 1))


def _who(entries: tuple[Entry, ...], viewer_role: Role, translate: Translate) -> str:
    seen = {word for entry in entries for word in entry.visible_to}
    is_partner = viewer_role in PARTNER_ROLES
    words = _SEEN_BY_PARTNER if is_partner else _SEEN_BY_OTHERS
    if Visibility.STAFF not in seen:
        words = words | {
            Visibility.OWNER: _("die Leitung Ihres Büros") if is_partner else _("die Leitung des Partners")
        }
    names = [words[word] for word in words if word in seen]
    if is_partner and Visibility.OWNER in seen:
        names.insert(0, _SEEN_BY_PARTNER[Visibility.SUBJECT])
    return _sentence([translate(name) for name in dict.fromkeys(names)], translate)


def _sentence(names: list[str], translate: Translate) -> str:
    if not names:
        return translate(_("Niemand."))
    *first, last = names
    listed = translate(_("{first} und {last}")).format(first=", ".join(first), last=last) if first else last
    return f"{listed[0].upper()}{listed[1:]}."
