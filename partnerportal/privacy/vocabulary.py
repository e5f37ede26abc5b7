"""Hold the closed lists of words a catalogue entry may use, each with its German label.

An unknown word stops the start: `word` raises while the declarations are imported. A new word is a decision
(docs/decisions/0008-one-data-catalogue.md), never a typo.
"""

from __future__ import annotations

from enum import Enum
from typing import Self, TypeVar

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role


class UnknownWordError(ValueError):
    """Say that a declaration uses a word outside the closed list."""


class Word(Enum):
    """Be one word of a closed list: `value` is the identifier, `label` the German text."""

    label: str

    def __new__(cls, identifier: str, label: str) -> Self:
        """Take the identifier as the value, so that `Subject("clerk")` finds the word."""
        member = object.__new__(cls)
        member._value_ = identifier
        member.label = label
        return member


class Subject(Word):
    """Name whose data a column holds (catalogue.md, "subject")."""

    PARTNER_PERSON = "partner_person", _("Person beim Partner")
    POLICYHOLDER = "policyholder", _("Versicherungsnehmer")
    INSURED_PERSON = "insured_person", _("versicherte Person")
    ACCOUNT_HOLDER = "account_holder", _("Kontoinhaber")
    PROVIDER = "provider", _("Leistungserbringer")
    CLERK = "clerk", _("Sachbearbeitung")
    REQUESTER = "requester", _("anfragende Person")
    APPLICANT = "applicant", _("Person in der Registrierung")


class Category(Word):
    """Name the kind of data (catalogue.md, "category"); health is Art. 9 GDPR."""

    IDENTITY = "identity", _("Personalien")
    CONTACT = "contact", _("Kontaktdaten")
    CONTRACT = "contract", _("Vertragsdaten")
    BANK = "bank", _("Kontodaten")
    HEALTH = "health", _("Gesundheitsdaten")
    DOCUMENT = "document", _("Unterlagen")
    FINANCIAL = "financial", _("Abrechnungsdaten")
    CREDENTIAL = "credential", _("Zugangsdaten")
    ACCESS_LOG = "access_log", _("Zugriffsdaten")
    COMMUNICATION = "communication", _("Nachrichten")
    PREFERENCE = "preference", _("Einstellungen")
    CONSENT = "consent", _("Einwilligungen")
    USAGE = "usage", _("anonyme Nutzungszahlen")


class Basis(Word):
    """Name the legal basis of a purpose: a letter of Art. 6(1) GDPR, or none where nobody is identifiable."""

    CONSENT = "a", _("Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO")
    CONTRACT = "b", _("Vertrag, Art. 6 Abs. 1 Buchst. b DSGVO")
    LEGAL_DUTY = "c", _("rechtliche Pflicht, Art. 6 Abs. 1 Buchst. c DSGVO")
    LEGITIMATE_INTEREST = "f", _("berechtigtes Interesse, Art. 6 Abs. 1 Buchst. f, Art. 32 DSGVO")
    ANONYMOUS = "anonymous", _("anonym, ohne Bezug zu einer Person")


class ArticleNine(Word):
    """Name the exception of Art. 9(2) GDPR that allows health data."""

    EXPLICIT_CONSENT = "9_2_a", _("ausdrückliche Einwilligung, Art. 9 Abs. 2 Buchst. a DSGVO")


class Purpose(Enum):
    """Name why data are processed; every purpose brings its legal basis (catalogue.md, "purpose")."""

    label: str
    basis: Basis

    def __new__(cls, identifier: str, label: str, basis: Basis) -> Self:
        """Take the identifier as the value, and the basis that comes with the purpose."""
        member = object.__new__(cls)
        member._value_ = identifier
        member.label = label
        member.basis = basis
        return member

    PORTAL_ACCESS = "portal_access", _("Zugang zum Portal"), Basis.CONTRACT
    CONTRACT_ADMINISTRATION = "contract_administration", _("Verwaltung der Verträge"), Basis.CONTRACT
    CLAIM_SETTLEMENT = "claim_settlement", _("Bearbeitung von Erstattungsanträgen"), Basis.CONTRACT
    COMMISSION_SETTLEMENT = "commission_settlement", _("Abrechnung mit dem Partner"), Basis.CONTRACT
    PAYMENT = "payment", _("Auszahlung"), Basis.CONTRACT
    SECURITY_LOGGING = "security_logging", _("Schutz vor Missbrauch"), Basis.LEGITIMATE_INTEREST
    LEGAL_RETENTION = "legal_retention", _("gesetzliche Aufbewahrung"), Basis.LEGAL_DUTY
    RIGHTS_OF_SUBJECTS = "rights_of_subjects", _("Rechte der betroffenen Personen"), Basis.LEGAL_DUTY
    OPTIONAL_SERVICE = "optional_service", _("zusätzlicher Service"), Basis.CONSENT
    USAGE_STATISTICS = "usage_statistics", _("Nutzungsstatistik"), Basis.ANONYMOUS


