"""Break section 0 on purpose and see its proofs turn red."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse

from partnerportal.accounts.rules.reading import Reading
from partnerportal.notice.context import ProofContext
from partnerportal.notice.s0.coverage import stands_on_a_legal_basis
from partnerportal.notice.stage import set_stage
from partnerportal.privacy.catalogue import collect
from tests.notice.conftest import Judge


def without_entry(context: ProofContext, field: str) -> ProofContext:
    """Return the context with a catalogue that lacks one entry."""
    kept = [entry for entry in context.catalogue.entries if entry.field != field]
    return replace(
        context, catalogue=collect([*kept, *context.catalogue.technical, *context.catalogue.cookies])
    )


def test_c01_turns_red_when_a_column_is_undeclared(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE contracts_contract ADD COLUMN diagnosis text")

    assert "Spalte ohne Eintrag: sql.contracts_contract.diagnosis" in red("C01")


def test_c01_turns_red_when_an_undeclared_cookie_is_set(
    context: ProofContext, settings: Any, red: Judge
) -> None:
    settings.MIDDLEWARE = ["tests.notice.broken_middleware.sets_an_undeclared_cookie", *settings.MIDDLEWARE]

    assert "Cookie ohne Eintrag: besuchszaehler" in red("C01")


def test_c01_turns_red_when_an_entry_is_missing_in_the_notice(context: ProofContext, red: Judge) -> None:
    first, *others = context.catalogue.entries
    renamed = [replace(first, title="Lieblingsfarbe"), *others]
    broken = replace(
        context, catalogue=collect([*renamed, *context.catalogue.technical, *context.catalogue.cookies])
    )

    assert "Eintrag fehlt in der Erklärung: Lieblingsfarbe" in red("C01", broken)


def test_c02_turns_red_when_a_column_has_no_legal_basis(context: ProofContext, red: Judge) -> None:
    broken = without_entry(context, "contracts.InsuredPerson.born_on")

    assert "contracts.InsuredPerson.born_on: keine Rechtsgrundlage" in red("C02", broken)


def test_c02_turns_red_when_health_data_lie_in_plain_text(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE claims_invoice ALTER provider TYPE text USING encode(provider, 'escape')")

    assert "claims.Invoice.provider: laut Eintrag verschlüsselt, gespeichert als text" in red("C02")


def test_c04_turns_red_when_a_policy_is_too_wide(context: ProofContext, red: Judge) -> None:
    context.execute("CREATE POLICY leak ON contracts_contract FOR SELECT TO portal_web USING (true)")

    findings = red("C04")
    assert "Partner sieht fremde Zeilen in contracts_contract" in findings
    assert "Ohne Anmeldung sind Zeilen sichtbar in contracts_contract" in findings


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE claims_claim NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE claims_claim DISABLE ROW LEVEL SECURITY",
        "DROP POLICY viewer_select ON claims_claim",
    ],
)
def test_c04_turns_red_when_a_table_loses_its_protection(
    context: ProofContext, red: Judge, statement: str
) -> None:
    context.execute(statement)

    assert "Tabelle ohne Zugriffsregel: claims_claim" in red("C04")


def test_c04_turns_red_when_an_address_answers_with_a_foreign_record(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_urls"

    assert "Adresse verrät einen fremden Datensatz: broken_claim" in red("C04")


def test_c04_turns_red_when_software_gets_a_foreign_record(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    def careless(request: Any, document: str) -> HttpResponse:
        return HttpResponse(document)

    monkeypatch.setattr("partnerportal.api.interface.view_of", lambda _name: careless)
    assert "Adresse verrät einen fremden Datensatz: api:document" in red("C04")


def test_c04_turns_red_when_somebody_read_too_much_and_the_owner_was_not_told(
    context: ProofContext, red: Judge
) -> None:
    owner = set_stage(context).near.owner
    context.execute(
        "INSERT INTO accounts_readingcount (account_id, partner_id, day, records) VALUES (%s, %s, %s, 1000)",
        [owner.id, owner.partner_id, context.now.date()],
    )

    assert "1 Konten lasen über die Grenze, ohne dass der Inhaber es sieht" in red("C04")


@pytest.mark.parametrize(
    ("broken_part", "replacement", "finding"),
    [
        ("accounts.guards.counted", lambda _request, answer: answer, "Abrufe werden nicht gezählt"),
        (
            "accounts.services.reading.verdict",
            lambda *_: Reading.USUAL,
            "Über der Grenze zeigt das Portal weiter Daten",
        ),
        ("claims.queries.overview.unusual_readings", lambda **_: (), "Der Inhaber sieht ungewöhnlich viele"),
    ],
)
def test_c04_turns_red_when_reading_in_bulk_is_not_counted_stopped_or_shown(
    monkeypatch: pytest.MonkeyPatch, red: Judge, broken_part: str, replacement: object, finding: str
) -> None:
    monkeypatch.setattr(f"partnerportal.{broken_part}", replacement)

    assert finding in red("C04")


@pytest.mark.parametrize(
    ("broken_part", "replacement"),
    [
        ("accounts.guards.open_step", lambda **_: None),
        ("accounts.rules.entrance.TERMS_VERSION", "2000-01"),
    ],
)
def test_c03_turns_red_when_data_open_without_the_terms_in_force(
    monkeypatch: pytest.MonkeyPatch, red: Judge, broken_part: str, replacement: object
) -> None:
    monkeypatch.setattr(f"partnerportal.{broken_part}", replacement)

    assert "Ohne angenommene Bedingungen erreichbar: contracts:list" in red("C03")


def test_c03_turns_red_when_one_address_does_not_ask(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_urls"

    findings = red("C03")
    assert "Ohne angenommene Bedingungen erreichbar: broken_claim" in findings
    assert "contracts:list" not in findings


@pytest.mark.parametrize(
    ("data", "is_plain"),
    [
        ({"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}, True),
        ({"sealed": "RGllcyBpc3QgZWluIGxlc2JhcmVyIFRleHQgdm9uIHZpZWwgWmVpY2hlbi4u"}, True),
        ({"sealed": "x" * 40, "used": [1, 2]}, True),
        ({"sealed": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCr"}, False),
    ],
)
def test_c02_turns_red_when_the_secret_of_a_second_factor_lies_in_plain_text(
    context: ProofContext, data: dict[str, object], is_plain: bool
) -> None:
    owner = set_stage(context).near.owner
    context.execute(
        "INSERT INTO mfa_authenticator (type, data, user_id, created_at) VALUES ('totp', %s, %s, now())",
        [json.dumps(data), owner.id],
    )

    found = stands_on_a_legal_basis(context)

    assert (
        "mfa.Authenticator.data: 1 Werte liegen im Klartext." in getattr(found, "sentences", ())
    ) is is_plain
