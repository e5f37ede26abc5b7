"""Declare the table of wrapped data keys."""

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import technical

DECLARED = (
    technical(
        "database.SubjectKey",
        "subject_id partner wrapped created_at",
        _("verpackter Schlüssel, seine Löschung macht Daten unlesbar"),
    ),
)
