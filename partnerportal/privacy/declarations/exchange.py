"""Declare what is stored about imports: what came in, what was found, and who decided; no value of a file in plain."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_conflict = partial(
    entry,
    subject="policyholder insured_person",
    category="contract",
    purpose="contract_administration rights_of_subjects",
    provided="by_contract",
    visible_to="clerk_contracts",
    retention="R-VERTRAG",
    clause="C66 C68",
)

_content = partial(
    entry,
    subject="policyholder insured_person account_holder",
    category="contract",
    purpose="contract_administration",
    provided="by_contract",
    visible_to="",
    shown="hidden",
    protection="encrypted",
    retention="R-UPLOAD",
    clause="C12 C20",
    place="file",
)

DECLARED = (
    _content("exchange.ImportRun.content", _("Inhalt der Importdatei, bis der Import endet")),
    _content(
        "exchange.ParkedFirm.content",
        _("Daten einer Firma, die noch kein Partner ist"),
        retention="R-VERTRAG",
    ),
    entry(
        "exchange.ImportRun.started_by",
        _("Import angestoßen von"),
        subject="clerk",
        category="identity",
        purpose="contract_administration",
        provided="observed",
        visible_to="administrator",
        retention="R-VERTRAG",
        clause="C21",
    ),
    technical(
        "exchange.ImportRun",
        "id format origin state applies_at_once is_full_delivery mapping",
        _("Art und Stand des Imports, keine Person"),
    ),
    technical(
        "exchange.ImportRun",
        "file_sha256 size encoding records_total records_read result refusal_code refused_line",
        _("Prüfwert, Größe und Anzahlen der Datei, kein Wert daraus"),
    ),
    technical(
        "exchange.ImportRun",
        "created_at heartbeat_at previewed_at applied_at finished_at",
        _("Zeiten des Imports"),
    ),
    technical(
        "exchange.ImportFinding",
        "id run line satzart field value_kind kind reason contract",
        _("Stelle und Grund in der Datei, kein Wert daraus"),
    ),
    _conflict("exchange.ImportConflict.field", _("Feld mit abweichender Angabe")),
    _conflict(
        "exchange.ImportConflict.value",
        _("abweichende Angabe aus der Datei"),
        category="identity",
        protection="encrypted",
    ),
    _conflict(
        "exchange.ImportConflict.value_hash",
        _("abweichende Angabe als Prüfwert"),
        category="identity",
        provided="derived",
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _conflict("exchange.ImportConflict.found_at", _("Abweichung gefunden am"), provided="observed"),
    _conflict(
        "exchange.ImportConflict.decided_by",
        _("über die Abweichung entschieden von"),
        subject="clerk",
        category="identity",
        provided="observed",
    ),
    _conflict(
        "exchange.ImportConflict.decided_at", _("über die Abweichung entschieden am"), provided="observed"
    ),
    technical(
        "exchange.ImportConflict", "id run partner contract insured_person state", _("Kennung und Verweise")
    ),
    technical(
        "exchange.ParkedFirm",
        "id run intermediary_number contracts parked_at taken_at",
        _("unbekannte Vermittlernummer und Anzahl, die Daten liegen verschlüsselt in einer Datei"),
    ),
)
