"""Declare the journal: logins, failed logins and the latest transaction, and nothing beyond."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_login = partial(
    entry,
    subject="partner_person clerk",
    category="access_log",
    purpose="security_logging",
    provided="observed",
    visible_to="subject officer",
    retention="R-PROTOKOLL",
)
_latest = partial(_login, retention="R-LETZTER")

DECLARED = (
    _login("journal.Entry.kind", _("Anmeldung oder Fehlversuch"), clause="C46 C47"),
    _login("journal.Entry.account_id", _("Konto der Anmeldung"), clause="C46 C49"),
    _login(
        "journal.Entry.name_hash",
        _("unbekannter Anmeldename als Prüfwert"),
        visible_to="",
        shown="hidden",
        protection="hashed",
        clause="C47",
    ),
    _login("journal.Entry.occurred_at", _("Datum und Uhrzeit der Anmeldung"), clause="C49"),
    _login("journal.Entry.ip", _("IP-Adresse der Anmeldung"), clause="C50"),
    technical("journal.Entry", "id mac", _("laufende Nummer und Siegel der Zeile")),
    _latest("journal.LatestTransaction.account_id", _("Konto des letzten Vorgangs"), clause="C48 C49"),
    _latest("journal.LatestTransaction.kind", _("Art des letzten Vorgangs"), clause="C48"),
    _latest("journal.LatestTransaction.object_ref", _("Gegenstand des letzten Vorgangs"), clause="C48"),
    _latest(
        "journal.LatestTransaction.occurred_at", _("Datum und Uhrzeit des letzten Vorgangs"), clause="C49"
    ),
    _latest("journal.LatestTransaction.ip", _("IP-Adresse des letzten Vorgangs"), clause="C50"),
)
