"""Name every mail about an account: what it says, and which link it carries. Pure.

A mail says that there is something to do in the portal and where, never to whom or about whom (security.md,
"Outgoing").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from partnerportal.kernel.errors import marked_for_translation as _

MINUTES_30, HOURS_24, HOURS_72 = timedelta(minutes=30), timedelta(hours=24), timedelta(hours=72)
DAYS_7, DAYS_14 = timedelta(days=7), timedelta(days=14)
SIGN_IN, FORGOTTEN = "account_login", "accounts:password_forgotten"

VALID_FOR = {
    MINUTES_30: _("Der Link gilt 30 Minuten und nur einmal."),
    HOURS_24: _("Der Link gilt 24 Stunden und nur einmal."),
    HOURS_72: _("Der Link gilt 72 Stunden und nur einmal."),
    DAYS_7: _("Der Link gilt 7 Tage und nur einmal."),
    DAYS_14: _("Der Link gilt 14 Tage und nur einmal."),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Describe a link that opens once: what it is for, the route that takes its token, how long it is valid."""

    purpose: str
    route: str
    lifetime: timedelta

    @property
    def validity(self) -> str:
        """Return the German sentence about how long it is valid."""
        return VALID_FOR[self.lifetime]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Describe one mail, in German: subject, sentence, where it leads (a link that opens once, or a page), and
    what to do when it was somebody else.
    """

    subject: str
    sentence: str
    link: Link | None = None
    page: str = SIGN_IN
    if_not_me: str = ""


CONFIRM = Link("registration.confirm", "accounts:registration_confirm", DAYS_7)
ANSWER = Link("registration.answer", "accounts:registration_answer", DAYS_14)
OUTCOME = Link("registration.outcome", "accounts:registration_outcome", DAYS_14)
FIRST_PASSWORD = Link("password.set", "accounts:password_set", HOURS_72)
RESET = Link("password.reset", "accounts:password_set", MINUTES_30)
INVITATION = Link("invitation", "accounts:invitation", HOURS_72)
OLD_ADDRESS = Link("email.confirm_old", "accounts:email_confirm", HOURS_24)
NEW_ADDRESS = Link("email.confirm_new", "accounts:email_confirm", HOURS_24)
UNLOCK = Link("account.unlock", "accounts:unlock", HOURS_24)

_IGNORE = _("Waren Sie das nicht? Dann brauchen Sie nichts zu tun.")
_ACT = _("Waren Sie das nicht? Dann setzen Sie bitte gleich ein neues Passwort.")

OCCASIONS: dict[str, Occasion] = {
    "registration.confirm": Occasion(
        _("E-Mail-Adresse bestätigen"),
        _("Bitte bestätigen Sie diese E-Mail-Adresse für Ihre Registrierung."),
        CONFIRM,
        if_not_me=_IGNORE,
    ),
    "registration.known": Occasion(
        _("Registrierung im Partnerportal"),
        _("Mit dieser E-Mail-Adresse haben Sie bereits einen Zugang."),
        if_not_me=_IGNORE,
    ),
    "registration.asked": Occasion(
        _("Rückfrage zu Ihrer Registrierung"), _("Zu Ihrer Registrierung gibt es eine Rückfrage."), ANSWER
    ),
    "registration.approved": Occasion(
        _("Ihr Zugang zum Partnerportal"),
        _("Ihre Registrierung ist freigegeben. Bitte wählen Sie jetzt Ihr Passwort."),
        FIRST_PASSWORD,
    ),
    "registration.refused": Occasion(
        _("Ihre Registrierung im Partnerportal"),
        _("Über Ihre Registrierung ist entschieden. Hier lesen Sie den Grund."),
        OUTCOME,
    ),
    "registration.waiting": Occasion(
        _("Neues im Partnerportal"), _("Im Partnerportal wartet eine Registrierung auf Ihre Prüfung.")
    ),
    "registration.owner": Occasion(
        _("Neues im Partnerportal"), _("Im Partnerportal wartet eine Registrierung auf Ihre Entscheidung.")
    ),
    "invitation": Occasion(
        _("Einladung in das Partnerportal"),
        _("Sie sind in das Partnerportal eingeladen. Hier richten Sie Ihren Zugang ein."),
        INVITATION,
    ),
    "invitation.owner": Occasion(
        _("Neues im Partnerportal"),
        _("In Ihrem Team wurde jemand als Leitung eingeladen. Bitte sehen Sie im Team nach."),
    ),
    "password.reset": Occasion(
        _("Neues Passwort für das Partnerportal"),
        _("Hier wählen Sie ein neues Passwort."),
        RESET,
        if_not_me=_IGNORE,
    ),
    "password.changed": Occasion(
        _("Passwort geändert"),
        _("Das Passwort Ihres Zugangs wurde geändert."),
        page=FORGOTTEN,
        if_not_me=_ACT,
    ),
    "factor.changed": Occasion(
        _("Zweiter Faktor geändert"),
        _("Der zweite Faktor Ihres Zugangs wurde geändert."),
        page=FORGOTTEN,
        if_not_me=_ACT,
    ),
    "device.new": Occasion(
        _("Anmeldung mit einem neuen Gerät"),
        _("Mit Ihrem Zugang hat sich jemand auf einem neuen Gerät angemeldet."),
        page=FORGOTTEN,
        if_not_me=_ACT,
    ),
    "email.confirm_old": Occasion(
        _("Änderung der E-Mail-Adresse"),
        _("Für Ihren Zugang wurde eine neue E-Mail-Adresse angegeben. Bitte bestätigen Sie die Änderung."),
        OLD_ADDRESS,
        if_not_me=_ACT,
    ),
    "email.confirm_new": Occasion(
        _("E-Mail-Adresse bestätigen"),
        _("Bitte bestätigen Sie diese E-Mail-Adresse für Ihren Zugang."),
        NEW_ADDRESS,
        if_not_me=_IGNORE,
    ),
    "email.changed": Occasion(
        _("E-Mail-Adresse geändert"),
        _("Die E-Mail-Adresse Ihres Zugangs wurde geändert."),
        if_not_me=_ACT,
    ),
    "account.locked": Occasion(
        _("Anmeldung gesperrt"),
        _("Nach vielen Fehlversuchen ist die Anmeldung gesperrt. Hier heben Sie die Sperre auf."),
        UNLOCK,
    ),
    "account.removed": Occasion(_("Zugang entfernt"), _("Ihr Zugang zum Partnerportal wurde entfernt.")),
    "recovery.asked": Occasion(
        _("Neues im Partnerportal"),
        _("Im Partnerportal wartet eine Wiederherstellung auf Ihre Entscheidung."),
    ),
    "recovery.reported": Occasion(
        _("Verlust des zweiten Faktors gemeldet"),
        _(
            "Für Ihren Zugang wurde der zweite Faktor als verloren gemeldet. Im Portal können Sie das abbrechen."
        ),
        page=FORGOTTEN,
        if_not_me=_ACT,
    ),
    "recovery.opened": Occasion(
        _("Wiederherstellung Ihres Zugangs"),
        _(
            "Die Wiederherstellung ist bewilligt, jetzt läuft die Wartezeit. Im Portal können Sie sie abbrechen."
        ),
    ),
    "recovery.done": Occasion(
        _("Wiederherstellung Ihres Zugangs"),
        _("Ihr zweiter Faktor wurde entfernt. Bitte richten Sie beim Anmelden einen neuen ein."),
    ),
    "details.decided": Occasion(
        _("Neues im Partnerportal"), _("Über die Änderung Ihrer Angaben wurde entschieden.")
    ),
    "rights.changed": Occasion(
        _("Neues im Partnerportal"), _("Ihre Rechte im Partnerportal wurden geändert.")
    ),
}
# Anybody who knows an address can bring these about: at most so many an hour reach one person.
UNASKED = frozenset({"password.reset", "registration.known", "account.locked"})
UNASKED_PER_HOUR = 3


class UnknownOccasion(LookupError):  # noqa: N818 - reads as the finding it is
    """No mail of this name exists; it is missing from partnerportal/accounts/rules/occasions.py."""


def occasion_of(name: str) -> Occasion:
    """Return the mail of this name. Raises: UnknownOccasion."""
    if name not in OCCASIONS:
        raise UnknownOccasion(name)
    return OCCASIONS[name]
