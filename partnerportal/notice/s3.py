"""Keep section 3: who gets in, what registration asks, what opens only after login."""

from __future__ import annotations

from partnerportal.notice.address_table import addresses
from partnerportal.notice.browsing import visit
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.own_account import (
    changes_password_after_login_only,
    runs_services_with_consent_only,
)
from partnerportal.notice.registration_trial import lets_in_matched_people_only
from partnerportal.notice.stage import set_stage, signed_in, submitted_claim


def opens_for_accounts_only(context: ProofContext) -> Verdict:
    """Walk the URL table: each address is public by name or refuses a stranger and a closed account."""
    table = addresses()
    closed = [address for address in table if not address.is_public]
    findings = [
        f"Weder öffentlich noch geschützt: {address.name or address.route}."
        for address in closed
        if not (address.needs_account or address.needs_token)
    ]
    findings += _open_to_strangers(context)
    return verdict(
        findings,
        f"{len(table)} Adressen: {len(table) - len(closed)} öffentlich, {len(closed)} nur mit aktivem Zugang.",
    )


def _open_to_strangers(context: ProofContext) -> list[str]:
    stage = set_stage(context)
    claim = submitted_claim(stage.near, stage.department, context.now)
    values = {"uuid": stage.near.contract.id, "str": claim.number, "int": 1, "slug": "probe"}
    stranger, former = context.client(), signed_in(context, stage.near.owner, "198.51.100.34")
    context.execute("UPDATE accounts_account SET is_active = false WHERE id = %s", [stage.near.owner.id])
    findings = []
    for address in addresses():
        if not (address.needs_account or address.needs_token):
            continue
        path = address.path(values)
        if visit(stranger, path).status_code == 200:
            findings.append(f"Ohne Anmeldung erreichbar: {address.name}.")
        if visit(former, path).status_code == 200:
            findings.append(f"Mit geschlossenem Zugang erreichbar: {address.name}.")
    return findings


CLAUSES = (
    Clause(
        id="C34",
        section=3,
        kinds=(Kind.ENFORCED,),
        sentence="Die Nutzung des Portals setzt eine eigene Registrierung voraus.",
        sentence_en="Using the portal requires a registration of its own.",
        implementation=(
            "Jede Adresse steht in der Liste der öffentlichen Seiten oder verlangt einen aktiven Zugang."
        ),
        implementation_en="Every address is on the list of public pages or requires an active account.",
        legal_basis="Art. 6 Abs. 1 Buchst. b und Art. 32 DSGVO",
        proof=opens_for_accounts_only,
    ),
    Clause(
        id="C35",
        section=3,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Bei der Registrierung erheben wir Vorname, "
            "Nachname, E-Mail-Adresse, Geburtsdatum und Anschrift. "
            "Weitere Angaben verlangen wir nicht, außer sie stehen bereits im Vertrag."
        ),
        sentence_en=(
            "On registration we collect first name, last name, e-mail address, date of birth and address. "
            "We ask for nothing else unless it is already in the contract."
        ),
        implementation=(
            "Eine Person der Verwaltung vergleicht die Angaben mit dem Partnerverzeichnis und sieht jede Abweichung. "
            "Nach dem ersten Zugang eines Büros entscheidet auch dessen Inhaber. "
            "Ohne Freigabe oder Einladung nimmt die Datenbank keinen Zugang an."
        ),
        implementation_en=(
            "An administrator compares the details with the partner register and sees every difference. "
            "After the first account of a firm its owner decides as well. "
            "Without approval or invitation the database accepts no account."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. c und Art. 6 Abs. 1 Buchst. b DSGVO",
        proof=lets_in_matched_people_only,
    ),
    Clause(
        id="C36",
        section=3,
        kinds=(Kind.ENFORCED,),
        sentence="Ihr Passwort ändern Sie nach der Anmeldung selbst.",
        sentence_en="After login you change your password yourself.",
        implementation="Die Änderung verlangt das bisherige Passwort und beendet alle anderen Sitzungen.",
        implementation_en="The change requires the old password and ends all other sessions.",
        legal_basis="Art. 32 DSGVO",
        proof=changes_password_after_login_only,
    ),
    Clause(
        id="C37",
        section=3,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Nach der Anmeldung informieren wir Sie über geänderte "
            "Bedingungen und über Änderungen dieser Erklärung."
        ),
        sentence_en="After login we inform you of changed terms and of changes to this notice.",
        implementation="Sie sehen beide Fassungen mit den Unterschieden und bestätigen die Kenntnisnahme.",
        implementation_en="You see both versions with their differences and acknowledge them.",
        legal_basis="Art. 12 und 13 DSGVO",
    ),
    Clause(
        id="C38",
        section=3,
        kinds=(Kind.ENFORCED,),
        sentence="Zusätzliche Services stehen nur angemeldeten Partnern offen.",
        sentence_en="Additional services are open to signed-in partners only.",
        implementation=(
            "Jeden Service schalten Sie einzeln ein. Er hat einen eigenen Eintrag im Datenverzeichnis."
        ),
        implementation_en=(
            "You switch on each service separately. Each has its own entry in the data catalogue."
        ),
        legal_basis="Art. 6 Abs. 1 Buchst. a und b DSGVO",
        proof=runs_services_with_consent_only,
    ),
)
