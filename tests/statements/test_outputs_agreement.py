"""The five forms of a statement agree to the cent, and the proof sees it when one of them does not."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from partnerportal.database.context import acting_as
from partnerportal.exchange.agreement import SETTLEMENT, agreement, disagreements, made_files
from partnerportal.statements.outputs import as_json, as_pdf
from tests.cast import House
from tests.statements.ledger import ENDED_POLICY, NOVEMBER, POLICY, booking, closed_statement, take_over
from tests.statements.printed import NUMBER, head_of, line, many_lines

LINES = [line(1, "42.00"), line(2, "-17.50", "clawback"), line(3, "8.25", "initial")]
HEAD = head_of(LINES)


def test_a_statement_that_is_as_it_should_be_has_no_finding():
    for lines in (LINES, many_lines(60), many_lines(500), []):
        head = head_of(lines)

        assert disagreements(head, lines, made_files(head, lines)) == []


def other_csv(content: bytes) -> bytes:
    return content.replace(b"42,00;EUR", b"43,00;EUR")


def csv_without_a_row(content: bytes) -> bytes:
    rows = content.splitlines(keepends=True)
    return b"".join(rows[:1] + rows[2:])


def csv_with_another_sum(content: bytes) -> bytes:
    return content.replace(b"32,75;EUR", b"32,76;EUR")


def other_json(content: bytes) -> bytes:
    statement = json.loads(content)
    statement["lines"].pop()
    return json.dumps(statement).encode()


def json_with_other_kinds(content: bytes) -> bytes:
    statement = json.loads(content)
    statement["kinds"][0]["total"] = "8.26"
    return json.dumps(statement).encode()


def other_xlsx(content: bytes) -> bytes:
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"<v>42.00</v>", b"<v>42.01</v>") if "sheet2" in name else part)
    return changed.getvalue()


def other_gdv_part(content: bytes) -> bytes:
    """Change the commission in 0410, behind the rate of 12 per cent: 9999 knows nothing of it."""
    return content.replace(b"01200" + b"00000004200+", b"01200" + b"00000004300+")


def other_gdv_total(content: bytes) -> bytes:
    return content.replace(b"00000000003275+", b"00000000003276+")


def shorter_gdv(content: bytes) -> bytes:
    return content[: 258 * 6]


def printed_otherwise(_content: bytes) -> bytes:
    """Print other lines, and attach the right JSON to them: only the paper is wrong."""
    wrong = [replace(LINES[0], amount=Decimal("52.00")), *LINES[1:]]
    right = b"".join(as_json(HEAD, LINES))
    return with_attachment(as_pdf(HEAD, wrong), right)


def attached_otherwise(content: bytes) -> bytes:
    """Attach the JSON of other lines: only the machine reads something else."""
    return with_attachment(content, b"".join(as_json(HEAD, LINES[:2])))


def with_attachment(content: bytes, attached: bytes) -> bytes:
    changed = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        del pdf.attachments[f"{NUMBER}.json"]
        pdf.attachments[f"{NUMBER}.json"] = pikepdf.AttachedFileSpec(pdf, attached, filename=f"{NUMBER}.json")
        pdf.save(changed)
    return changed.getvalue()


def no_file(_content: bytes) -> bytes:
    return b"%PDF-nothing"


BROKEN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("csv", other_csv, "CSV ergibt einen anderen Betrag (Posten)"),
    ("csv", csv_without_a_row, "CSV hat 2 statt 3 Buchungen (Posten)"),
    ("csv", csv_with_another_sum, "CSV ergibt einen anderen Betrag (Kontrollsumme)"),
    ("json", other_json, "JSON hat 2 statt 3 Buchungen (Posten)"),
    ("json", json_with_other_kinds, "JSON ergibt einen anderen Betrag (Summen nach Art)"),
    ("xlsx", other_xlsx, "XLSX ergibt einen anderen Betrag (Posten)"),
    ("gdv", other_gdv_part, "GDV ergibt einen anderen Betrag (0410)"),
    ("gdv", other_gdv_total, "GDV lässt sich nicht zurücklesen (GdvError)"),
    ("gdv", shorter_gdv, "GDV lässt sich nicht zurücklesen (GdvError)"),
    ("pdf", printed_otherwise, "PDF ergibt einen anderen Betrag (Posten)"),
    ("pdf", attached_otherwise, "PDF hat 2 statt 3 Buchungen (beigelegtes JSON, Posten)"),
    ("pdf", no_file, "PDF lässt sich nicht zurücklesen (PdfiumError)"),
    ("xlsx", no_file, "XLSX lässt sich nicht zurücklesen (ValueError)"),
    ("csv", no_file, "CSV lässt sich nicht zurücklesen (ValueError)"),
    ("json", no_file, "JSON lässt sich nicht zurücklesen (JSONDecodeError)"),
]


@pytest.mark.parametrize(
    ("key", "broken", "finding"), BROKEN, ids=lambda each: getattr(each, "__name__", None)
)
def test_each_form_that_says_something_else_is_found(
    key: str, broken: Callable[[bytes], bytes], finding: str
):
    files = made_files(HEAD, LINES)
    content = files[key] or b""
    changed = broken(content)
    assert changed != content, "nothing was broken"

    found = disagreements(HEAD, LINES, {**files, key: changed})

    assert f"{NUMBER}: {finding}." in found
    assert all(re.match(rf"{NUMBER}: {key.upper()} ", sentence) for sentence in found)


def test_a_missing_file_and_a_ledger_that_does_not_add_up_are_found():
    files = made_files(HEAD, LINES)

    assert disagreements(HEAD, LINES, {**files, "gdv": None}) == [f"{NUMBER}: GDV fehlt."]
    assert disagreements(HEAD, LINES[:2], files) == [
        f"{NUMBER}: Die Posten ergeben nicht Betrag und Anzahl der Abrechnung."
    ]


@pytest.mark.django_db
def test_the_proof_reads_every_closed_statement_and_no_open_one(house: House) -> None:
    closed_statement(house, house.lindner, [booking(), booking(kind="clawback"), booking(ENDED_POLICY)])
    closed_statement(house, house.petersen)
    take_over(house.lindner, [booking(POLICY, "initial")], month=NOVEMBER)

    with acting_as(SETTLEMENT):
        found = agreement(viewer=SETTLEMENT)

    assert found.findings == ()
    assert (found.checked, found.closed, found.lines) == (2, 2, 4)
    assert found.evidence.startswith("2 von 2 abgeschlossenen Abrechnungen mit 4 Buchungen")


@pytest.mark.django_db
def test_a_partner_compares_its_own_statements_only(house: House) -> None:
    closed_statement(house, house.lindner)
    closed_statement(house, house.petersen)

    with acting_as(house.petersen):
        assert agreement(viewer=house.petersen).checked == 1
