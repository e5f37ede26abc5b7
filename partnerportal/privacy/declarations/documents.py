"""Declare what is stored about receipts and other documents; their bytes lie sealed in the data folder."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_document = partial(
    entry,
    subject="insured_person",
    category="document",
    purpose="claim_settlement",
    article_nine="9_2_a",
    visible_to="owner staff clerk_benefits",
    protection="encrypted",
    retention="R-LEISTUNG",
    clause="C28",
)
_about_the_file = partial(
    _document, category="document", article_nine=None, provided="observed", protection="plain"
)

DECLARED = (
    _document("documents.Document.content", _("Inhalt der Unterlage"), place="file"),
    _document("documents.Document.name", _("Dateiname")),
    _about_the_file(
        "documents.Document.original_sha256", _("Prüfsumme der gesendeten Datei"), clause="C28 C40"
    ),
    _about_the_file(
        "documents.Document.kept_sha256", _("Prüfsumme der gespeicherten Datei"), clause="C28 C40"
    ),
    _about_the_file("documents.Document.stored_at", _("gespeichert am")),
    _about_the_file("documents.Document.author", _("hochgeladen von"), subject="partner_person"),
    technical(
        "documents.Document",
        "id partner department subject_id",
        _("Kennung, Verweise und der Verweis auf den Schlüssel"),
    ),
    technical(
        "documents.Document",
        "media_type pages size original_size changes",
        _("technische Eigenschaften der Datei ohne Inhalt"),
    ),
)
