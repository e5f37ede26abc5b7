"""Declare what is stored about partner statements and their lines."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_statement = partial(
    entry,
    subject="partner_person",
    category="financial",
    purpose="commission_settlement",
    provided="by_contract",
    visible_to="owner staff clerk_contracts",
    retention="R-BELEG",
    clause="C23",
)
_line = partial(_statement, subject="partner_person policyholder")

DECLARED = (
    _statement("statements.Statement.number", _("Nummer der Abrechnung")),
    _statement("statements.Statement.month", _("Abrechnungsmonat")),
    _statement("statements.Statement.total", _("Summe der Abrechnung")),
    _statement("statements.Statement.line_count", _("Anzahl der Posten")),
    _statement("statements.Statement.opened_at", _("Abrechnung angelegt am"), provided="observed"),
    _statement("statements.Statement.closed_at", _("Abrechnung abgeschlossen am"), provided="observed"),
    _statement(
        "statements.Statement.closed_by",
        _("Abrechnung abgeschlossen von"),
        subject="clerk",
        category="identity",
        provided="observed",
        visible_to="clerk_contracts",
    ),
    technical("statements.Statement", "id partner state currency", _("Kennung, Verweis und Zustand")),
    _line("statements.StatementLine.policy_number", _("Versicherungsnummer des Postens")),
    _line("statements.StatementLine.kind", _("Art des Postens")),
    _line("statements.StatementLine.booked_on", _("gebucht am")),
    _line("statements.StatementLine.basis", _("Bemessungsgrundlage")),
    _line("statements.StatementLine.rate", _("Provisionssatz")),
    _line("statements.StatementLine.amount", _("Betrag des Postens")),
    technical(
        "statements.StatementLine",
        "id partner statement position contract currency corrects is_closed",
        _("Kennung, Verweise und Zustand"),
    ),
)
