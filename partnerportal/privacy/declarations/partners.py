"""Declare what is stored about partner firms; a firm may bear the name of a person."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_firm = partial(
    entry,
    subject="partner_person",
    purpose="portal_access commission_settlement",
    provided="by_contract",
    visible_to="owner staff clerk_contracts administrator",
    retention="R-PARTNER",
    clause="C22",
)
_address = partial(_firm, category="contact")

DECLARED = (
    _firm("partners.Partner.name", _("Name des Partners"), category="identity"),
    _firm("partners.Partner.intermediary_number", _("Vermittlernummer"), category="identity"),
    _address("partners.Partner.street", _("Straße und Hausnummer")),
    _address("partners.Partner.postal_code", _("Postleitzahl")),
    _address("partners.Partner.city", _("Ort")),
    _firm("partners.Partner.register_number", _("Registrierungsnummer nach § 11a GewO"), category="identity"),
    _firm("partners.Partner.ended_on", _("Ende des Vertrags mit dem Partner"), category="identity"),
    _firm(
        "partners.Partner.blocked_at",
        _("Partner gesperrt am"),
        category="identity",
        provided="observed",
        visible_to="administrator",
        clause="C34",
    ),
    technical("partners.Partner", "id", _("zufällige Kennung")),
)
