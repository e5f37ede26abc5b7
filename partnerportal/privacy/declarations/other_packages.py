"""Declare tables that packages bring along: login, job queue, Django ("sql" = a table without a model)."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_login_address = partial(
    entry,
    subject="partner_person clerk",
    category="contact",
    purpose="portal_access",
    visible_to="subject owner administrator",
    retention="R-KONTO",
    clause="C35",
)
_factor = partial(
    entry,
    subject="partner_person clerk",
    category="access_log",
    purpose="portal_access",
    provided="observed",
    visible_to="subject",
    retention="R-KONTO",
    clause="C06",
)

DECLARED = (
    _login_address("account.EmailAddress.email", _("E-Mail-Adresse der Anmeldung")),
    _login_address("account.EmailAddress.verified", _("E-Mail-Adresse bestätigt"), provided="observed"),
    technical("account.EmailAddress", "id user primary", _("Kennung und Verweise")),
    technical(
        "account.EmailConfirmation",
        "id email_address created sent key",
        _("bleibt leer, Bestätigungen werden nicht gespeichert"),
    ),
    _factor(
        "mfa.Authenticator.data",
        _("Geheimnis des zweiten Faktors und der Wiederherstellungscodes"),
        category="credential",
        visible_to="",
        shown="hidden",
        protection="encrypted",
    ),
    _factor("mfa.Authenticator.type", _("Art des zweiten Faktors")),
    _factor("mfa.Authenticator.created_at", _("zweiter Faktor eingerichtet am")),
    _factor("mfa.Authenticator.last_used_at", _("zweiter Faktor zuletzt benutzt am")),
    technical("mfa.Authenticator", "id user", _("Kennung und Verweis")),
    technical("auth.Group", "id name", _("bleibt leer, Rechte stehen am Konto")),
    technical("auth.Group_permissions", "id group permission", _("bleibt leer, Rechte stehen am Konto")),
    technical("auth.Permission", "id name content_type codename", _("Liste der Datenmodelle")),
    technical("contenttypes.ContentType", "id app_label model", _("Liste der Datenmodelle")),
    technical("sql.django_migrations", "id app name applied", _("Stand des Datenbankschemas")),
    technical(
        "procrastinate.ProcrastinateJob",
        "id queue_name task_name args priority lock queueing_lock scheduled_at status attempts"
        " abort_requested worker",
        _("Aufgabe der Warteschlange, enthält nur Kennungen"),
    ),
    technical("procrastinate.ProcrastinateEvent", "id job type at", _("Verlauf einer Aufgabe")),
    technical(
        "procrastinate.ProcrastinatePeriodicDefer",
        "id task_name defer_timestamp job periodic_id",
        _("letzter Start einer regelmäßigen Aufgabe"),
    ),
    technical("procrastinate.ProcrastinateWorker", "id last_heartbeat", _("Lebenszeichen der Verarbeitung")),
)
