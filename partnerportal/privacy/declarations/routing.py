"""Declare what is stored about departments, their inboxes and what leaves the database."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_forwarding = partial(
    entry,
    subject="insured_person",
    category="contract",
    purpose="claim_settlement",
    provided="observed",
    visible_to="owner staff clerk_benefits",
    retention="R-LEISTUNG",
    clause="C30",
)
_clerk = partial(_forwarding, subject="clerk", category="identity", visible_to="clerk_benefits")
_news = partial(_forwarding, category="communication", subject="partner_person", visible_to="clerk_benefits")

DECLARED = (
    technical(
        "routing.Department",
        "id code name email keeps_contracts",
        _("Abteilung mit Sammelpostfach, keine Person"),
    ),
    _clerk(
        "routing.Department.deputy", _("Vertretung der Abteilung"), visible_to="clerk_benefits administrator"
    ),
    technical("routing.RoutingRule", "id line_of_business department", _("Regel der Weiterleitung")),
    _forwarding("routing.InboxEntry.arrived_at", _("Eingang in der Abteilung")),
    _clerk("routing.InboxEntry.taken_by", _("übernommen von")),
    _clerk("routing.InboxEntry.taken_at", _("übernommen am")),
    _forwarding("routing.InboxEntry.done_at", _("erledigt am")),
    technical("routing.InboxEntry", "id claim partner department", _("Kennung und Verweise")),
    _news("routing.Delivery.account", _("Empfänger der Benachrichtigung"), clause="C30 C33"),
    _news("routing.Delivery.occasion", _("Anlass der Benachrichtigung"), clause="C30 C33"),
    _news("routing.Delivery.created_at", _("Benachrichtigung angelegt am")),
    _news("routing.Delivery.delivered_at", _("Benachrichtigung zugestellt am")),
    technical("routing.Delivery", "id department claim", _("Kennung und Verweise")),
    technical(
        "routing.Delivery", "state attempts failure", _("Stand der Zustellung ohne Inhalt und Adresse")
    ),
)
