"""The interface opens to a token that may, and to nothing else; what goes wrong is said in two languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from partnerportal.accounts.models import ApiToken, ReadingCount, ServiceOptIn
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.viewer import Viewer
from tests.api.software import ROOT, Software
from tests.cast import House

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


def failed_logins() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE kind = 'failed_login'")
        return int(cursor.fetchone()[0])


def test_software_reads_what_its_person_may_read(house: House) -> None:
    answer = Software(house.lindner).get("contracts")

    numbers = {item["policy_number"] for item in answer.json()["items"]}
    assert answer.status_code == 200
    assert numbers == {"RK-2048-771-305", "RK-1987-402-116"}


def test_without_a_token_nothing_opens(house: House) -> None:
    answer = Client().get(ROOT + "contracts")

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert failed_logins() == 0


def test_a_session_does_not_open_the_interface(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    assert sign_in(house.lindner).get(ROOT + "contracts").status_code == 401


def test_the_interface_neither_reads_nor_sets_a_cookie(house: House) -> None:
    software = Software(house.lindner)
    software.client.cookies["sprache"] = "en"

    answer = software.get("contracts")

    assert not answer.cookies
    assert answer.headers["Content-Language"] == "de"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_a_wrong_token_is_journaled_as_a_hash_and_braked(house: House) -> None:
    wrong = Software(house.lindner, token="pp_" + "A" * 43)
    statuses = [wrong.get("contracts").status_code for _each in range(32)]

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert 0 < failed_logins() <= 30
    assert Software(house.lindner).get("contracts").status_code == 200, (
        "the right token of the same network waits"
    )


def test_a_token_does_no_more_than_its_scopes(house: House) -> None:
    software = Software(house.lindner, "claims:read")

    answer = software.get("contracts")

    assert answer.status_code == 403
    assert answer.json()["code"] == "token.scope"


def test_the_service_must_be_switched_on(house: House) -> None:
    software = Software(house.lindner)
    ServiceOptIn.objects.all().delete()

    answer = software.get("contracts")

    assert (answer.status_code, answer.json()["code"]) == (403, "service.off")


def test_a_foreign_contract_answers_like_one_that_does_not_exist(house: House) -> None:
    software = Software(house.lindner)

    foreign = software.get(f"contracts/{house.foreign_contract.id}")
    missing = software.get("contracts/00000000-0000-4000-8000-000000000000")

    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
    assert foreign.status_code == 404
    assert foreign.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    ("header", "language"), [("en-GB,de;q=0.5", "en"), ("de", "de"), ("fr", "de"), ("", "de")]
)
def test_problems_speak_the_language_asked_for(house: House, header: str, language: str) -> None:
    software = Software(house.lindner)
    ServiceOptIn.objects.all().delete()

    answer = software.get("contracts", Accept_Language=header)

    problem = answer.json()
    words = {"de": "nicht eingeschaltet", "en": "not switched on"}
    assert answer.headers["Content-Language"] == language
    assert (problem["type"], problem["status"]) == ("urn:partnerportal:problem:service.off", 403)
    assert words[language] in problem["detail"]


def test_an_address_that_does_not_exist_is_a_problem_too(house: House) -> None:
    answer = Software(house.lindner).get("gibt-es-nicht")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused_with_the_allowed_ones(house: House, method: str) -> None:
    answer = getattr(Client(), method)(ROOT + "contracts")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


def test_the_limit_of_a_minute_is_told_and_kept(house: House) -> None:
    software = Software(house.lindner)

    first = software.get("contracts")
    ApiToken.objects.update(window_began_at=datetime.now(UTC), window_requests=119)
    last = software.get("contracts")
    spent = software.get("contracts")
    ApiToken.objects.update(window_began_at=datetime.now(UTC) - timedelta(seconds=61))
    again = software.get("contracts")

    assert first.headers["RateLimit-Policy"] == '"token";q=120;w=60'
    assert first.headers["RateLimit"].startswith('"token";r=119;t=')
    assert last.headers["RateLimit"].startswith('"token";r=0;t=')
    assert (spent.status_code, spent.json()["code"]) == (429, "request.too_many")
    assert 0 < int(spent.headers["Retry-After"]) <= 60
    assert again.status_code == 200


def test_what_software_reads_counts_like_what_its_person_reads(house: House, settings: object) -> None:
    software = Software(house.lindner)
    software.get("contracts")
    software.get(f"contracts/{house.contract.id}")

    assert ReadingCount.objects.get(account_id=house.lindner.account).records == 3

    settings.READING_STOP = 4  # type: ignore[attr-defined]
    answer = software.get("contracts")
    assert (answer.status_code, answer.json()["code"]) == (429, "reading.budget")


def test_a_search_is_the_latest_transaction_and_a_list_is_none(house: House) -> None:
    software = Software(house.lindner)
    software.get("contracts")
    assert not LatestTransaction.objects.filter(account_id=house.lindner.account).exists()

    found = software.post("contracts/search", {"text": "Brandt"}, key="")

    assert [item["policyholder"] for item in found.json()["items"]] == ["Amelie Brandt"]
    assert LatestTransaction.objects.get(account_id=house.lindner.account).kind == "contract.searched"


def test_a_list_goes_on_where_the_last_page_ended(house: House) -> None:
    software = Software(house.lindner)

    first = software.get("contracts?limit=1").json()
    second = software.get(f"contracts?limit=1&cursor={first['next']}").json()

    assert first["items"][0]["id"] != second["items"][0]["id"]
    assert second["next"] is None
    assert software.get("contracts?cursor=erfunden").json()["code"] == "list.cursor"


def test_lists_and_searches_are_narrowed_like_on_the_page(house: House) -> None:
    software = Software(house.lindner)

    ended = software.get("contracts?state=ended").json()["items"]
    found = software.post("contracts/search", {"text": "Brandt", "narrowed": {"state": "running"}}, key="")

    assert [item["policy_number"] for item in ended] == ["RK-1987-402-116"]
    assert [item["state"] for item in ended] == ["ended"]
    assert [item["policy_number"] for item in found.json()["items"]] == ["RK-2048-771-305"]
    assert software.get("contracts?line_of_business=030").json()["items"] == []
    assert software.get("contracts?expiring=true").json()["items"] == []
    assert software.get("contracts?state=tot").json()["code"] == "request.invalid"


def test_a_misspelt_filter_is_refused_and_never_ignored(house: House) -> None:
    answer = Software(house.lindner).get("contracts?stat=ended")

    assert (answer.status_code, answer.json()["code"]) == (422, "request.parameter")


def test_a_request_that_does_not_fit_says_where_and_repeats_nothing(house: House) -> None:
    answer = Software(house.lindner).post("contracts/search", {"text": "", "texxt": "Müller-Geheim"}, key="")

    problem = answer.json()
    assert answer.status_code == 422
    assert {error["pointer"] for error in problem["errors"]} == {"#/text", "#/texxt"}
    assert "Geheim" not in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        ("{", "application/json", 400),
        ("text=Brandt", "application/x-www-form-urlencoded", 415),
        ('{"text": "' + "x" * (1024 * 1024) + '"}', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    house: House, content: str, media_type: str, status: int
) -> None:
    software = Software(house.lindner)

    answer = software.client.post(
        ROOT + "contracts/search",
        content,
        content_type=media_type,
        headers={"Authorization": f"Bearer {software.token}"},
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)


def test_a_contract_shows_its_people_and_no_account_number(house: House) -> None:
    software = Software(house.lindner)

    contract = software.get(f"contracts/{house.contract.id}").json()
    persons = software.get(f"contracts/{house.contract.id}/persons").json()["items"]

    assert contract["policyholder"]["last_name"] == "Brandt"
    assert contract["persons"] == persons
    assert [person["first_name"] for person in persons] == ["Amelie", "Jonas"]
    assert contract["bank_account"]["holder"] == "A. B."
    assert "12030000" not in str(contract)
