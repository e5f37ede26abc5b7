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
_search_word = partial(
    _in_contract,
    subject="policyholder insured_person",
    category="identity",
    purpose="contract_administration",
    provided="derived",
    visible_to="",
    shown="hidden",
    clause="C24 C25",
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
_change = partial(
    _in_contract,
    subject="policyholder insured_person",
    category="contract",
    purpose="contract_administration",
    visible_to="owner staff clerk_contracts",
    clause="C17",
)
_decision = partial(
    _change, subject="clerk", category="identity", provided="observed", visible_to="clerk_contracts"
)
_guard = partial(
    _change, purpose="rights_of_subjects", provided="observed", visible_to="clerk_contracts", clause="C66 C68"
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
        _("Namen in Suchform"),
        subject="policyholder insured_person",
        category="identity",
        provided="derived",
        visible_to="",
        shown="hidden",
        clause="C24 C25",
    ),
    technical("contracts.Contract", "id partner policyholder", _("Kennung und Verweise")),
    _search_word("contracts.SearchWord.word", _("Wort eines Namens in Suchform")),
    _search_word(
        "contracts.SearchWord.word_before", _("nächstkleineres Wort desselben Vertrags in Suchform")
    ),
    _search_word(
        "contracts.SearchWord.holder_sort_key",
        _("Name des Versicherungsnehmers in Sortierform, für die Suche"),
    ),
    technical("contracts.SearchWord", "partner contract", _("Verweise")),
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
    technical("contracts.InsuredPerson", "id partner contract number", _("Kennung und Verweise")),
    _contract(
        "contracts.PersonTariff.tariff",
        _("Tarif der versicherten Person"),
        subject="insured_person",
        clause="C25",
    ),
    _contract(
        "contracts.PersonTariff.begins_on", _("Beginn des Tarifs"), subject="insured_person", clause="C25"
    ),
    _contract("contracts.PersonTariff.ends_on", _("Ende des Tarifs"), subject="insured_person", clause="C25"),
    technical("contracts.PersonTariff", "id partner contract insured_person", _("Kennung und Verweise")),
    _change("contracts.ChangeRequest.kind", _("Art der gewünschten Änderung"), provided="by_person"),
    _change("contracts.ChangeRequest.state", _("Stand des Änderungswunsches"), provided="observed"),
    _change(
        "contracts.ChangeRequest.proposed",
        _("gewünschte neue Angaben"),
        subject="policyholder insured_person account_holder",
        provided="by_person",
        protection="encrypted",
    ),
    _change(
        "contracts.ChangeRequest.note",
        _("Nachricht zum Änderungswunsch"),
        category="communication",
        provided="by_person",
        protection="encrypted",
    ),
    _change(
        "contracts.ChangeRequest.author",
        _("Änderung gewünscht von"),
        subject="partner_person",
        provided="observed",
    ),
    _change("contracts.ChangeRequest.requested_at", _("Änderung gewünscht am"), provided="observed"),
    _decision("contracts.ChangeRequest.checked_by", _("Änderung geprüft von")),
    _decision("contracts.ChangeRequest.checked_at", _("Änderung geprüft am")),
    _decision("contracts.ChangeRequest.decided_by", _("Änderung entschieden von")),
    _change("contracts.ChangeRequest.decided_at", _("Änderung entschieden am"), provided="observed"),
    _change("contracts.ChangeRequest.reason", _("Grund der Ablehnung"), provided="observed"),
    _change(
        "contracts.ChangeRequest.reason_note",
        _("Erläuterung der Ablehnung"),
        category="communication",
        provided="observed",
        protection="encrypted",
    ),
    technical(
        "contracts.ChangeRequest", "id partner department contract insured_person", _("Kennung und Verweise")
    ),
    _change("contracts.ContractChange.field", _("geänderte Angabe"), provided="observed"),
    _change("contracts.ContractChange.source", _("Quelle der Änderung"), provided="observed"),
    _change("contracts.ContractChange.changed_at", _("geändert am"), provided="observed"),
    technical("contracts.ContractChange", "id partner contract source_id", _("Kennung und Verweise")),
    _guard("contracts.DataGuard.reason", _("Grund des Schutzes vor Überschreiben")),
    _guard("contracts.DataGuard.fields", _("vor Überschreiben geschützte Angaben")),
    _guard("contracts.DataGuard.set_at", _("geschützt seit")),
    _guard("contracts.DataGuard.lifted_at", _("geschützt bis")),
    technical(
        "contracts.DataGuard", "id partner contract insured_person change_request", _("Kennung und Verweise")
    ),
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