class Provided(Word):
    """Name where a value comes from; only what a person or a contract provided is portable (Art. 20 GDPR)."""

    BY_PERSON = "by_person", _("von der Person angegeben")
    BY_CONTRACT = "by_contract", _("aus dem Vertrag")
    OBSERVED = "observed", _("bei der Nutzung entstanden")
    DERIVED = "derived", _("daraus berechnet")


class Visibility(Enum):
    """Name who may see a value; each word belongs to one viewer role of the database policies.

    `subject` is the person itself in the portal, `author` the one account that wrote the row.
    """

    label: str
    viewer_roles: frozenset[Role]

    def __new__(cls, identifier: str, label: str, *viewer_roles: Role) -> Self:
        """Take the identifier as the value; the viewer roles are those the policies know."""
        member = object.__new__(cls)
        member._value_ = identifier
        member.label = label
        member.viewer_roles = frozenset(viewer_roles)
        return member

    OWNER = "owner", _("Inhaber des Partners"), Role.OWNER
    STAFF = "staff", _("Mitarbeitende des Partners"), Role.STAFF
    STAFF_WITHOUT_STATEMENTS = (
        "staff_without_statements",
        _("Mitarbeitende ohne Sicht auf Abrechnungen"),
        Role.STAFF,
    )
    CLERK_BENEFITS = "clerk_benefits", _("Leistungsabteilung"), Role.CLERK
    CLERK_CONTRACTS = "clerk_contracts", _("Vertragsabteilung"), Role.CLERK
    OFFICER = "officer", _("Datenschutzbeauftragte"), Role.OFFICER
    ADMINISTRATOR = "administrator", _("Verwaltung des Portals"), Role.ADMINISTRATOR
    SUBJECT = (
        "subject",
        _("die Person selbst"),
        Role.OWNER,
        Role.STAFF,
        Role.CLERK,
        Role.OFFICER,
        Role.ADMINISTRATOR,
    )
    AUTHOR = "author", _("nur wer es geschrieben hat"), Role.OWNER, Role.STAFF


class Shown(Word):
    """Name how a value appears on a page."""

    OPEN = "open", _("offen")
    MASKED = "masked", _("verdeckt")
    HIDDEN = "hidden", _("nie angezeigt")


class Protection(Word):
    """Name how a value lies in the database."""

    PLAIN = "plain", _("im Klartext, durch Zugriffsregeln geschützt")
    ENCRYPTED = "encrypted", _("verschlüsselt mit einem Schlüssel je Person")
    HASHED = "hashed", _("nur als Prüfwert")


class Place(Word):
    """Name where a value is kept: in its column, or in a sealed file of the data folder."""

    COLUMN = "column", _("in der Datenbank")
    FILE = "file", _("als verschlüsselte Datei")


AnyWord = TypeVar(
    "AnyWord", Subject, Category, ArticleNine, Purpose, Provided, Visibility, Shown, Protection, Place
)


def word(closed_list: type[AnyWord], identifier: str) -> AnyWord:
    """Return the word of the closed list.

    Raises: UnknownWordError naming the allowed words.
    """
    for member in closed_list:
        if member.value == identifier:
            return member
    allowed = ", ".join(str(member.value) for member in closed_list)
    message = f"unknown {closed_list.__name__} {identifier!r} (allowed: {allowed})"
    raise UnknownWordError(message)
