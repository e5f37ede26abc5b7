"""Nobody reads a firm's records in bulk unnoticed: reading is counted, shown to the owner, and ends (clause C04)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from partnerportal.accounts.models import ReadingCount
from partnerportal.accounts.rules.reading import Reading, ReadingLimits, verdict
from partnerportal.accounts.services.reading import count_reading
from partnerportal.claims.models import Claim
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House, submitted_claim
from tests.claims.cases import many_claims
from tests.claims.test_partner_pages import words_of
from tests.contracts.test_pages import many_contracts

SignIn = Callable[[Viewer], Client]

LIMITS = ReadingLimits(notice=10, stop=30)
STOPPED = "Zum Schutz der Versicherten geht es erst morgen weiter."


@pytest.fixture
def limits(settings: Any) -> ReadingLimits:
    """Make the limits so small that a test can reach them."""
    settings.READING_NOTICE, settings.READING_STOP = LIMITS.notice, LIMITS.stop
    return LIMITS


def read(viewer: Viewer, records: int, now: datetime = NOW) -> None:
    with acting_as(viewer):
        count_reading(actor=viewer, records=records, now=now)


def has_read(viewer: Viewer, records: int) -> None:
    """Leave the account behind with so many records shown today."""
    ReadingCount.objects.filter(account_id=viewer.account).delete()
    read(viewer, records, utc_now())


def counted(viewer: Viewer) -> int:
    return (
        ReadingCount.objects.filter(account_id=viewer.account).values_list("records", flat=True).first() or 0
    )


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (0, Reading.USUAL),
        (9, Reading.USUAL),
        (10, Reading.UNUSUAL),
        (29, Reading.UNUSUAL),
        (30, Reading.SPENT),
    ],
)
def test_the_owner_is_told_from_the_first_limit_and_reading_ends_at_the_second(
    records: int, expected: Reading
) -> None:
    assert verdict(records, LIMITS) is expected


def test_the_limits_are_a_thousand_and_three_thousand_records_a_day(settings: Any) -> None:
    assert (settings.READING_NOTICE, settings.READING_STOP) == (1_000, 3_000)


def test_what_an_account_reads_on_one_day_adds_up_in_one_row(house: House, limits: ReadingLimits) -> None:
    for records in (4, 5, 2):
        read(house.lindner, records)
    row = ReadingCount.objects.get()
    assert (row.account_id, row.partner_id) == (house.lindner.account, house.lindner.partner)
    assert (row.day, row.records, row.noticed_at) == (berlin_date(NOW), 11, NOW)


def test_the_instant_of_the_notice_is_the_first_of_the_day(house: House, limits: ReadingLimits) -> None:
    read(house.lindner, 10)
    read(house.lindner, 1, NOW + timedelta(hours=1))
    assert ReadingCount.objects.get().noticed_at == NOW


def test_counting_begins_anew_at_midnight_in_berlin(house: House, limits: ReadingLimits) -> None:
    before = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)
    read(house.lindner, 29, before)
    read(house.lindner, 1, before + timedelta(minutes=1))
    row = ReadingCount.objects.get()
    assert (row.day, row.records, row.noticed_at) == (berlin_date(before) + timedelta(days=1), 1, None)


def test_at_the_limit_reading_is_refused_and_still_counted(house: House, limits: ReadingLimits) -> None:
    read(house.lindner, 29)
    with acting_as(house.lindner):
        with pytest.raises(Refused) as refused:
            count_reading(actor=house.lindner, records=1, now=NOW)
        with pytest.raises(Refused):
            count_reading(actor=house.lindner, records=25, now=NOW)
    assert refused.value.code == "reading.budget"
    assert counted(house.lindner) == 55


def test_counting_takes_one_statement(house: House, django_assert_num_queries: Callable[..., Any]) -> None:
    with acting_as(house.lindner):
        for _again in range(2):
            with django_assert_num_queries(1):
                count_reading(actor=house.lindner, records=1, now=NOW)


def test_an_account_writes_its_own_count_alone_and_only_the_owner_sees_the_firms(house: House) -> None:
    for viewer in (house.lindner, house.voss, house.petersen):
        read(viewer, 1)
    seen = {}
    for name in ("lindner", "voss", "petersen", "clerk", "officer", "administrator"):
        with acting_as(getattr(house, name)):
            seen[name] = ReadingCount.objects.count()
            ReadingCount.objects.exclude(account_id=getattr(house, name).account).update(records=0)
            with pytest.raises(DatabaseError), transaction.atomic():
                ReadingCount.objects.filter(account_id=house.voss.account).delete()
    assert seen == {"lindner": 2, "voss": 1, "petersen": 1, "clerk": 0, "officer": 0, "administrator": 0}
    assert list(ReadingCount.objects.values_list("records", flat=True)) == [1, 1, 1]


def test_lists_count_their_rows_and_other_pages_one(house: House, sign_in: SignIn) -> None:
    many_contracts(house, 40)
    many_claims(house, house.lindner, 7)
    number = submitted_claim(house.lindner, house.person).number
    browser = sign_in(house.lindner)

    def cost(path: str, typed: dict[str, str] | None = None) -> int:
        before = counted(house.lindner)
        answer = browser.get(path) if typed is None else browser.post(path, typed)
        assert answer.status_code == 200
        return counted(house.lindner) - before

    assert cost("/vertraege") == 25
    assert cost("/vertraege/suche", {"q": "Zander"}) == 25
    assert cost("/vertraege/suche", {"q": "Niemand"}) == 1
    assert cost(f"/vertraege/{house.contract.id}") == 1
    assert cost("/erstattungen") == 8
    assert cost(f"/erstattungen/{number}") == 1
    assert cost("/erstattungen/neu") == 10
    assert cost("/erstattungen/neu/suche", {"q": "Zander"}) == 10
    assert cost("/erstattungen/entwuerfe") == 1
    assert cost("/uebersicht") == 6
    assert cost("/hilfe") == cost("/sitzung/stand") == 0


def test_a_spent_budget_shows_no_record_until_tomorrow(
    house: House, sign_in: SignIn, limits: ReadingLimits
) -> None:
    browser = sign_in(house.lindner)
    has_read(house.lindner, 28)
    assert browser.get(f"/vertraege/{house.contract.id}").status_code == 200
    answers = [
        browser.get(f"/vertraege/{house.contract.id}"),
        browser.get("/vertraege"),
        browser.post("/vertraege/suche", {"q": "Brandt"}),
        browser.get("/uebersicht"),
    ]
    assert [answer.status_code for answer in answers] == [429] * 4
    for answer in answers:
        page = answer.content.decode()
        assert STOPPED in page
        assert 'href="/hilfe#kontakt"' in page
        assert "Brandt" not in page
        assert house.contract.policy_number not in page
    assert counted(house.lindner) > 30
    ReadingCount.objects.update(day=berlin_date(utc_now()) - timedelta(days=1))
    assert browser.get("/vertraege").status_code == 200


def test_a_colleague_goes_on_reading(house: House, sign_in: SignIn, limits: ReadingLimits) -> None:
    with pytest.raises(Refused):
        has_read(house.lindner, 30)
    assert sign_in(house.voss).get("/vertraege").status_code == 200


def test_a_form_that_was_sent_is_never_lost_to_the_limit(
    house: House, sign_in: SignIn, limits: ReadingLimits
) -> None:
    browser = sign_in(house.lindner)
    has_read(house.lindner, 29)
    assert browser.post("/erstattungen/neu", {"contract": house.contract.id}).status_code == 302
    assert Claim.objects.count() == 1
    assert counted(house.lindner) == 30
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM journal_latesttransaction")
        assert cursor.fetchone() == ("claim.draft.begun",)


def test_the_session_can_still_be_prolonged_and_ended(
    house: House, sign_in: SignIn, limits: ReadingLimits
) -> None:
    browser = sign_in(house.lindner)
    has_read(house.lindner, 29)
    assert browser.get("/vertraege").status_code == 429
    assert browser.get("/hilfe").status_code == 200
    before = counted(house.lindner)
    assert browser.post("/sitzung/verlaengern").status_code == 302
    assert counted(house.lindner) == before
    assert browser.post("/abmelden").headers["Location"] == "/sitzung/beendet"


def test_the_owner_sees_who_read_unusually_much_today(house: House, sign_in: SignIn) -> None:
    has_read(house.voss, 1_204)
    has_read(house.petersen, 1_999)
    words = words_of(sign_in(house.lindner).get("/uebersicht").content.decode())
    assert (
        "Henrik Voss hat heute 1.204 Datensätze abgerufen. "
        "Das ist ungewöhnlich viel. Bitte fragen Sie nach." in words
    )
    assert "1.999" not in words


def test_an_owner_is_told_of_the_own_account_too(house: House, sign_in: SignIn) -> None:
    has_read(house.lindner, 1_000)
    words = words_of(sign_in(house.lindner).get("/uebersicht").content.decode())
    assert "Mit Ihrem Konto wurden heute 1.000 Datensätze abgerufen." in words


def test_usual_reading_and_yesterdays_are_not_mentioned(house: House, sign_in: SignIn) -> None:
    has_read(house.voss, 999)
    read(house.lindner, 2_000, utc_now() - timedelta(days=1))
    assert "ungewöhnlich" not in words_of(sign_in(house.lindner).get("/uebersicht").content.decode())


def test_staff_are_not_told_what_colleagues_read(house: House, sign_in: SignIn) -> None:
    has_read(house.lindner, 1_500)
    has_read(house.voss, 1_500)
    assert "ungewöhnlich" not in words_of(sign_in(house.voss).get("/uebersicht").content.decode())


def test_clerks_are_not_counted(house: House, sign_in: SignIn) -> None:
    assert sign_in(house.clerk).get("/eingang").status_code == 200
    assert not ReadingCount.objects.exists()
