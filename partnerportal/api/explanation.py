"""Say with calls to copy how software uses the interface: one example for each thing people want from it."""

from __future__ import annotations

from dataclasses import dataclass

from partnerportal.api.routes import ROOT
from partnerportal.kernel.errors import marked_for_translation as _

TOKEN = "$PORTAL_TOKEN"  # noqa: S105 - the name of a variable of the shell
KEY = "8d3f6f1e-3a0f-4c86-9d5b-2f6d1f0a7c11"
CONTRACT, PERSON = "0b9f6c1e-2d64-4a57-9c0e-0a4f7d1c2b3a", "5f0c9a7e-7d1b-4d52-8a37-61e2f4b8c9d0"
CLAIM = (
    f'{{"contract_id": "{CONTRACT}", "insured_person_id": "{PERSON}",\n'
    '  "invoices": [{"provider": "Praxis Dr. Sommer", "issued_on": "2026-11-04",\n'
    '  "amount": "184.20", "files": [0]}]}'
)
CHANGE = (
    f'{{"kind": "address", "contract_id": "{CONTRACT}",\n'
    '  "street": "Am Deich 3", "postal_code": "25813", "city": "Husum"}'
)


@dataclass(frozen=True, slots=True)
class Example:
    """Be one call: what it is for, a sentence, and the command for a shell."""

    key: str
    title: str
    sentence: str
    command: str


def examples(origin: str) -> tuple[Example, ...]:
    """Return the examples for the portal at `origin`, such as "https://partner.example"."""
    base = origin + ROOT
    return (*_contracts_and_claims(base), *_documents_and_changes(base))


def _contracts_and_claims(base: str) -> tuple[Example, ...]:
    return (
        Example(
            "lesen",
            _("Verträge lesen"),
            _("Eine Seite hat höchstens 100 Zeilen. „next“ ist der „cursor“ der nächsten."),
            _get(f"{base}contracts?state=running&limit=100"),
        ),
        Example(
            "suchen",
            _("Verträge suchen"),
            _("Gesucht wird mit POST, damit kein Name in einer Adresse steht."),
            _post(f"{base}contracts/search", '{"text": "Brandt Jonas"}'),
        ),
        Example(
            "einreichen",
            _("Antrag mit Belegen einreichen"),
            _("Ein Aufruf mit allen Rechnungen. „files“ zählt die Dateien ab 0."),
            _upload(f"{base}claims", CLAIM),
        ),
        Example(
            "stand",
            _("Stand eines Antrags"),
            _("Entscheidung je Rechnung und Rückfragen der Abteilung."),
            _get(f"{base}claims/EA-2026-000123-7"),
        ),
    )


def _documents_and_changes(base: str) -> tuple[Example, ...]:
    return (
        Example(
            "postfach",
            _("Postfach leeren"),
            _("Neue Dokumente auflisten, abrufen, bestätigen. Bestätigtes gilt nicht mehr als neu."),
            "\n".join(
                (
                    _get(f"{base}documents"),
                    _get(f"{base}documents/receipt-EA-2026-000123-7", " -O -J"),
                    _get(f"{base}documents/receipt-EA-2026-000123-7/acknowledgement", " -X PUT"),
                )
            ),
        ),
        Example(
            "abrechnung",
            _("Abrechnung lesen"),
            _("Kopf und Posten. Die ganze Datei liegt im Postfach, auch als CSV, Excel und JSON."),
            _get(f"{base}statements/AB-2026-10-4711"),
        ),
        Example(
            "aendern",
            _("Änderung beantragen"),
            _("Anschrift, Name, Bankverbindung oder versicherte Person."),
            _post(f"{base}changes", CHANGE, key=True),
        ),
    )


def _get(url: str, options: str = "") -> str:
    return f'curl{options} -H "Authorization: Bearer {TOKEN}" \\\n  "{url}"'


def _post(url: str, content: str, *, key: bool = False) -> str:
    repeated = f'  -H "Idempotency-Key: {KEY}" \\\n' if key else ""
    return (
        f'curl -H "Authorization: Bearer {TOKEN}" \\\n{repeated}'
        f'  -H "Content-Type: application/json" \\\n  -d \'{content}\' \\\n  "{url}"'
    )


def _upload(url: str, content: str) -> str:
    return (
        f'curl -H "Authorization: Bearer {TOKEN}" \\\n  -H "Idempotency-Key: {KEY}" \\\n'
        f'  -F \'claim={content};type=application/json\' \\\n  -F "files=@Rechnung.pdf" \\\n  "{url}"'
    )
