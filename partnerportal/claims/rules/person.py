"""Decide whether a draft may pass to another contract or person, and whether it may be sent at all."""

from __future__ import annotations

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


def check_change(*, is_another: bool, file_count: int) -> None:
    """Refuse to hand files to another person: each is sealed with the key of the person it is about.

    Raises: Refused with draft.has_files.
    """
    if is_another and file_count:
        raise Refused(
            "draft.has_files",
            _(
                "Die Belege gehören schon zu einer anderen Person. "
                "Bitte entfernen Sie die Belege oder beginnen Sie einen neuen Antrag."
            ),
        )


def check_consents(*, has_consents: bool) -> None:
    """Refuse to send health data without consent and release from secrecy (C74; Art. 9 (2) (a) GDPR, § 203 StGB).

    Raises: Refused with claim.consent_missing.
    """
    if not has_consents:
        raise Refused(
            "claim.consent_missing",
            _(
                "Es fehlen Einwilligung und Schweigepflichtentbindung. "
                "Bitte holen Sie beide ein und halten Sie sie in Schritt 2 fest."
            ),
        )


def check_chosen(*, has_person: bool, has_payee: bool) -> None:
    """Refuse a claim without insured person or account. Raises: Refused."""
    if not has_person:
        raise Refused("claim.person_missing", _("Bitte wählen Sie die versicherte Person."))
    if not has_payee:
        raise Refused("claim.payee_missing", _("Bitte wählen Sie die Bankverbindung."))
