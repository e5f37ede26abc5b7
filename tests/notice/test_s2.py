"""Break section 2 on purpose and see its proofs turn red."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django import forms
from django.conf import settings as portal_settings
from django.contrib.staticfiles import finders

from partnerportal.accounts import forms as account_forms
from partnerportal.accounts import middleware, sessions
from partnerportal.accounts.queries import viewer_of
from partnerportal.contracts.queries import detail
from partnerportal.exchange.statement_files import WRITERS
from partnerportal.journal.transactions import TRANSACTIONS
from partnerportal.notice import stage
from partnerportal.notice.context import ProofContext
from partnerportal.notice.network import headers_over_network
from partnerportal.notice.stage import set_stage
from partnerportal.privacy.catalogue import collect
from tests.notice.conftest import Judge

PLAIN_IBAN = b"DE89370400440532013000"
SEEN_BY_THE_OFFICER = """
CREATE POLICY leak ON {} FOR SELECT TO portal_web USING (current_setting('portal.role', true) = 'officer')
"""


@contextmanager
def a_server_that_says(header: str, value: str) -> Iterator[str]:
    """Run a server that answers every request with one header of interest; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header(header, value)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class SurplusForm(forms.Form):
    favourite_colour = forms.CharField()


def test_c20_turns_red_when_a_form_asks_too_much(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(SurplusForm, "__module__", account_forms.__name__)
    monkeypatch.setattr(account_forms, "SurplusForm", SurplusForm, raising=False)

    assert "Formularfeld ohne Zweck: partnerportal.accounts.forms.SurplusForm.favourite_colour" in red("C20")


def test_c20_turns_red_when_a_column_is_unused_for_a_year(context: ProofContext, red: Judge) -> None:
    set_stage(context)
    context.execute("UPDATE accounts_account SET salutation = '', created_at = now() - interval '2 years'")

    assert "Spalte seit einem Jahr ungenutzt: accounts.Account.salutation" in red("C20")


@pytest.mark.parametrize(
    ("clause_id", "table"),
    [
        pytest.param("C21", "contracts_contract", id="policy number"),
        pytest.param("C22", "contracts_policyholder", id="names and addresses"),
        pytest.param("C24", "contracts_policyholder", id="policyholder"),
        pytest.param("C25", "contracts_insuredperson", id="insured person"),
        pytest.param("C26", "contracts_insuredperson", id="date of birth"),
    ],
)
def test_c21_c22_c24_c25_c26_turn_red_when_another_role_sees_the_rows(
    context: ProofContext, red: Judge, clause_id: str, table: str
) -> None:
    context.execute(SEEN_BY_THE_OFFICER.format(table))

    assert "sichtbar für officer, vom Eintrag nicht genannt" in red(clause_id)


@pytest.mark.parametrize("clause_id", ["C21", "C22", "C23", "C24", "C25", "C26", "C27", "C28"])
def test_c21_to_c28_turn_red_when_the_entries_are_missing(
    context: ProofContext, red: Judge, clause_id: str
) -> None:
    kept = [entry for entry in context.catalogue.entries if clause_id not in entry.clauses]
    broken = replace(context, catalogue=collect([*kept, *context.catalogue.technical]))

    assert f"{clause_id}: kein Feld im Datenverzeichnis" in red(clause_id, broken)


def test_c23_turns_red_when_staff_without_the_right_see_statements(context: ProofContext, red: Judge) -> None:
    context.execute(
        "CREATE POLICY leak ON statements_statement FOR SELECT TO portal_web"
        " USING (partner_id::text = current_setting('portal.partner_id', true))"
    )

    assert "Die Datenbank zeigt Abrechnungen auch ohne das Recht" in red("C23")


def test_c23_turns_red_when_a_page_opens_without_the_right(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(
        middleware, "viewer_of", lambda account: replace(viewer_of(account), may_see_statements=True)
    )

    assert "Mitarbeitende ohne das Recht sehen /abrechnungen" in red("C23")


def test_c23_turns_red_when_a_closed_statement_can_be_altered(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE statements_statementline DISABLE TRIGGER line_stays")

    findings = red("C23")
    assert "Der Betrag einer abgeschlossenen Abrechnung lässt sich ändern" in findings
    assert "Ein Posten einer abgeschlossenen Abrechnung lässt sich ändern" in findings


def test_c23_turns_red_when_the_forms_of_a_statement_differ(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setitem(WRITERS, "csv", lambda head, lines: WRITERS["json"](head, lines))

    assert "CSV" in red("C23")


def test_c27_turns_red_when_an_iban_is_stored_in_plain_text(context: ProofContext, red: Judge) -> None:
    set_stage(context)
    context.execute("UPDATE contracts_bankaccount SET iban = %s", [PLAIN_IBAN])

    assert "contracts.BankAccount.iban: 2 Werte liegen im Klartext" in red("C27")


def test_c27_turns_red_when_the_page_shows_the_account_unasked(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(detail, "mask", lambda _last_four, _country: stage.IBAN)

    assert "zeigt Kontodaten, ohne dass jemand danach fragt" in red("C27")


def test_c27_turns_red_when_looking_leaves_no_trace(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.delitem(TRANSACTIONS, "contracts:account")

    assert "nicht als letzter Bearbeitungsvorgang vermerkt" in red("C27")


def test_c27_turns_red_when_one_person_changes_an_account(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE contracts_changerequest DROP CONSTRAINT new_bank_account_has_four_eyes")

    assert "das eine Person allein geprüft und übernommen hat" in red("C27")


def test_c28_turns_red_when_a_file_name_is_stored_in_plain_text(context: ProofContext, red: Judge) -> None:
    set_stage(context)
    context.execute(
        "UPDATE documents_document SET name = %s", [b"Rechnung der Zahnarztpraxis vom Montag.pdf"]
    )

    assert "documents.Document.name: 2 Werte liegen im Klartext" in red("C28")


def test_c28_turns_red_when_a_file_lies_unencrypted_in_the_data_folder(
    context: ProofContext, red: Judge
) -> None:
    folder = context.data_dir / "documents"
    folder.mkdir()
    (folder / "beleg").write_bytes(b"%PDF-1.7 ...")

    assert "1 Dateien im Datenordner sind unverschlüsselt" in red("C28")


def test_c29_turns_red_when_the_list_and_the_schema_differ(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE partners_partner ADD COLUMN fax text")
    context.execute("ALTER TABLE journal_latesttransaction DROP COLUMN ip")

    findings = red("C29")
    assert "Gespeichert, aber nicht in der Liste: sql.partners_partner.fax" in findings
    assert "In der Liste, aber nicht gespeichert: journal.LatestTransaction.ip" in findings


def test_c30_turns_red_when_a_claim_can_stay_behind(context: ProofContext, red: Judge) -> None:
    context.execute("DROP TRIGGER claim_is_forwarded ON claims_claim")

    assert "Die Datenbank nimmt einen abgesandten Antrag ohne Eintrag im Eingang an" in red("C30")


def test_c30_turns_red_when_the_claim_is_refused_for_another_reason_only(
    context: ProofContext, red: Judge
) -> None:
    context.execute("DROP TRIGGER claim_is_forwarded ON claims_claim")
    context.execute("ALTER TABLE claims_claim ADD CONSTRAINT none_at_all CHECK (false) NOT VALID")

    assert "Die Datenbank nimmt einen abgesandten Antrag ohne Eintrag im Eingang an" in red("C30")


def test_c30_turns_red_when_a_delivery_is_late(context: ProofContext, red: Judge) -> None:
    account = set_stage(context).near.owner
    context.execute(
        "INSERT INTO routing_delivery (id, account_id, occasion, state, attempts, created_at, failure)"
        " VALUES (gen_random_uuid(), %s, 'claim.decided', 'pending', 0, %s, '')",
        [account.id, context.now - timedelta(minutes=6)],
    )

    assert "1 Zustellungen sind seit über 5 Minuten offen" in red("C30")


def test_c31_turns_red_when_an_old_cookie_still_opens(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(sessions, "has_ended", lambda _row, _now: False)

    findings = red("C31")
    assert "Der alte Cookie öffnet nach dem Leerlauf noch das Portal" in findings
    assert "Der alte Cookie öffnet nach der Höchstdauer noch das Portal" in findings


def test_c31_turns_red_when_a_session_outlives_its_end(context: ProofContext, red: Judge) -> None:
    past = context.now - portal_settings.SESSION_ABSOLUTE - timedelta(hours=1)
    context.execute(
        "INSERT INTO accounts_session (key_hash, handle, device, payload, must_rotate, created_at, last_seen_at,"
        " expires_at) VALUES ('x', gen_random_uuid(), '', '', false, %s, %s, %s)",
        [past, past, past + portal_settings.SESSION_ABSOLUTE],
    )

    assert "1 Sitzungen sind über ihr Ende hinaus gespeichert" in red("C31")


def test_c32_turns_red_when_the_headers_are_missing(settings: Any, red: Judge) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecurityHeaders" not in name]

    assert "Ohne „no-store“" in red("C32")


def test_c32_turns_red_when_a_script_keeps_data_in_the_browser(
    settings: Any, tmp_path: Path, red: Judge
) -> None:
    (tmp_path / "sammler.js").write_text("localStorage.setItem('name', document.title)", encoding="utf-8")
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    try:
        assert "Das Skript sammler.js speichert im Browser" in red("C32")
    finally:
        finders.get_finder.cache_clear()  # type: ignore[attr-defined]


def test_c32_turns_red_when_the_running_server_does_not_answer(context: ProofContext, red: Judge) -> None:
    assert "Der laufende Server antwortet nicht" in red(
        "C32", replace(context, base_url="http://127.0.0.1:9")
    )


def test_c32_turns_red_when_the_running_server_lets_the_browser_keep_pages(
    context: ProofContext, red: Judge
) -> None:
    with a_server_that_says("cache-control", "public, max-age=600") as base_url:
        assert "Der laufende Server lässt den Browser speichern" in red(
            "C32", replace(context, base_url=base_url)
        )


def test_a_running_server_that_forbids_storing_is_read_whatever_the_case_of_its_headers() -> None:
    with a_server_that_says("cache-control", "no-store") as base_url:
        headers = headers_over_network(base_url, "/anmelden")

    assert headers is not None
    assert headers["cache-control"] == "no-store"


def test_c33_turns_red_when_a_mail_carries_a_policy_number(context: ProofContext, red: Judge) -> None:
    contract = set_stage(context).near.contract
    message = EmailMessage()
    message["Subject"] = "Neues im Portal"
    message.set_content(f"Zum Vertrag {contract.policy_number} gibt es Neues.")
    folder = context.data_dir / "mail"
    folder.mkdir()
    (folder / "1.eml").write_bytes(message.as_bytes())

    assert "1 E-Mails enthalten Daten" in red("C33")


def test_c33_turns_red_when_a_page_loads_from_elsewhere(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_urls"

    assert "Die Seite lädt etwas von fremden Servern: /kaputt/skript" in red("C33")
