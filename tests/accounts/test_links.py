"""A link from a mail opens once, for a while, for what it was sent for; looking at it uses nothing up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnerportal.accounts.models import Account, Letter, OneTimeLink
from partnerportal.accounts.rules.occasions import RESET, UNLOCK
from partnerportal.accounts.services import links
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, WORKER
from tests.cast import NOW, House


@pytest.fixture
def token(house: House) -> str:
    return make(house)


def make(house: House) -> str:
    letter = Letter(account_id=house.lindner.account_id, occasion="password.reset", created_at=NOW)
    with acting_as(WORKER):
        return links.make_link(letter=letter, link=RESET, now=NOW)[1]


def find(token: str, purpose: str = "password.reset", minutes: int = 1) -> OneTimeLink | None:
    with acting_as(GATE):
        return links.find_link(token=token, purpose=purpose, now=NOW + timedelta(minutes=minutes))


def test_a_link_is_found_as_often_as_a_mail_scanner_opens_it(house: House, token: str) -> None:
    found = [find(token) for _time in range(3)]
    assert [link.account_id for link in found if link] == [house.lindner.account_id] * 3


def test_a_link_opens_once(token: str) -> None:
    first, second = find(token), find(token)
    assert first
    assert second
    with acting_as(GATE):
        links.use_link(link=first, now=NOW)
        with pytest.raises(Refused, match=r"link\.spent"):
            links.use_link(link=second, now=NOW)
    assert find(token) is None


def test_a_link_opens_nothing_after_its_time_nor_for_another_purpose(token: str) -> None:
    assert find(token, minutes=29)
    assert find(token, minutes=30) is None
    assert find(token, purpose=UNLOCK.purpose) is None
    assert find(token + "x") is None


def test_a_link_found_in_time_is_not_used_too_late(token: str) -> None:
    link = find(token)
    assert link
    with acting_as(GATE), pytest.raises(Refused, match=r"link\.spent"):
        links.use_link(link=link, now=NOW + timedelta(minutes=30))


def test_a_newer_link_replaces_the_older_one(house: House, token: str) -> None:
    newer = make(house)
    assert find(token) is None
    assert find(newer)


@pytest.mark.parametrize("closed", [{"blocked_at": NOW}, {"removed_at": NOW}], ids=["blocked", "removed"])
def test_a_link_to_a_closed_account_opens_nothing(
    house: House, token: str, closed: dict[str, object]
) -> None:
    Account.objects.filter(id=house.lindner.account_id).update(is_active=False, **closed)
    assert find(token) is None


def test_the_gate_can_neither_make_a_link_nor_lengthen_one(house: House, token: str) -> None:
    letter = Letter(account_id=house.lindner.account_id, occasion="password.reset", created_at=NOW)
    for attempt in (
        lambda: links.make_link(letter=letter, link=RESET, now=NOW),
        lambda: OneTimeLink.objects.update(expires_at=NOW + timedelta(days=9)),
        lambda: OneTimeLink.objects.update(account_id=house.petersen.account_id),
    ):
        with pytest.raises(Exception, match=r"permission denied|row-level security"), acting_as(GATE):
            attempt()


def test_links_past_their_end_are_removed(token: str) -> None:
    with acting_as(WORKER):
        assert links.remove_ended_links(now=NOW + timedelta(minutes=29)) == 0
        assert links.remove_ended_links(now=NOW + timedelta(minutes=30)) == 1
