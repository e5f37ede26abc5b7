"""Examine whether the mail server answers and encrypts; nothing is sent, nobody signs in."""

from __future__ import annotations

import smtplib
import ssl

from partnerportal.config.doctor.finding import Finding, error, ok
from partnerportal.config.environment import Environment, MailServer, Mode

AREA = "mail"
TIMEOUT_SECONDS = 5


def examine_mail(environment: Environment) -> list[Finding]:
    """Return what is to say about outgoing mail; a demo writes it into a folder."""
    if environment.mode is not Mode.PRODUCTION:
        return []
    if environment.mail_server is None:
        return [
            error(
                AREA,
                "Es ist kein Mailserver genannt; Nachrichten bleiben in einem Ordner liegen.",
                "PORTAL_SMTP_URL setzen, zum Beispiel smtps://portal:geheim@mail.internal",
            )
        ]
    return [_answer(environment.mail_server)]


def _answer(server: MailServer) -> Finding:
    context = ssl.create_default_context()
    try:
        if server.is_tls_from_start:
            with smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context):
                pass
        else:
            with smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS) as smtp:
                smtp.starttls(context=context)
    except (OSError, smtplib.SMTPException) as failure:
        return error(
            AREA,
            f"Der Mailserver antwortet nicht verschlüsselt ({type(failure).__name__}).",
            "Adresse, Port und Zertifikat in PORTAL_SMTP_URL prüfen.",
        )
    return ok(AREA, "Der Mailserver antwortet verschlüsselt.")
