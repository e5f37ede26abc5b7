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
_reading = partial(_login, visible_to="officer")

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
    technical(
        "journal.SealedLine",
        "month leaf_index entry_id leaf_hash",
        _("Platz und Prüfwert einer Zeile im Siegel des Monats"),
    ),
    technical(
        "journal.TreeHead",
        "number month size root sealed_at previous signer signature frontier",
        _("Siegel eines Monats: Anzahl, Prüfwerte und Unterschrift"),
    ),
    technical("journal.DroppedMonth", "month size dropped_at", _("gelöschte Monate und ihre Anzahl Zeilen")),
    _reading("journal.Reading.account_id", _("Konto, das das Protokoll eingesehen hat"), clause="C52"),
    _reading("journal.Reading.purpose", _("Anlass der Einsicht in das Protokoll"), clause="C52"),
    _reading("journal.Reading.reason", _("Begründung der Einsicht"), provided="by_person", clause="C52"),
    _reading("journal.Reading.asked_account_id", _("Konto, nach dem gefragt wurde"), clause="C52"),
    _reading(
        "journal.Reading.asked_name_hash",
        _("Anmeldename, nach dem gefragt wurde, als Prüfwert"),
        visible_to="",
        shown="hidden",
        protection="hashed",
        clause="C52",
    ),
    _reading("journal.Reading.opened_at", _("Datum und Uhrzeit der Einsicht"), clause="C52"),
    technical(
        "journal.Reading",
        "id asked_kind asked_since asked_until",
        _("zufällige Kennung, Art und Zeitraum der Einsicht"),
    ),
)
