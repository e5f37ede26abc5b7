"""Declare what accounts, sessions and the count of what an account reads store; registration.py has the rest."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.declarations import registration
from partnerportal.privacy.entry import entry, technical

_person = partial(
    entry,
    subject="partner_person clerk",
    purpose="portal_access",
    visible_to="subject owner administrator",
    retention="R-KONTO",
)
_identity = partial(_person, category="identity")
_person_address = partial(_person, category="contact", clause="C22 C35")
_duty = partial(_identity, visible_to="subject administrator", provided="observed", clause="C03")
_setting = partial(_person, category="preference", visible_to="subject", clause="C34")
_session = partial(
    entry,
    subject="partner_person clerk",
    category="access_log",
    purpose="portal_access",
    provided="observed",
    visible_to="subject",
    retention="R-SITZUNG",
    clause="C31",
)
_reading = partial(
    entry,
    subject="partner_person",
    category="access_log",
    purpose="security_logging",
    provided="observed",
    visible_to="subject owner",
    retention="R-LETZTER",
    clause="C04",
)
_service = partial(
    entry,
    subject="partner_person",
    category="consent",
    purpose="optional_service",
    visible_to="subject",
    retention="R-KONTO",
    clause="C13 C38",
)
_token = partial(
    entry,
    subject="partner_person",
    category="preference",
    purpose="optional_service",
    visible_to="subject",
    retention="R-KONTO",
    clause="C38",
)

DECLARED = (
    _person("accounts.Account.email", _("E-Mail-Adresse"), category="contact", clause="C35"),
    _identity("accounts.Account.salutation", _("Anrede"), clause="C22"),
    _identity("accounts.Account.first_name", _("Vorname"), clause="C22 C35"),
    _identity("accounts.Account.last_name", _("Nachname"), clause="C22 C35"),
    _identity("accounts.Account.role", _("Rolle im Portal"), provided="by_contract", clause="C04"),
    _identity(
        "accounts.Account.partner",
        _("Zugehörigkeit zum Partner"),
        subject="partner_person",
        provided="by_contract",
        clause="C04 C22",
    ),
    _identity(
        "accounts.Account.department",
        _("Zugehörigkeit zur Abteilung"),
        subject="clerk",
        provided="by_contract",
        visible_to="subject administrator",
        clause="C04",
    ),
    _identity(
        "accounts.Account.may_see_statements",
        _("Recht: Abrechnungen sehen"),
        provided="by_contract",
        clause="C04",
    ),
    _identity(
        "accounts.Account.may_see_claims", _("Recht: Anträge sehen"), provided="by_contract", clause="C04"
    ),
    _identity(
        "accounts.Account.may_see_contracts", _("Recht: Verträge sehen"), provided="by_contract", clause="C04"
    ),
    _identity("accounts.Account.is_active", _("Konto aktiv"), provided="observed", clause="C34"),
    _identity("accounts.Account.created_at", _("Konto angelegt am"), provided="observed", clause="C34"),
    _identity("accounts.Account.blocked_at", _("Konto gesperrt am"), provided="observed", clause="C34"),
    _identity("accounts.Account.removed_at", _("Konto entfernt am"), provided="observed", clause="C63"),
    _identity(
        "accounts.Account.born_on",
        _("Geburtsdatum der Person beim Partner"),
        visible_to="subject administrator",
        shown="masked",
        protection="encrypted",
        clause="C35",
    ),
    _person_address("accounts.Account.street", _("Straße und Hausnummer der Person beim Partner")),
    _person_address("accounts.Account.postal_code", _("Postleitzahl der Person beim Partner")),
    _person_address("accounts.Account.city", _("Ort der Person beim Partner")),
    _duty("accounts.Account.terms_version", _("angenommene Fassung der Nutzungsbedingungen")),
    _duty("accounts.Account.terms_accepted_at", _("Nutzungsbedingungen angenommen am")),
    _duty("accounts.Account.notice_version", _("zur Kenntnis genommene Fassung der Datenschutzerklärung")),
    _duty("accounts.Account.notice_acknowledged_at", _("Datenschutzerklärung zur Kenntnis genommen am")),
    _setting(
        "accounts.Account.has_second_factor",
        _("zweiter Faktor eingerichtet"),
        category="access_log",
        provided="observed",
        visible_to="subject owner administrator",
        clause="C06",
    ),
    _person(
        "accounts.Account.password",
        _("Passwort"),
        category="credential",
        visible_to="",
        shown="hidden",
        protection="hashed",
        clause="C05 C06",
    ),
    _setting("accounts.Account.language", _("Sprache")),
    _setting("accounts.Account.appearance", _("Darstellung hell oder dunkel")),
    technical("accounts.Account", "id", _("zufällige Kennung")),
    _session(
        "accounts.Session.key_hash",
        _("Sitzungsschlüssel"),
        category="credential",
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _session("accounts.Session.account", _("angemeldetes Konto")),
    _session("accounts.Session.device", _("Art des Geräts der Sitzung")),
    technical(
        "accounts.Session", "handle must_rotate", _("zufällige Kennung und Vermerk für den Schlüsselwechsel")
    ),
    _session("accounts.Session.payload", _("Zustand der Sitzung"), visible_to="", shown="hidden"),
    _session("accounts.Session.created_at", _("Beginn der Sitzung")),
    _session("accounts.Session.last_seen_at", _("letzter Abruf in der Sitzung")),
    _session("accounts.Session.expires_at", _("spätestes Ende der Sitzung")),
    _session(
        "accounts.KnownDevice.account", _("Konto des bekannten Geräts"), retention="R-KONTO", clause="C06"
    ),
    _session("accounts.KnownDevice.device", _("Art des bekannten Geräts"), retention="R-KONTO", clause="C06"),
    _session(
        "accounts.KnownDevice.last_used_on", _("Gerät zuletzt benutzt am"), retention="R-KONTO", clause="C06"
    ),
    technical("accounts.KnownDevice", "id", _("zufällige Kennung")),
    _reading("accounts.ReadingCount.account", _("Konto, dessen Abrufe gezählt werden")),
    _reading("accounts.ReadingCount.partner", _("Partner, zu dem das gezählte Konto gehört")),
    _reading("accounts.ReadingCount.day", _("Tag der Zählung")),
    _reading("accounts.ReadingCount.records", _("Zahl der an diesem Tag abgerufenen Datensätze")),
    _reading("accounts.ReadingCount.noticed_at", _("Zeitpunkt des Hinweises an den Inhaber")),
    _service("accounts.ServiceOptIn.account", _("Konto mit eingeschaltetem Service")),
    _service("accounts.ServiceOptIn.service", _("eingeschalteter Service")),
    _service("accounts.ServiceOptIn.wording_version", _("Fassung der Einwilligung in den Service")),
    _service(
        "accounts.ServiceOptIn.opted_in_at", _("Einwilligung in den Service erteilt am"), provided="observed"
    ),
    technical("accounts.ServiceOptIn", "id", _("zufällige Kennung")),
    _token("accounts.ApiToken.account", _("Konto mit Schlüssel für andere Software")),
    _token("accounts.ApiToken.partner", _("Partner, zu dem der Schlüssel gehört")),
    _token("accounts.ApiToken.name", _("Zweck des Schlüssels")),
    _token(
        "accounts.ApiToken.token_hash",
        _("Schlüssel für andere Software"),
        category="credential",
        purpose="portal_access",
        visible_to="",
        shown="hidden",
        protection="hashed",
        clause="C06 C38",
    ),
    _token("accounts.ApiToken.hint", _("Anfang des Schlüssels"), shown="masked"),
    _token("accounts.ApiToken.scopes", _("Umfang des Schlüssels")),
    _token("accounts.ApiToken.created_at", _("Schlüssel erzeugt am"), provided="observed"),
    _token("accounts.ApiToken.ends_on", _("Schlüssel gilt bis")),
    _token("accounts.ApiToken.last_used_at", _("Schlüssel zuletzt benutzt"), provided="observed"),
    _token("accounts.ApiToken.revoked_at", _("Schlüssel widerrufen am"), provided="observed"),
    technical(
        "accounts.ApiToken",
        "id window_began_at window_requests",
        _("zufällige Kennung und Zähler der laufenden Minute"),
    ),
    *registration.DECLARED,
)
