"""Declare what the way to an account stores: registration, invitation, mail, links, brakes and changes."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_applicant = partial(
    entry,
    subject="applicant",
    category="identity",
    purpose="portal_access",
    visible_to="subject owner administrator",
    protection="encrypted",
    retention="R-ANTRAG",
    clause="C35",
)
_contact = partial(_applicant, category="contact", visible_to="subject administrator")
_word = partial(_applicant, category="communication", visible_to="subject administrator")
_course = partial(_applicant, protection="plain", provided="observed", visible_to="subject administrator")
_decision = partial(_course, subject="clerk")
_invited = partial(
    entry,
    subject="partner_person clerk",
    category="identity",
    purpose="portal_access",
    provided="by_contract",
    visible_to="subject owner administrator",
    retention="R-ANTRAG",
    clause="C06 C34",
)
_right = partial(_invited, clause="C04")
_letter = partial(
    _invited, category="access_log", provided="observed", visible_to="", shown="hidden", retention="R-KONTO"
)
_try = partial(
    entry,
    subject="partner_person clerk",
    category="access_log",
    purpose="security_logging",
    provided="observed",
    visible_to="",
    shown="hidden",
    retention="R-PROTOKOLL",
    clause="C51",
)
_change = partial(
    entry,
    subject="partner_person clerk",
    category="contact",
    purpose="portal_access",
    visible_to="subject administrator",
    protection="encrypted",
    retention="R-KONTO",
    clause="C35",
)
_change_course = partial(_change, category="identity", protection="plain", provided="observed")
_recovery = partial(
    _change_course, category="access_log", visible_to="subject owner administrator", clause="C06"
)

DECLARED = (
    _course("accounts.Registration.state", _("Stand der Registrierung")),
    _course("accounts.Registration.language", _("Sprache der Registrierung")),
    _applicant("accounts.Registration.first_name", _("Vorname in der Registrierung")),
    _applicant("accounts.Registration.last_name", _("Nachname in der Registrierung")),
    _contact("accounts.Registration.email", _("E-Mail-Adresse in der Registrierung")),
    _contact(
        "accounts.Registration.email_hash",
        _("E-Mail-Adresse in der Registrierung als Prüfwert"),
        provided="derived",
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _applicant(
        "accounts.Registration.born_on",
        _("Geburtsdatum in der Registrierung"),
        visible_to="subject administrator",
    ),
    _contact("accounts.Registration.street", _("Straße und Hausnummer in der Registrierung")),
    _contact("accounts.Registration.postal_code", _("Postleitzahl in der Registrierung")),
    _contact("accounts.Registration.city", _("Ort in der Registrierung")),
    _applicant("accounts.Registration.intermediary_number", _("angegebene Vermittlernummer")),
    _applicant("accounts.Registration.register_number", _("angegebene Registrierungsnummer nach § 11a GewO")),
    _course(
        "accounts.Registration.terms_version",
        _("bei der Registrierung angenommene Nutzungsbedingungen"),
        clause="C03",
    ),
    _course(
        "accounts.Registration.terms_accepted_at",
        _("Nutzungsbedingungen bei der Registrierung angenommen am"),
        clause="C03",
    ),
    _course(
        "accounts.Registration.notice_version",
        _("bei der Registrierung gelesene Datenschutzerklärung"),
        clause="C03",
    ),
    _course(
        "accounts.Registration.notice_acknowledged_at",
        _("Datenschutzerklärung bei der Registrierung zur Kenntnis genommen am"),
        clause="C03",
    ),
    _course("accounts.Registration.begun_at", _("Registrierung begonnen am")),
    _course("accounts.Registration.sent_at", _("Registrierung abgesendet am")),
    _course("accounts.Registration.confirmed_at", _("E-Mail-Adresse bestätigt am")),
    _course("accounts.Registration.partner", _("zugeordneter Partner der Registrierung")),
    _decision("accounts.Registration.decided_by", _("Registrierung entschieden von")),
    _course("accounts.Registration.decided_at", _("Registrierung entschieden am")),
    _word("accounts.Registration.reason", _("Grund der Ablehnung"), provided="observed"),
    _word("accounts.Registration.question", _("Rückfrage zur Registrierung"), provided="observed"),
    _word("accounts.Registration.answer", _("Antwort auf die Rückfrage zur Registrierung")),
    technical("accounts.Registration", "id account", _("Kennung und Verweis")),
    _invited("accounts.Invitation.email", _("E-Mail-Adresse der Einladung"), category="contact"),
    _invited("accounts.Invitation.role", _("Rolle der Einladung")),
    _invited("accounts.Invitation.partner", _("Partner der Einladung")),
    _invited("accounts.Invitation.department", _("Abteilung der Einladung"), visible_to="administrator"),
    _right("accounts.Invitation.may_see_statements", _("Einladung mit Recht: Abrechnungen sehen")),
    _right("accounts.Invitation.may_see_claims", _("Einladung mit Recht: Anträge sehen")),
    _right("accounts.Invitation.may_see_contracts", _("Einladung mit Recht: Verträge sehen")),
    _invited("accounts.Invitation.invited_by", _("eingeladen von"), provided="observed"),
    _invited("accounts.Invitation.created_at", _("eingeladen am"), provided="observed"),
    _invited("accounts.Invitation.expires_at", _("Einladung gilt bis"), provided="observed"),
    technical("accounts.Invitation", "id", _("zufällige Kennung")),
    _letter("accounts.Letter.account", _("Empfänger einer E-Mail zum Konto")),
    _letter("accounts.Letter.occasion", _("Anlass einer E-Mail zum Konto")),
    _letter("accounts.Letter.created_at", _("E-Mail zum Konto angelegt am")),
    _letter("accounts.Letter.sent_at", _("E-Mail zum Konto versandt am")),
    technical(
        "accounts.Letter",
        "id registration invitation email_change attempts",
        _("Kennung, Verweise und Versuche"),
    ),
    _letter(
        "accounts.OneTimeLink.token_hash",
        _("Einmal-Link als Prüfwert"),
        category="credential",
        protection="hashed",
    ),
    _letter("accounts.OneTimeLink.account", _("Konto des Einmal-Links")),
    _letter("accounts.OneTimeLink.purpose", _("Zweck des Einmal-Links")),
    _letter("accounts.OneTimeLink.created_at", _("Einmal-Link angelegt am")),
    _letter("accounts.OneTimeLink.expires_at", _("Einmal-Link gilt bis")),
    _letter("accounts.OneTimeLink.used_at", _("Einmal-Link benutzt am")),
    technical("accounts.OneTimeLink", "id registration invitation email_change", _("Kennung und Verweise")),
    _try(
        "accounts.SignInBrake.key_hash",
        _("Name oder Netz der Fehlversuche als Prüfwert"),
        protection="hashed",
    ),
    _try("accounts.SignInBrake.failures", _("Zahl der Fehlversuche")),
    _try("accounts.SignInBrake.last_failed_at", _("letzter Fehlversuch am")),
    _try("accounts.SignInBrake.blocked_until", _("nächster Versuch frühestens am")),
    _try("accounts.SignInBrake.locked_at", _("wegen Fehlversuchen gesperrt am")),
    _change("accounts.EmailChange.email", _("gewünschte E-Mail-Adresse")),
    _change_course("accounts.EmailChange.account", _("Konto des Adresswechsels")),
    _change_course("accounts.EmailChange.asked_at", _("neue E-Mail-Adresse gewünscht am")),
    _change_course(
        "accounts.EmailChange.old_confirmed_at", _("Wechsel an der alten E-Mail-Adresse bestätigt am")
    ),
    _change_course(
        "accounts.EmailChange.new_confirmed_at", _("Wechsel an der neuen E-Mail-Adresse bestätigt am")
    ),
    _change("accounts.DetailsChange.first_name", _("gewünschter Vorname"), category="identity"),
    _change("accounts.DetailsChange.last_name", _("gewünschter Nachname"), category="identity"),
    _change("accounts.DetailsChange.street", _("gewünschte Straße und Hausnummer")),
    _change("accounts.DetailsChange.postal_code", _("gewünschte Postleitzahl")),
    _change("accounts.DetailsChange.city", _("gewünschter Ort")),
    _change_course("accounts.DetailsChange.account", _("Konto, dessen Angaben sich ändern sollen")),
    _change_course("accounts.DetailsChange.asked_at", _("Änderung der Angaben gewünscht am")),
    _recovery("accounts.FactorRecovery.account", _("Konto mit verlorenem zweitem Faktor")),
    _recovery("accounts.FactorRecovery.asked_at", _("Verlust des zweiten Faktors gemeldet am")),
    _recovery("accounts.FactorRecovery.first_by", _("Wiederherstellung zuerst freigegeben von")),
    _recovery("accounts.FactorRecovery.first_at", _("Wiederherstellung zuerst freigegeben am")),
    _recovery("accounts.FactorRecovery.second_by", _("Wiederherstellung danach freigegeben von")),
    _recovery("accounts.FactorRecovery.second_at", _("Wiederherstellung danach freigegeben am")),
    _recovery("accounts.FactorRecovery.opens_at", _("Ende der Wartezeit der Wiederherstellung")),
    technical("accounts.EmailChange", "id", _("zufällige Kennung")),
    technical("accounts.DetailsChange", "id", _("zufällige Kennung")),
    technical("accounts.FactorRecovery", "id partner", _("Kennung und Verweis")),
)
