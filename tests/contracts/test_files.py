"""The list leaves as a file, masked and disarmed; the account is readable only after it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from partnerportal.contracts.models import Policyholder
from partnerportal.kernel.viewer import Viewer
from tests.cast import IBAN, House

SignIn = Callable[[Viewer], Client]


def body_of(response: object) -> bytes:
    return b"".join(response)  # type: ignore[attr-defined]


def test_the_list_as_csv_has_a_row_for_each_person_a_masked_iban_and_no_formula(
    house: House, sign_in: SignIn
) -> None:
    Policyholder.objects.filter(id=house.contract.policyholder_id).update(first_name="=1+1")
    response = sign_in(house.lindner).post("/vertraege/datei", {"form": "csv"})
    text = body_of(response).decode("utf-8-sig")
    assert "Brandt" not in response["Content-Disposition"]
    assert len(text.splitlines()) == 1 + 3
    assert "'=1+1" in text
    assert IBAN not in text.replace(" ", "")
    assert house.foreign_contract.policy_number not in text


def test_the_search_as_xlsx_holds_birth_dates_as_dates(house: House, sign_in: SignIn) -> None:
    response = sign_in(house.lindner).post("/vertraege/datei", {"form": "xlsx", "q": "Brandt"})
    rows = list(load_workbook(BytesIO(body_of(response))).active.iter_rows(values_only=True))
    assert len(rows) == 1 + 2
    assert isinstance(rows[1][16], datetime)


def test_the_account_is_readable_only_in_the_answer_to_a_form(house: House, sign_in: SignIn) -> None:
    browser, page = sign_in(house.lindner), f"/vertraege/{house.contract.id}"
    assert IBAN not in browser.get(page).content.decode().replace(" ", "")
    assert browser.get(f"{page}/bankverbindung")["Location"] == page
    shown = browser.post(f"{page}/bankverbindung").content.decode()
    assert IBAN in shown.replace(" ", "").replace("\u00a0", "")
    assert 'http-equiv="refresh" content="30;' in shown


def test_nobody_sees_a_foreign_account(house: House, sign_in: SignIn) -> None:
    page = f"/vertraege/{house.foreign_contract.id}/bankverbindung"
    assert sign_in(house.lindner).post(page).status_code == 404
