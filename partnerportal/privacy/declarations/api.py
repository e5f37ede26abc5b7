"""Declare what the interface for other software keeps: keys of repeatable requests, acknowledged documents."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_request = partial(
    entry,
    subject="partner_person",
    category="access_log",
    purpose="portal_access",
    provided="observed",
    visible_to="subject",
    retention="R-WIEDERHOLUNG",
    clause="C38",
)
_receipt = partial(
    entry,
    subject="partner_person",
    category="preference",
    purpose="optional_service",
    provided="observed",
    visible_to="subject",
    retention="R-KONTO",
    clause="C38",
)

DECLARED = (
    _request("api.RepeatableRequest.account", _("Konto, dessen Software eine Anfrage wiederholen darf")),
    _request(
        "api.RepeatableRequest.key_hash",
        _("Prüfwert des Schlüssels der Anfrage"),
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _request("api.RepeatableRequest.route", _("Art der Anfrage"), visible_to="", shown="hidden"),
    _request(
        "api.RepeatableRequest.content_hash",
        _("Prüfwert des Inhalts der Anfrage"),
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _request("api.RepeatableRequest.created", _("Nummer des dabei entstandenen Vorgangs")),
    _request("api.RepeatableRequest.begun_at", _("Zeitpunkt der Anfrage")),
    technical("api.RepeatableRequest", "id", _("zufällige Kennung")),
    _receipt("api.DocumentReceipt.account", _("Konto, dessen Software Dokumente abholt")),
    _receipt("api.DocumentReceipt.document", _("abgeholtes Dokument")),
    _receipt("api.DocumentReceipt.acknowledged_at", _("Abholung bestätigt am")),
    technical("api.DocumentReceipt", "id", _("zufällige Kennung")),
)
