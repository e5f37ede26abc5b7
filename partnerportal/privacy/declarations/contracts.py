"""Declare what is stored about contracts, the people in them, their bank account and their consents."""

from functools import partial

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import entry, technical

_PARTNER_AND_CLERKS = "owner staff clerk_benefits clerk_contracts"

_in_contract = partial(entry, provided="by_contract", visible_to=_PARTNER_AND_CLERKS, retention="R-VERTRAG")
_contract = partial(
    _in_contract,
    subject="policyholder",
    category="contract",
    purpose="contract_administration",
    clause="C21",
)
_policyholder = partial(
    _in_contract,
    subject="policyholder",
    category="identity",
    purpose="contract_administration",
    clause="C24",
)
_insured_person = partial(
    _in_contract,
    subject="insured_person",
    category="identity",
    purpose="contract_administration claim_settlement",
    clause="C25",
)
_bank_account = partial(
    _in_contract,
    subject="account_holder",
    category="bank",
    purpose="payment",
    visible_to="owner staff clerk_benefits",
    shown="masked",
    protection="encrypted",
    clause="C27",
)
_consent = partial(
    entry,
    subject="insured_person",
    category="consent",
    purpose="rights_of_subjects",
    visible_to="owner staff clerk_benefits officer",
    retention="R-EINWILLIGUNG",
    clause="C13 C74",
)

DECLARED = (
    _contract("contracts.Contract.policy_number", _("Versicherungsnummer")),
    _contract(
        "contracts.Contract.policy_number_key",
        _("Versicherungsnummer in Suchform"),
        provided="derived",
        visible_to="",
        shown="hidden",
    ),
    _contract("contracts.Contract.line_of_business", _("Sparte")),
    _contract("contracts.Contract.tariff", _("Tarif")),
    _contract("contracts.Contract.begins_on", _("Vertragsbeginn")),
    _contract("contracts.Contract.ends_on", _("Vertragsende")),
    _contract(
        "contracts.Contract.holder_sort_key",
        _("Name des Versicherungsnehmers in Sortierform"),
        category="identity",
        provided="derived",
        visible_to="",
        shown="hidden",
        clause="C24",
    ),
    _contract(
        "contracts.Contract.search_text",
        _("Namen und Nummern in Suchform"),
        subject="policyholder insured_person",
        category="identity",
        provided="derived",
        visible_to="",
        shown="hidden",
        clause="C24 C25 C26",
    ),
    technical("contracts.Contract", "id partner policyholder", _("Kennung und Verweise")),
    _policyholder("contracts.Policyholder.salutation", _("Anrede des Versicherungsnehmers")),
    _policyholder("contracts.Policyholder.first_name", _("Vorname des Versicherungsnehmers")),
    _policyholder("contracts.Policyholder.last_name", _("Nachname des Versicherungsnehmers")),
    _policyholder(
        "contracts.Policyholder.street", _("Straße und Hausnummer"), category="contact", clause="C22"
    ),
    _policyholder("contracts.Policyholder.postal_code", _("Postleitzahl"), category="contact", clause="C22"),
    _policyholder("contracts.Policyholder.city", _("Ort"), category="contact", clause="C22"),
    technical("contracts.Policyholder", "id partner", _("Kennung und Verweise")),
    _insured_person("contracts.InsuredPerson.salutation", _("Anrede der versicherten Person")),
    _insured_person("contracts.InsuredPerson.first_name", _("Vorname der versicherten Person")),
    _insured_person("contracts.InsuredPerson.last_name", _("Nachname der versicherten Person")),
    _insured_person(
        "contracts.InsuredPerson.born_on",
        _("Geburtsdatum der versicherten Person"),
        purpose="claim_settlement",
        visible_to="owner staff clerk_benefits",
        clause="C26",
    ),
    technical("contracts.InsuredPerson", "id partner contract", _("Kennung und Verweise")),
    _bank_account("contracts.BankAccount.holder", _("Kontoinhaber")),
    _bank_account("contracts.BankAccount.iban", _("IBAN")),
    _bank_account("contracts.BankAccount.bic", _("BIC")),
    _bank_account("contracts.BankAccount.bank_name", _("Institutsname")),
    _bank_account(
        "contracts.BankAccount.iban_hash",
        _("IBAN als Prüfwert"),
        provided="derived",
        visible_to="",
        shown="hidden",
        protection="hashed",
    ),
    _bank_account(
        "contracts.BankAccount.last_four",
        _("letzte vier Stellen der IBAN"),
        provided="derived",
        protection="plain",
    ),
    _bank_account(
        "contracts.BankAccount.country", _("Land der Bank"), provided="derived", protection="plain"
    ),
    technical("contracts.BankAccount", "id partner contract", _("Kennung und Verweise")),
    _consent("contracts.Consent.kind", _("Art der Erklärung")),
    _consent("contracts.Consent.wording_version", _("Fassung des Wortlauts"), provided="observed"),
    _consent(
        "contracts.Consent.obtained_by", _("eingeholt von"), subject="partner_person", provided="observed"
    ),
    _consent("contracts.Consent.obtained_how", _("Art der Einholung")),
    _consent("contracts.Consent.given_on", _("Tag der Erklärung")),
    _consent("contracts.Consent.recorded_at", _("festgehalten am"), provided="observed"),
    _consent("contracts.Consent.withdrawn_at", _("widerrufen am")),
    technical("contracts.Consent", "id partner insured_person", _("Kennung und Verweise")),
)
