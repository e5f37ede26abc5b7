"""Declare what is stored about reimbursement claims, from the draft to the decision."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_PARTNER_AND_BENEFITS = "owner staff clerk_benefits"
_SCOPE = "id partner author department"

_claim = partial(
    entry,
    subject="insured_person",
    category="contract",
    purpose="claim_settlement",
    provided="observed",
    visible_to=_PARTNER_AND_BENEFITS,
    retention="R-LEISTUNG",
    clause="C30",
)
_amount = partial(_claim, category="financial", provided="by_person", retention="R-BELEG", clause="C28")
_health = partial(
    _claim,
    category="health",
    article_nine="9_2_a",
    provided="by_person",
    protection="encrypted",
    clause="C28 C74",
)
_clerk = partial(_claim, subject="clerk", category="identity", visible_to="clerk_benefits")
_talk = partial(
    _health, subject="insured_person partner_person clerk", category="communication", clause="C28 C30"
)
_talk_facts = partial(_claim, subject="partner_person clerk", category="communication")
_payee = partial(
    entry,
    subject="account_holder",
    category="bank",
    purpose="payment",
    visible_to=_PARTNER_AND_BENEFITS,
    shown="masked",
    protection="encrypted",
    retention="R-BELEG",
    clause="C27",
)

DECLARED = (
    _claim("claims.Claim.number", _("Antragsnummer")),
    _claim("claims.Claim.state", _("Stand des Antrags")),
    _claim("claims.Claim.insured_person", _("versicherte Person des Antrags"), provided="by_person"),
    _health(
        "claims.Claim.typed",
        _("Eingaben im Entwurf"),
        visible_to="author",
        retention="R-ENTWURF",
        clause="C63",
    ),
    _clerk("claims.Claim.clerk", _("bearbeitet von")),
    _claim("claims.Claim.created_at", _("begonnen am"), clause="C63"),
    _claim("claims.Claim.saved_at", _("zuletzt gespeichert am"), clause="C63"),
    _claim("claims.Claim.submitted_at", _("gesendet am")),
    _claim("claims.Claim.decided_at", _("entschieden am")),
    _claim("claims.Claim.closed_at", _("abgeschlossen am"), clause="C62"),
    technical("claims.Claim", f"{_SCOPE} contract step", _("Kennung, Verweise und Schritt des Formulars")),
    technical("claims.ClaimCounter", "year last_number", _("Zähler der Antragsnummern eines Jahres")),
    _health(
        "claims.Invoice.provider",
        _("Rechnungssteller"),
        subject="provider insured_person",
    ),
    _claim(
        "claims.Invoice.issued_on",
        _("Rechnungsdatum"),
        category="financial",
        provided="by_person",
        clause="C28",
    ),
    _amount("claims.Invoice.amount", _("Rechnungsbetrag")),
    _amount("claims.Invoice.currency", _("Währung")),
    _amount("claims.Invoice.paid_amount", _("erstatteter Betrag"), provided="derived"),
    _claim(
        "claims.Invoice.outcome", _("Entscheidung"), category="financial", provided="derived", clause="C77"
    ),
    _claim(
        "claims.Invoice.reason",
        _("Grund der Entscheidung"),
        category="financial",
        provided="derived",
        clause="C77",
    ),
    _health(
        "claims.Invoice.reason_note", _("Erläuterung der Entscheidung"), provided="derived", clause="C74 C77"
    ),
    _clerk("claims.Invoice.decided_by", _("entschieden von"), clause="C77"),
    _claim("claims.Invoice.decided_at", _("Zeitpunkt der Entscheidung"), clause="C77"),
    technical("claims.Invoice", f"{_SCOPE} claim position", _("Kennung, Verweise und Reihenfolge")),
    _payee("claims.Payee.holder", _("Kontoinhaber der Auszahlung")),
    _payee("claims.Payee.iban", _("IBAN der Auszahlung")),
    _payee("claims.Payee.bic", _("BIC der Auszahlung")),
    _payee("claims.Payee.bank_name", _("Institutsname der Auszahlung")),
    _payee(
        "claims.Payee.iban_hash",
        _("IBAN der Auszahlung als Prüfwert"),
        provided="derived",
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _payee(
        "claims.Payee.last_four", _("letzte vier Stellen der IBAN"), provided="derived", protection="plain"
    ),
    _payee("claims.Payee.country", _("Land der Bank"), provided="derived", protection="plain"),
    technical("claims.Payee", f"{_SCOPE} claim is_from_contract", _("Kennung, Verweise und Herkunft")),
    technical(
        "claims.Attachment",
        f"{_SCOPE} claim document invoice information_request position",
        _("Zuordnung einer Unterlage, nur Verweise"),
    ),
    _talk("claims.InformationRequest.question", _("Rückfrage der Abteilung"), provided="observed"),
    _talk("claims.InformationRequest.answer", _("Antwort des Partners")),
    _talk_facts(
        "claims.InformationRequest.asked_by", _("gefragt von"), subject="clerk", visible_to="clerk_benefits"
    ),
    _talk_facts("claims.InformationRequest.asked_at", _("gefragt am"), subject="clerk"),
    _talk_facts("claims.InformationRequest.due_on", _("Antwort erbeten bis"), subject="partner_person"),
    _talk_facts("claims.InformationRequest.answered_by", _("beantwortet von"), subject="partner_person"),
    _talk_facts("claims.InformationRequest.answered_at", _("beantwortet am"), subject="partner_person"),
    technical("claims.InformationRequest", f"{_SCOPE} claim", _("Kennung und Verweise")),
    _claim("claims.ClaimEvent.kind", _("Schritt im Verlauf des Antrags")),
    _claim("claims.ClaimEvent.occurred_at", _("Zeitpunkt des Schritts")),
    technical("claims.ClaimEvent", f"{_SCOPE} claim", _("Kennung und Verweise")),
)
