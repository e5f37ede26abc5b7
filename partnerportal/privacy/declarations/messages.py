"""Declare what is stored about threads between partner and department."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_talk = partial(
    entry,
    subject="partner_person clerk policyholder",
    category="communication",
    purpose="commission_settlement",
    visible_to="owner staff clerk_contracts",
    retention="R-BELEG",
    clause="C23",
)
_facts = partial(_talk, subject="partner_person clerk", provided="observed")

DECLARED = (
    _facts("messages.Thread.state", _("Stand der Anfrage")),
    _facts("messages.Thread.opened_by", _("Anfrage gestellt von")),
    _facts("messages.Thread.opened_at", _("Anfrage gestellt am")),
    _facts("messages.Thread.last_message_at", _("letzte Nachricht am")),
    technical(
        "messages.Thread", "id partner department statement_line subject_id", _("Kennung und Verweise")
    ),
    _talk("messages.Message.text", _("Nachricht"), protection="encrypted"),
    _facts("messages.Message.author", _("geschrieben von")),
    _facts("messages.Message.written_at", _("geschrieben am")),
    technical(
        "messages.Message", "id thread partner department is_from_department", _("Kennung und Verweise")
    ),
)
