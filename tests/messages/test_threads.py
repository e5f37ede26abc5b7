"""A thread about a line: who asks, who answers, who sees it, and that its words lie sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from partnerportal.database.context import acting_as
from partnerportal.database.models import SubjectKey
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.messages import queries, services
from partnerportal.messages.models import Message, Thread
from partnerportal.routing.models import Delivery, Department
from partnerportal.statements.services import UnknownStatement, report_discrepancy
from tests.cast import NOW, House
from tests.statements.ledger import booking, closed_statement, line_id, take_over

pytestmark = pytest.mark.django_db

SignIn = Callable[[Viewer], Client]
QUESTION = "Warum nur viereinhalb Prozent?"


@pytest.fixture
def number(house: House) -> str:
    """Return a closed statement of Lindner & Voss, the second line about a contract that is not here."""
    return closed_statement(house, house.lindner, [booking(), booking("RK-0000-000-000")])


def ask(actor: Viewer, line: int, text: str = QUESTION) -> UUID:
    with acting_as(actor):
        return report_discrepancy(actor=actor, line_id=line, text=text, now=NOW)


def answer(actor: Viewer, thread_id: UUID, text: str = "So ist es vereinbart.") -> None:
    with acting_as(actor):
        services.reply(actor=actor, thread_id=thread_id, text=text, now=NOW + timedelta(hours=1))


def seen(viewer: Viewer, thread_id: UUID) -> list[str] | None:
    with acting_as(viewer):
        found = queries.thread_for(viewer=viewer, thread_id=thread_id)
    return None if found is None else [message.text for message in found.messages]


def state_of(thread_id: UUID) -> str:
    return str(Thread.objects.get(id=thread_id).state)


def test_question_and_answer_are_seen_by_both_sides(house: House, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number))
    answer(house.contract_clerk, thread_id)

    both = [QUESTION, "So ist es vereinbart."]
    assert seen(house.lindner, thread_id) == seen(house.second_contract_clerk, thread_id) == both


@pytest.mark.parametrize("who", ["voss", "petersen", "clerk", "officer", "administrator"])
def test_nobody_else_sees_or_writes_it(house: House, number: str, who: str) -> None:
    viewer: Viewer = getattr(house, who)
    thread_id = ask(house.lindner, line_id(number))

    assert seen(viewer, thread_id) is None
    with acting_as(viewer):
        assert queries.thread_page(viewer=viewer).rows == ()
        assert (Thread.objects.count(), Message.objects.count()) == (0, 0)
        assert queries.waiting_count(viewer=viewer) == 0
    with pytest.raises(services.UnknownThread):
        answer(viewer, thread_id)
    with pytest.raises(services.UnknownThread), acting_as(viewer):
        services.close_thread(actor=viewer, thread_id=thread_id)


def test_a_thread_goes_from_open_to_answered_to_closed_and_back(house: House, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number))
    states = [state_of(thread_id)]
    answer(house.contract_clerk, thread_id)
    states.append(state_of(thread_id))
    with acting_as(house.lindner):
        services.close_thread(actor=house.lindner, thread_id=thread_id)
    states.append(state_of(thread_id))
    answer(house.lindner, thread_id, "Doch noch eine Frage.")
    states.append(state_of(thread_id))

    assert states == ["open", "answered", "closed", "open"]


def test_each_side_is_told_that_there_is_news(house: House, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number))
    answer(house.contract_clerk, thread_id)
    answer(house.lindner, thread_id)

    told = Delivery.objects.filter(occasion__startswith="thread").order_by("created_at", "id")
    assert sorted(told.values_list("occasion", "account_id", "department_id", "claim_id")) == [
        ("thread.answered", house.lindner.account_id, None, None),
        ("thread.continued", None, house.administration.id, None),
        ("thread.opened", None, house.administration.id, None),
    ]


def test_what_waits_is_counted_for_the_side_that_has_to_act(house: House, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number))

    def waiting() -> tuple[int, int]:
        counts = []
        for viewer in (house.lindner, house.contract_clerk):
            with acting_as(viewer):
                counts.append(queries.waiting_count(viewer=viewer))
        return counts[0], counts[1]

    assert waiting() == (0, 1)
    answer(house.contract_clerk, thread_id)
    assert waiting() == (1, 0)


def test_the_words_lie_sealed_and_are_gone_with_the_key(house: House, number: str) -> None:
    ask(house.lindner, line_id(number))

    assert QUESTION.encode() not in bytes(Message.objects.get().text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM messages_message WHERE position(%s in text) > 0", [b"Prozent"])
        assert cursor.fetchone() == (0,)


def test_a_thread_about_an_unknown_contract_has_a_key_of_its_own(house: House, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number, 2))

    assert Thread.objects.get(id=thread_id).subject_id == thread_id
    assert SubjectKey.objects.filter(subject_id=thread_id, partner_id=house.lindner.partner_id).exists()
    assert seen(house.contract_clerk, thread_id) == [QUESTION]


def test_nobody_asks_about_a_line_they_do_not_see(house: House, number: str) -> None:
    foreign = line_id(closed_statement(house, house.petersen))
    open_number = take_over(house.lindner, [booking(kind="initial")]).number or ""

    for actor, line in (
        (house.lindner, foreign),
        (house.lindner, line_id(open_number)),
        (house.voss, line_id(number)),
        (house.contract_clerk, line_id(number)),
    ):
        with pytest.raises(UnknownStatement):
            ask(actor, line)


def test_an_empty_message_is_refused(house: House, number: str) -> None:
    with pytest.raises(Refused, match=r"thread\.empty"):
        ask(house.lindner, line_id(number), "  ")


def test_without_a_department_that_settles_there_is_nobody_to_ask(house: House, number: str) -> None:
    Department.objects.update(keeps_contracts=False)

    with pytest.raises(Refused, match=r"thread\.no_department"):
        ask(house.lindner, line_id(number))


def message_in(thread: Thread, author: Viewer, **other: object) -> dict[str, object]:
    return {
        "id": uuid4(), "thread_id": thread.id, "partner_id": author.partner_id, "text": b"x", "written_at": NOW,
        "department_id": thread.department_id, "author_id": author.account_id, "is_from_department": False, **other,
    }  # fmt: skip


def test_the_database_keeps_words_out_of_a_foreign_thread_and_a_partner_from_answering_itself(
    house: House, number: str
) -> None:
    own = Thread.objects.get(id=ask(house.lindner, line_id(number)))
    foreign = Thread.objects.get(id=ask(house.petersen, line_id(closed_statement(house, house.petersen))))

    for values in (
        message_in(foreign, house.lindner),
        message_in(own, house.lindner, is_from_department=True),
        message_in(own, house.lindner, author_id=house.voss.account_id),
    ):
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(house.lindner):
            Message.objects.create(**values)


def test_the_database_ties_a_thread_to_a_visible_line_and_its_policyholder(house: House, number: str) -> None:
    foreign = line_id(closed_statement(house, house.petersen))
    values = {
        "partner_id": house.lindner.partner_id, "department_id": house.administration.id, "opened_at": NOW,
        "opened_by_id": house.lindner.account_id, "last_message_at": NOW,
    }  # fmt: skip

    for line, subject in ((foreign, None), (line_id(number), house.foreign_contract.policyholder_id)):
        thread_id = uuid4()
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(house.lindner):
            Thread.objects.create(
                id=thread_id, statement_line_id=line, subject_id=subject or thread_id, **values
            )


def test_nobody_changes_what_was_written(house: House, number: str) -> None:
    ask(house.lindner, line_id(number))

    for viewer in (house.lindner, house.contract_clerk):
        for attempt in (
            "UPDATE messages_message SET text = 'x'",
            "DELETE FROM messages_message",
            "UPDATE messages_thread SET subject_id = id",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), acting_as(viewer):
                connection.cursor().execute(attempt)


def test_both_sides_read_and_answer_on_the_same_page(house: House, sign_in: SignIn, number: str) -> None:
    thread_id = ask(house.lindner, line_id(number))
    desk, partner = sign_in(house.contract_clerk), sign_in(house.lindner)

    assert str(thread_id) in desk.get("/nachrichten?zeige=offen").content.decode()
    assert desk.post(f"/nachrichten/{thread_id}", {"text": ""}).status_code == 422
    assert desk.post(f"/nachrichten/{thread_id}", {"text": "Es sind fünf."}).status_code == 302
    page = partner.get(f"/nachrichten/{thread_id}").content.decode()
    assert "Es sind fünf." in page
    assert "Abteilung Vertrag" in page
    assert "Jana" not in page
    assert partner.post(f"/nachrichten/{thread_id}/erledigt").status_code == 302
    assert state_of(thread_id) == "closed"


def test_the_list_goes_on_behind_the_last_thread(house: House, number: str) -> None:
    threads = [ask(house.lindner, line_id(number)) for _each in range(3)]

    with acting_as(house.lindner):
        first = queries.thread_page(viewer=house.lindner, limit=2)
        rest = queries.thread_page(viewer=house.lindner, after=first.next_after, limit=2)
    assert {row.id for row in (*first.rows, *rest.rows)} == set(threads)
    assert (len(first.rows), len(rest.rows), rest.next_after) == (2, 1, None)
