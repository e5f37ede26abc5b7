"""Decide about second factors: who needs one, which may go, what a recovery code looks like. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from partnerportal.accounts.rules.entrance import NEEDS_SECOND_FACTOR
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role

RECOVERY_CODE_COUNT = 10
MOST_PASSKEYS = 10
# 32 characters, each five bits; those that look alike on paper (I, O, 0, 1) are left out.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10  # 50 bits


class FactorKind(StrEnum):
    """Name what stands in for a second factor, in the words allauth stores."""

    TOTP = "totp"
    PASSKEY = "webauthn"
    RECOVERY_CODES = "recovery_codes"


MAIN_KINDS = frozenset({FactorKind.TOTP, FactorKind.PASSKEY})


@dataclass(frozen=True, slots=True)
class Factor:
    """Be one main factor of an account."""

    id: int
    kind: FactorKind


def needs_factor(role: Role) -> bool:
    """Say whether an account of this role works only with a second factor."""
    return role in NEEDS_SECOND_FACTOR


def check_removal(role: Role, factors: Collection[Factor], going: int) -> None:
    """Raise Refused when the role needs a factor and this is the last one."""
    if needs_factor(role) and not [factor for factor in factors if factor.id != going]:
        raise Refused(
            "factor.last",
            _(
                "Das ist Ihr einziger zweiter Faktor, und Ihr Konto braucht einen. "
                "Richten Sie zuerst einen anderen ein."
            ),
        )


def check_room(kinds: Collection[FactorKind], adding: FactorKind) -> None:
    """Raise Refused when there is no room for one more factor of this kind."""
    if adding is FactorKind.TOTP and FactorKind.TOTP in kinds:
        raise Refused(
            "factor.totp_exists",
            _("Sie haben schon eine App eingerichtet. Entfernen Sie diese, bevor Sie eine neue einrichten."),
        )
    if adding is FactorKind.PASSKEY and len([kind for kind in kinds if kind is adding]) >= MOST_PASSKEYS:
        raise Refused(
            "factor.passkeys_full",
            _("Sie haben schon zehn Passkeys. Entfernen Sie einen, den Sie nicht mehr brauchen."),
        )


def wrong_code() -> Refused:
    """Return the refusal of a code that does not fit, or was used before."""
    return Refused(
        "factor.wrong_code",
        _(
            "Dieser Code passt nicht oder wurde schon benutzt. "
            "Bitte warten Sie auf den nächsten Code und geben Sie ihn ein."
        ),
    )


def wrong_recovery_code() -> Refused:
    """Return the refusal of a recovery code that does not fit, or was used before."""
    return Refused(
        "factor.wrong_recovery_code",
        _(
            "Dieser Wiederherstellungscode passt nicht oder wurde schon benutzt. Bitte nehmen Sie einen anderen."
        ),
    )


def passkey_refused() -> Refused:
    """Return the refusal of a passkey that is not known here or did not prove itself."""
    return Refused(
        "factor.passkey",
        _(
            "Der Passkey wurde nicht angenommen. Bitte versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg."
        ),
    )


def new_recovery_code() -> str:
    """Return a random recovery code as it is printed: ABCDE-FGHJK."""
    code = "".join(secrets.choice(CODE_ALPHABET) for _letter in range(CODE_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def recovery_code_key(typed: str) -> str:
    """Return what a typed recovery code is compared by: capital letters and digits only."""
    return "".join(character for character in typed.upper() if character.isalnum())


def totp_digits(typed: str) -> str:
    """Return the digits of a typed code; people copy it with spaces."""
    return "".join(character for character in typed if character.isascii() and character.isdigit())
