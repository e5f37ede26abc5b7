"""Decide which words may not stand together in one entry (catalogue.md; Art. 5, 6, 9 and 32 GDPR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from partnerportal.privacy.vocabulary import Category, Protection, Purpose, Shown, Subject, Visibility

if TYPE_CHECKING:
    from partnerportal.privacy.entry import Entry

_COLUMN = re.compile(r"[a-z_]+\.[A-Za-z_]+\.[a-z_0-9]+")
_CLAUSE = re.compile(r"C\d{2,3}")

_RETENTION_AND_RIGHTS = frozenset({Purpose.LEGAL_RETENTION, Purpose.RIGHTS_OF_SUBJECTS})
_PERSON = frozenset(Purpose) - {Purpose.USAGE_STATISTICS}

PURPOSES_OF: dict[Category, frozenset[Purpose]] = {
    Category.IDENTITY: _PERSON,
    Category.CONTACT: _PERSON,
    Category.CONTRACT: _RETENTION_AND_RIGHTS
    | {
        Purpose.CONTRACT_ADMINISTRATION,
        Purpose.CLAIM_SETTLEMENT,
        Purpose.COMMISSION_SETTLEMENT,
        Purpose.PAYMENT,
    },
    Category.BANK: _RETENTION_AND_RIGHTS | {Purpose.PAYMENT},
    Category.HEALTH: _RETENTION_AND_RIGHTS | {Purpose.CLAIM_SETTLEMENT},
    Category.DOCUMENT: _RETENTION_AND_RIGHTS | {Purpose.CLAIM_SETTLEMENT, Purpose.CONTRACT_ADMINISTRATION},
    Category.FINANCIAL: _RETENTION_AND_RIGHTS
    | {Purpose.CLAIM_SETTLEMENT, Purpose.COMMISSION_SETTLEMENT, Purpose.PAYMENT},
    Category.CREDENTIAL: frozenset({Purpose.PORTAL_ACCESS}),
    Category.ACCESS_LOG: frozenset({Purpose.PORTAL_ACCESS, Purpose.SECURITY_LOGGING}),
    Category.COMMUNICATION: _RETENTION_AND_RIGHTS
    | {
        Purpose.CLAIM_SETTLEMENT,
        Purpose.CONTRACT_ADMINISTRATION,
        Purpose.COMMISSION_SETTLEMENT,
        Purpose.PORTAL_ACCESS,
    },
    Category.PREFERENCE: frozenset({Purpose.PORTAL_ACCESS, Purpose.OPTIONAL_SERVICE}),
    Category.CONSENT: _RETENTION_AND_RIGHTS | {Purpose.CLAIM_SETTLEMENT, Purpose.OPTIONAL_SERVICE},
    Category.USAGE: frozenset({Purpose.USAGE_STATISTICS}),
}

MAY_CARRY_HEALTH = frozenset({Category.HEALTH, Category.DOCUMENT, Category.COMMUNICATION})
_INSURANCE_SIDE = frozenset(
    {Subject.POLICYHOLDER, Subject.INSURED_PERSON, Subject.ACCOUNT_HOLDER, Subject.PROVIDER}
)


def contradictions(entry: Entry) -> Iterator[str]:
    """Yield a reason for each rule the entry breaks; nothing for a sound entry."""
    yield from _naming(entry)
    yield from _legal_basis(entry)
    yield from _special_data(entry)
    yield from _who_sees(entry)


def _naming(entry: Entry) -> Iterator[str]:
    if not _COLUMN.fullmatch(entry.field):
        yield "a column is named app.Model.field"
    if not entry.title.strip():
        yield "the German title is missing"
    if not entry.clauses or not all(_CLAUSE.fullmatch(clause) for clause in entry.clauses):
        yield "every entry names its clauses as C01 … C99"
    if not entry.subjects and entry.category is not Category.USAGE:
        yield "the data subject is missing"


def _legal_basis(entry: Entry) -> Iterator[str]:
    if not entry.purposes:
        yield "the purpose, and with it the legal basis, is missing (clause C02)"
    for purpose in entry.purposes:
        if purpose not in PURPOSES_OF[entry.category]:
            yield f"purpose {purpose.value} is not allowed for category {entry.category.value}"


def _special_data(entry: Entry) -> Iterator[str]:
    if entry.category is Category.HEALTH and entry.article_nine is None:
        yield "health data need an exception of Art. 9(2) GDPR"
    if entry.article_nine is not None and entry.category not in MAY_CARRY_HEALTH:
        yield f"category {entry.category.value} cannot rest on Art. 9(2) GDPR"
    if entry.article_nine is not None and entry.protection is not Protection.ENCRYPTED:
        yield "data under Art. 9 GDPR are stored encrypted"
    if entry.category is Category.BANK and entry.shown is Shown.OPEN:
        yield "bank data are masked or hidden (clause C27)"
    if entry.category is Category.CREDENTIAL and (
        entry.shown is not Shown.HIDDEN or entry.protection is Protection.PLAIN
    ):
        yield "credentials are never shown and never stored plain (clause C06)"


def _who_sees(entry: Entry) -> Iterator[str]:
    if bool(entry.visible_to) == (entry.shown is Shown.HIDDEN):
        yield "a hidden value is visible to nobody, any other to somebody"
    if entry.protection is Protection.HASHED and entry.shown is not Shown.HIDDEN:
        yield "a hash cannot be shown"
    if Visibility.ADMINISTRATOR in entry.visible_to and _INSURANCE_SIDE.intersection(entry.subjects):
        yield "the administrator sees no contract, claim or document"
    if (
        Visibility.STAFF_WITHOUT_STATEMENTS in entry.visible_to
        and Purpose.COMMISSION_SETTLEMENT in entry.purposes
        and entry.category is Category.FINANCIAL
    ):
        yield "staff without sight of statements see no commission"
