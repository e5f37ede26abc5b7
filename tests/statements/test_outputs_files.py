"""A closed statement leaves as PDF, CSV, Excel, JSON and GDV, and none of them says anything else than the ledger."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import jsonschema_rs
import openpyxl
import pikepdf
import pypdfium2
import pytest

from partnerportal.exchange.gdv import open_gdv
from partnerportal.exchange.statement_files import WRITERS, as_gdv
from partnerportal.kernel.errors import Refused
from partnerportal.statements.outputs import as_csv, as_json, as_pdf, as_xlsx, schema_text
from partnerportal.statements.outputs.pdf import MOST_LINES
from partnerportal.statements.outputs.pdf.pages import ROWS_ON_A_PAGE, pages_of
from tests.statements.printed import BEFORE, NUMBER, head_of, line, many_lines

SIXTY = many_lines(60)
HEAD = head_of(SIXTY)


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in document]


def test_the_same_statement_gives_the_same_bytes_in_every_form():
    for key, write in WRITERS.items():
        once, again = (b"".join(write(HEAD, iter(SIXTY))) for _time in range(2))

        assert once == again, key


def test_the_pdf_is_for_archives_and_screen_readers_and_carries_the_json():
    with pikepdf.open(io.BytesIO(as_pdf(HEAD, SIXTY))) as pdf:
        metadata = str(pdf.Root.Metadata.read_bytes())
        attached = pdf.attachments[f"{NUMBER}.json"].get_file()

        assert "<pdfaid:part>3</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "de-DE"
        assert attached.mime_type == "application/json"
        assert attached.read_bytes() == b"".join(as_json(HEAD, SIXTY))


def test_the_first_page_says_all_that_counts():
    first = pages(as_pdf(HEAD, SIXTY))[0]

    assert "Partnerabrechnung Oktober 2026" in first
    assert "Lindner & Voss Makler" in first
    assert "4711000001" in first
    assert f"{HEAD.total:,.2f}".translate(str.maketrans(",.", ".,")) in first
    assert "05.11.2026" in first
    assert "§ 87c Abs. 1 HGB" in first
    assert f"(September 2026, {BEFORE})" in " ".join(first.split())


def test_a_month_like_the_last_and_a_first_month_are_explained_too():
    lines = [line(1, "500.00")]

    same = " ".join(pages(as_pdf(head_of(lines), lines))[0].split())
    first = " ".join(pages(as_pdf(head_of(lines, earlier=None), lines))[0].split())

    assert "Der Betrag ist gleich geblieben." in same
    assert "Dies ist die erste Abrechnung" in first


def test_totals_are_carried_from_page_to_page_and_end_in_the_sum():
    lines = [line(position, f"{position}.00") for position in range(1, 101)]
    laid_out = list(pages_of([("renewal", lines)]))

    assert [len(page) for page in laid_out] == [1, 1, 1]
    carried = [page[0] for page in laid_out]
    assert carried[0].carried_in is None
    assert [block.carried_in for block in carried[1:]] == [block.total for block in carried[:-1]]
    assert [block.is_last for block in carried] == [False, False, True]
    assert carried[-1].total == Decimal("5050.00")
    text = pages(as_pdf(head_of(lines), lines))
    assert len(text) == 4
    assert "Übertrag" in text[1]
    assert "Summe Folgeprovision" in text[3]


@pytest.mark.parametrize("number", [1, 36, 37, 38, 39, 40, 41, 79, 80, 200])
def test_no_page_is_overfull_and_no_booking_is_lost(number):
    lines = many_lines(number)
    by_kind = [
        (kind, [each for each in lines if each.kind == kind]) for kind in {each.kind for each in lines}
    ]
    laid_out = list(pages_of(by_kind))

    assert sum(len(block.lines) for page in laid_out for block in page) == number
    for page in laid_out:
        rows = sum(len(block.lines) + 4 + (block.carried_in is not None) for block in page)
        assert rows <= ROWS_ON_A_PAGE
    assert len(pages(as_pdf(head_of(lines), lines))) == len(laid_out) + 1


@pytest.mark.parametrize("hostile", ['#eval("1+1")', '"]} #{ $ \\', "📷 中国", "A" * 24])
def test_no_policy_number_breaks_the_pdf_or_becomes_a_command(hostile):
    lines = [line(1, policy_number=hostile)]

    assert len(pages(as_pdf(head_of(lines), lines))) == 2


def test_a_pdf_of_five_thousand_lines_is_made_and_one_of_more_than_ten_thousand_is_refused_in_words():
    lines = many_lines(5_000)
    assert len(pages(as_pdf(head_of(lines), lines))) > 100

    with pytest.raises(Refused, match=r"statement\.pdf_too_long"):
        as_pdf(head_of([], line_count=MOST_LINES + 1), [])


def test_csv_opens_in_german_excel():
    content = b"".join(as_csv(HEAD, SIXTY))
    text = content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    assert rows[0]["Gebucht am"] == f"{SIXTY[0].booked_on:%d.%m.%Y}"
    assert rows[0]["Betrag"] == str(SIXTY[0].amount).replace(".", ",")
    assert [row["Satz"] for row in rows].count("Buchung") == 60
    assert (rows[-1]["Satz"], rows[-1]["Nr."], rows[-1]["Betrag"]) == (
        "Summe",
        "60",
        str(HEAD.total).replace(".", ","),
    )


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|x", "%x"])
def test_nothing_in_a_text_is_a_formula_in_csv_or_excel(formula):
    lines = [line(1, "-42.00", "clawback", policy_number=formula)]
    head = head_of(lines)
    (row, _sum) = csv.DictReader(
        io.StringIO(b"".join(as_csv(head, lines)).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx(head, lines))))["Buchungen"]

    assert row["Versicherungsnummer"] == f"'{formula}"
    assert row["Betrag"] == "-42,00"
    assert (sheet["B2"].value, sheet["B2"].data_type) == (formula, "s")


def test_excel_gets_numbers_dates_and_a_sum_that_calculates():
    content = b"".join(as_xlsx(HEAD, SIXTY))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, overview = book["Buchungen"], book["Übersicht"]
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Buchungen"]

    assert isinstance(sheet["E2"].value, datetime)
    assert sheet["E2"].value.date() == SIXTY[0].booked_on
    assert isinstance(sheet["H2"].value, float)
    assert sheet["H62"].value == "=SUM(H2:H61)"
    assert Decimal(str(values["H62"].value)) == HEAD.total
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K61"
    assert Decimal(str(overview.cell(overview.max_row, 3).value)) == HEAD.total


def test_json_keeps_to_its_published_schema():
    schema = json.loads(schema_text())
    statement = json.loads(b"".join(as_json(HEAD, SIXTY)))

    jsonschema_rs.meta.validate(schema)
    jsonschema_rs.validate(schema, statement)
    assert statement["control_totals"] == {"line_count": 60, "total": str(HEAD.total)}
    assert not jsonschema_rs.is_valid(schema, {**statement, "total": 12.5})
    assert not jsonschema_rs.is_valid(schema, {**statement, "holder": "Brandt"})
    empty = json.loads(b"".join(as_json(head_of([], kinds=()), [])))
    jsonschema_rs.validate(schema, empty)


def test_gdv_holds_each_booking_in_its_fields_and_9999_adds_up():
    lines = [
        line(1, "42.00"),
        line(2, "-17.50", "clawback", rate=Decimal("60.1234")),
        line(3, "5.00", "correction", corrects_statement=BEFORE, corrects_position=12),
    ]
    content = b"".join(as_gdv(head_of(lines), lines))
    with open_gdv(content) as reader:
        (package,) = ((found, list(found.records())) for found in reader.packages())
    found, records = package
    first, second, third = (records[at : at + 4] for at in (0, 4, 8))

    assert {len(part) for part in content.split(b"\r\n")} == {256, 0}
    assert [record.kind for record in first] == ["0400.1", "0400.2", "0410.1", "0430.1"]
    assert (found.insurer_number, found.intermediary_number) == ("9999", "4711000001")
    assert found.period == (date(2026, 10, 1), date(2026, 10, 31))
    assert content.split(b"\r\n")[3][150:162] == b"00000004200+"
    assert content.split(b"\r\n")[7][150:162] == b"00000001750-"
    assert first[0]["VsNr"] == "RK2048771305"
    assert [record["FolgeNr"] for record in (first[0], second[0], third[0])] == [1, 2, 3]
    assert first[2]["Provisionssatz1"] == Decimal("12.00")
    assert second[2]["Provisionssatz1"] == Decimal("0.00")
    assert second[3]["Text3"] == "Satz 60,1234 %"
    assert third[3]["Text4"] == f"Korrigiert {BEFORE}/12"
    assert found.trailer is not None
    assert found.trailer["AnzSaetze"] == 12
    assert found.trailer["GesprovisionsBetrag"] == Decimal("29.50")


def test_gdv_refuses_in_words_what_its_fields_cannot_hold_instead_of_cutting_it():
    for wrong in (line(1, "1234567890.00"), line(1, policy_number="RK-2048-771-305-1234567")):
        with pytest.raises(Refused, match=r"statement\.gdv_does_not_fit"):
            b"".join(as_gdv(head_of([wrong]), [wrong]))


def test_no_form_names_a_policyholder():
    assert "holder" not in set(type(SIXTY[0]).__slots__)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["csv", "json", "gdv", "xlsx"])
def test_a_long_statement_takes_no_more_memory_than_a_short_one(key):
    def peak(number: int) -> int:
        lines = many_lines(number)
        head = head_of(lines)
        tracemalloc.start()
        for _piece in WRITERS[key](head, iter(lines)):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(8_000) < peak(2_000) * 1.5 + 300_000


def test_a_statement_of_sixty_lines_is_printed_while_one_waits():
    as_pdf(HEAD, SIXTY)
    took = min(_seconds(lambda: as_pdf(HEAD, SIXTY)) for _time in range(5))

    assert took < 0.2  # the goal is 40 ms; the bench measures it, here other work may run beside


def _seconds(act):
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
