"""Declare what a stored column, form field or cookie is for; an unsound declaration stops the start.

Forms join the catalogue by two class attributes. Every field of every form class of
`partnerportal.<app>.forms` stands in exactly one of them:

    class InvoiceForm(forms.Form):
        catalogue = {"amount": "claims.Invoice.amount"}      # form field -> the stored column it fills
        technical = {"confirmed": "Bestätigung, wird nicht gespeichert"}   # form field -> reason

A column is named "app.Model.field" with the name of the Django field ("claims.Claim.clerk", not "clerk_id").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from partnerportal.privacy.contradictions import contradictions
from partnerportal.privacy.retention_classes import RetentionClass, retention_class
from partnerportal.privacy.vocabulary import (
    ArticleNine,
    Basis,
    Category,
    Place,
    Protection,
    Provided,
    Purpose,
    Shown,
    Subject,
    UnknownWordError,
    Visibility,
    word,
)

OUR_APPS = frozenset(
    {
        "accounts",
        "api",
        "claims",
        "contracts",
        "database",
        "documents",
        "exchange",
        "journal",
        "messages",
        "partners",
        "routing",
        "statements",
    }
)
DECLARATIONS = "partnerportal/privacy/declarations"
COOKIES_FILE = f"{DECLARATIONS}/cookies.py"


class CatalogueError(ValueError):
    """Say which declaration is wrong and which file to open."""

    def __init__(self, name: str, reason: str, file: str | None = None) -> None:
        """Compose the sentence the start stops with; `name` is the entry, its app decides the file."""
        super().__init__(f"{name}: {reason}: correct it in {file or declared_in(name)}")


def declared_in(name: str) -> str:
    """Return the file in which "app.Model.field" is declared; tables of other packages share one file."""
    app = name.partition(".")[0]
    return f"{DECLARATIONS}/{app if app in OUR_APPS else 'other_packages'}.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Be the one declaration of a stored column with personal data; use `entry` to write one.

    `title` is the German name people read. `subjects` may be several (a message concerns both sides).
    """

    field: str
    title: str
    subjects: tuple[Subject, ...]
    category: Category
    purposes: tuple[Purpose, ...]
    article_nine: ArticleNine | None
    provided: Provided
    visible_to: tuple[Visibility, ...]
    shown: Shown
    protection: Protection
    retention: RetentionClass
    clauses: tuple[str, ...]
    place: Place = Place.COLUMN

    def __post_init__(self) -> None:
        """Refuse an impossible combination. Raises: CatalogueError."""
        for reason in contradictions(self):
            raise CatalogueError(self.field, reason)

    @property
    def model(self) -> str:
        """Return "app.Model"."""
        return self.field.rpartition(".")[0]

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Return the legal bases that come with the purposes, each once."""
        return tuple(dict.fromkeys(purpose.basis for purpose in self.purposes))

    @property
    def part(self) -> str | None:
        """Return the part of the deletion class with a shorter period the value belongs to, if any."""
        return self.category.value if self.category.value in self.retention.sooner else None

    @property
    def is_portable(self) -> bool:
        """Say whether Art. 20 GDPR covers the value: only what the person or the contract provided."""
        return self.provided in {Provided.BY_PERSON, Provided.BY_CONTRACT}


@dataclass(frozen=True, slots=True)
class Technical:
    """Declare columns without personal data (ids, references, flags) in one line, with the German reason."""

    model: str
    columns: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        """Refuse a line without columns or reason. Raises: CatalogueError."""
        if not self.columns or not self.reason.strip():
            raise CatalogueError(self.model, "a technical declaration needs columns and a reason")

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns as "app.Model.column"."""
        return tuple(f"{self.model}.{column}" for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """Declare a cookie. `setting` is the Django setting that names it, `names` are all names it may have.

    `lasts` is None for a cookie that goes with the browser window. `why` says why it is strictly necessary
    (§ 25(2) TDDDG); another kind of cookie has no place here.
    """

    setting: str
    names: tuple[str, ...]
    title: str
    why: str
    content: str
    lasts: timedelta | None = None

    def __post_init__(self) -> None:
        """Refuse a cookie nobody could explain. Raises: CatalogueError."""
        if not self.names or not self.why.strip():
            raise CatalogueError(
                self.setting, "a cookie needs its names and why it is strictly necessary", COOKIES_FILE
            )


@dataclass(frozen=True, slots=True)
class FormField:
    """Be one field of a form: it fills the column of `entry`, or has a reason to be technical."""

    form: str
    name: str
    entry: Entry | None
    reason: str = ""

    @property
    def purpose_hint(self) -> str:
        """Return the answer to „Wozu?“ in German; empty for a technical field."""
        return self.entry.purposes[0].label if self.entry else ""


def entry(
    field: str,
    title: str,
    *,
    subject: str,
    category: str,
    purpose: str,
    visible_to: str,
    retention: str,
    clause: str,
    provided: str = "by_person",
    shown: str = "open",
    protection: str = "plain",
    article_nine: str | None = None,
    place: str = "column",
) -> Entry:
    """Return the entry written in the words of the closed lists; several words are separated by spaces.

    Raises: CatalogueError naming the entry and its file, for an unknown word or an impossible combination.
    """
    try:
        return Entry(
            field=field,
            title=title,
            subjects=tuple(word(Subject, name) for name in subject.split()),
            category=word(Category, category),
            purposes=tuple(word(Purpose, name) for name in purpose.split()),
            article_nine=word(ArticleNine, article_nine) if article_nine else None,
            provided=word(Provided, provided),
            visible_to=tuple(word(Visibility, name) for name in visible_to.split()),
            shown=word(Shown, shown),
            protection=word(Protection, protection),
            retention=retention_class(retention),
            clauses=tuple(clause.split()),
            place=word(Place, place),
        )
    except UnknownWordError as error:
        raise CatalogueError(field, str(error)) from error


def technical(model: str, columns: str, reason: str) -> Technical:
    """Return the declaration of columns (separated by spaces) that hold no personal data."""
    return Technical(model, tuple(columns.split()), reason)
