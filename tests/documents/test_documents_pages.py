"""A receipt leaves the portal only for those who may see it, as a file to save or as pictures of its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from partnerportal.accounts.models import Account
from partnerportal.database.context import acting_as
from partnerportal.documents import services
from partnerportal.documents.queries import DocumentRow
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import Viewer
from tests.cast import House, submitted_claim
from tests.documents.samples import pdf, phone_heic

SignIn = Callable[[Viewer], Client]


def stored(house: House, data: bytes, name: str) -> DocumentRow:
    with acting_as(house.lindner):
        return services.store_document(
            actor=house.lindner,
            subject_id=house.person.id,
            partner_id=house.contract.partner_id,
            name=name,
            data=data,
            now=utc_now(),
        )


def test_a_download_is_the_cleaned_file_as_an_attachment(house: House, sign_in: SignIn) -> None:
    row = stored(house, pdf(3), "Rechnung Zoë – März.pdf")
    response = sign_in(house.lindner).get(f"/dokumente/{row.id}")
    content = response.getvalue()
    assert content.startswith(b"%PDF")
    assert len(content) == int(response["Content-Length"]) == row.size
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Rechnung%20Zo%C3%AB%20%E2%80%93%20M%C3%A4rz.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"


def test_a_photograph_is_named_after_what_is_kept(house: House, sign_in: SignIn) -> None:
    row = stored(house, phone_heic(), "IMG_0815.HEIC")
    response = sign_in(house.lindner).get(f"/dokumente/{row.id}")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'attachment; filename="IMG_0815.jpg"'


@pytest.mark.parametrize("rest", ["", "/seiten/1?breite=120"])
def test_others_get_the_same_404_as_for_a_missing_document(house: House, sign_in: SignIn, rest: str) -> None:
    row = stored(house, pdf(1), "Rechnung.pdf")
    for viewer in (house.petersen, house.voss, house.clerk, house.contract_clerk):
        browser = sign_in(viewer)
        foreign, missing = (
            browser.get(f"/dokumente/{row.id}{rest}"),
            browser.get(f"/dokumente/{uuid4()}{rest}"),
        )
        assert foreign.status_code == missing.status_code == 404
        assert _comparable(foreign.content) == _comparable(missing.content)


def test_after_handing_over_the_department_and_colleagues_get_it(house: House, sign_in: SignIn) -> None:
    row = stored(house, pdf(1), "Rechnung.pdf")
    submitted_claim(house.lindner, house.person)  # the department has the person's key through a case only
    with acting_as(house.lindner):
        services.hand_over(document_ids=[row.id], department_id=house.benefits.id)
    for viewer in (house.lindner, house.voss, house.clerk, house.second_clerk):
        assert sign_in(viewer).get(f"/dokumente/{row.id}").getvalue().startswith(b"%PDF")
    for viewer in (house.petersen, house.contract_clerk):
        assert sign_in(viewer).get(f"/dokumente/{row.id}").status_code == 404


def test_staff_without_sight_of_claims_gets_no_receipt(house: House, sign_in: SignIn) -> None:
    row = stored(house, pdf(1), "Rechnung.pdf")
    with acting_as(house.lindner):
        services.hand_over(document_ids=[row.id], department_id=house.benefits.id)
    Account.objects.filter(id=house.voss.account_id).update(may_see_claims=False)
    assert sign_in(house.voss).get(f"/dokumente/{row.id}").status_code == 404


def test_officer_administrator_and_strangers_get_no_receipt(house: House, sign_in: SignIn) -> None:
    row = stored(house, pdf(1), "Rechnung.pdf")
    for address in (f"/dokumente/{row.id}", f"/dokumente/{row.id}/seiten/1"):
        assert sign_in(house.officer).get(address).status_code == 403
        assert sign_in(house.administrator).get(address).status_code == 403
        assert Client().get(address)["Location"].startswith("/anmelden?")


@pytest.mark.parametrize("width", [120, 800, 1400])
def test_pages_come_as_pictures_in_three_widths(house: House, sign_in: SignIn, width: int) -> None:
    row = stored(house, pdf(3), "Rechnung.pdf")
    response = sign_in(house.lindner).get(f"/dokumente/{row.id}/seiten/3?breite={width}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(response.content)).width == width


@pytest.mark.parametrize("rest", ["0", "4", "99999999999", "1?breite=121", "1?breite=0800", "1?breite=x"])
def test_other_pages_and_widths_do_not_exist(house: House, sign_in: SignIn, rest: str) -> None:
    row = stored(house, pdf(3), "Rechnung.pdf")
    assert sign_in(house.lindner).get(f"/dokumente/{row.id}/seiten/{rest}").status_code == 404


def test_a_file_that_lost_its_key_is_gone(house: House, sign_in: SignIn) -> None:
    from partnerportal.database.models import SubjectKey

    row = stored(house, pdf(1), "Rechnung.pdf")
    SubjectKey.objects.filter(subject_id=house.person.id).delete()
    assert sign_in(house.lindner).get(f"/dokumente/{row.id}").status_code == 404


def _comparable(page: bytes) -> bytes:
    """Return the page without what differs on every answer: form token, seconds left, and the address asked for."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
    page = re.sub(rb'name="next" value="[^"]+"', b"", page)
    return re.sub(rb'(data-session|value)="\d+"', b"", page)
