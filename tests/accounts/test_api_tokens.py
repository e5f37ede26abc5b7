"""A token of the interface is shown once, may no more than its person, and ends when anything behind it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from partnerportal.accounts.models import Account, ApiToken
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.services_registry import API_ACCESS
from partnerportal.accounts.services.api_tokens import (
    Bearer,
    bearer_of,
    count_request,
    create_token,
    remove_ended_tokens,
    revoke_token,
)
from partnerportal.accounts.services.directory import block_account, change_rights
from partnerportal.accounts.services.removal import remove_account
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, WORKER, Viewer
from partnerportal.partners.models import Partner
from tests.cast import NOW, House

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
NEW, LIST = "/services/api-zugang/neu", "/services/api-zugang"


def token_of(viewer: Viewer, *scopes: str, days: int = 90, now: datetime = NOW) -> str:
    with acting_as(viewer):
        return create_token(
            actor=viewer,
            name="Verwaltungsprogramm",
            scopes=scopes or ("contracts:read",),
            ends_on=now.date() + timedelta(days=days),
            now=now,
        )


def at_the_gate(secret: str, now: datetime = NOW) -> Bearer | None:
    with acting_as(GATE):
        return bearer_of(secret=secret, now=now)


def test_a_token_acts_as_its_person_within_its_scopes(house: House) -> None:
    bearer = at_the_gate(token_of(house.lindner, "contracts:read"))

    assert bearer is not None
    assert bearer.viewer.account_id == house.lindner.account_id
    assert bearer.viewer.may_see_contracts
    assert not bearer.viewer.may_see_claims
    assert not bearer.viewer.may_see_statements


def test_the_token_itself_is_not_stored(house: House) -> None:
    secret = token_of(house.lindner)

    row = ApiToken.objects.get()
    assert secret.startswith("pp_")
    assert len(secret) == 46
    assert row.hint == secret[:7]
    assert secret not in {str(value) for value in ApiToken.objects.values_list().get()}


def test_nobody_passes_on_what_they_may_not_do(house: House) -> None:
    with pytest.raises(Refused) as refused:
        token_of(house.voss, "contracts:read", "statements:read")

    assert refused.value.code == "token.scopes"


@pytest.mark.parametrize(("days", "code"), [(366, "token.too_long"), (-1, "token.too_long")])
def test_a_token_lives_a_year_at_most(house: House, days: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        token_of(house.lindner, days=days)

    assert refused.value.code == code


def test_the_eleventh_token_is_refused_until_one_is_revoked(house: House) -> None:
    for _each in range(10):
        token_of(house.lindner)
    with pytest.raises(Refused) as refused:
        token_of(house.lindner)
    with acting_as(house.lindner):
        revoke_token(actor=house.lindner, token_id=ApiToken.objects.latest("created_at").id, now=NOW)

    assert refused.value.code == "token.too_many"
    assert token_of(house.lindner)


def test_a_token_opens_its_last_day_and_not_the_next(house: House) -> None:
    secret = token_of(house.lindner, days=90)

    assert at_the_gate(secret, NOW + timedelta(days=90))
    assert at_the_gate(secret, NOW + timedelta(days=91)) is None


def test_an_unknown_token_opens_nothing(house: House) -> None:
    token_of(house.lindner)

    assert at_the_gate("pp_" + "A" * 43) is None
    assert at_the_gate("") is None


def test_a_revoked_token_opens_nothing_and_never_comes_back(house: House) -> None:
    secret = token_of(house.lindner)
    token = ApiToken.objects.get()

    with acting_as(house.lindner):
        revoke_token(actor=house.lindner, token_id=token.id, now=NOW)
    with acting_as(house.lindner), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_apitoken SET revoked_at = NULL")
        assert cursor.rowcount == 0

    assert at_the_gate(secret) is None


def test_no_column_that_decides_can_be_changed_afterwards(house: House) -> None:
    token_of(house.lindner)
    for change in ("ends_on = '2030-01-01'", "scopes = 'statements:read'", "token_hash = 'x'"):
        with pytest.raises(DatabaseError), acting_as(house.lindner), connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounts_apitoken SET {change}")


def test_a_token_of_somebody_else_is_out_of_reach(house: House) -> None:
    token_of(house.lindner)
    for other in (house.voss, house.petersen, house.administrator, house.clerk, house.officer):
        with acting_as(other):
            assert ApiToken.objects.count() == 0
            with connection.cursor() as cursor:
                cursor.execute("UPDATE accounts_apitoken SET revoked_at = now()")
                assert cursor.rowcount == 0


def test_what_a_person_may_no_longer_do_its_token_may_not_either(house: House) -> None:
    secret = token_of(house.voss, "contracts:read", "claims:read")
    with acting_as(house.lindner):
        change_rights(
            actor=house.lindner, account_id=house.voss.account, rights=Rights(contracts=True), now=NOW
        )

    bearer = at_the_gate(secret)

    assert bearer is not None
    assert bearer.scopes == {"contracts:read"}
    assert not bearer.viewer.may_see_claims


def test_blocking_the_person_ends_the_token_at_once(house: House) -> None:
    secret = token_of(house.voss)
    with acting_as(house.lindner):
        block_account(actor=house.lindner, account_id=house.voss.account, now=NOW)

    assert at_the_gate(secret) is None


def test_removing_the_person_removes_the_token(house: House) -> None:
    secret = token_of(house.voss)
    with acting_as(house.lindner):
        remove_account(
            actor=house.lindner, account_id=house.voss.account, forget_unsent=lambda *, account: 0, now=NOW
        )

    assert at_the_gate(secret) is None
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("change", [{"ended_on": TODAY - timedelta(days=1)}, {"blocked_at": NOW}])
def test_a_firm_that_ended_or_is_blocked_ends_its_tokens(house: House, change: dict[str, object]) -> None:
    secret = token_of(house.lindner)
    Partner.objects.filter(id=house.lindner.partner).update(**change)

    assert at_the_gate(secret) is None


def test_new_terms_must_be_accepted_before_software_goes_on(house: House) -> None:
    secret = token_of(house.lindner)
    Account.objects.filter(id=house.lindner.account).update(terms_version="2020-01")

    assert at_the_gate(secret) is None


def test_requests_are_counted_in_a_window_and_the_use_by_the_hour(house: House) -> None:
    token_of(house.lindner)
    token = ApiToken.objects.get()
    with acting_as(house.lindner):
        for seconds in (0, 10, 59, 61):
            now = NOW + timedelta(seconds=seconds)
            count_request(token_id=token.id, window=timedelta(minutes=1), now=now)

    token.refresh_from_db()
    assert token.window_requests == 1
    assert token.window_began_at == NOW + timedelta(seconds=61)
    assert token.last_used_at == NOW


def test_ended_tokens_are_removed_after_thirty_days(house: House) -> None:
    token_of(house.lindner, days=0)
    token_of(house.lindner, days=365)
    for days, left in ((30, 2), (31, 1)):
        with acting_as(WORKER):
            remove_ended_tokens(now=NOW + timedelta(days=days))
        assert ApiToken.objects.count() == left


def browser_with_service(sign_in: Callable[[Viewer], Client], viewer: Viewer) -> Client:
    browser = sign_in(viewer)
    browser.post(reverse("accounts:service_on", args=[API_ACCESS.key]))
    return browser


def wish(*scopes: str) -> dict[str, object]:
    return {"name": "Verwaltungsprogramm", "scopes": list(scopes), "days": "90"}


def test_a_token_is_made_only_with_the_service_switched_on(
    house: House, sign_in: Callable[[Viewer], Client]
) -> None:
    browser = sign_in(house.lindner)

    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, wish("contracts:read")).status_code == 403
    assert not ApiToken.objects.exists()


def test_the_page_shows_a_new_token_once(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    browser = browser_with_service(sign_in, house.lindner)
    answer = browser.post(NEW, wish("contracts:read", "claims:write"))
    secret = next(word for word in answer.content.decode().split('"') if word.startswith("pp_"))

    assert at_the_gate(secret, datetime.now(UTC))
    assert secret not in browser.get(LIST).content.decode()
    assert secret[:7] in browser.get(LIST).content.decode()


def test_staff_are_offered_their_own_rights_only(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    browser = browser_with_service(sign_in, house.voss)

    assert "statements:read" not in browser.get(NEW).content.decode()
    assert browser.post(NEW, wish("statements:read")).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_new_token_asks_again_who_is_there(house: House, sign_in: Callable[[Viewer], Client]) -> None:
    browser = browser_with_service(sign_in, house.lindner)
    session = browser.session
    session["account_authentication_methods"] = []
    session.save()

    answer = browser.post(NEW, wish("contracts:read"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/konto/bestaetigen")
    assert not ApiToken.objects.exists()


def test_switching_the_service_off_ends_every_token_for_good(
    house: House, sign_in: Callable[[Viewer], Client]
) -> None:
    browser = browser_with_service(sign_in, house.lindner)
    secret = token_of(house.lindner, now=datetime.now(UTC))
    browser.post(reverse("accounts:service_off", args=[API_ACCESS.key]))
    browser.post(reverse("accounts:service_on", args=[API_ACCESS.key]))

    assert at_the_gate(secret, datetime.now(UTC)) is None
