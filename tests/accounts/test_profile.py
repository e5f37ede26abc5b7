"""Name and address change with the administrator's approval, the e-mail address once both addresses confirmed it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import ProgrammingError, connection
from django.test import Client

from partnerportal.accounts.models import Account, DetailsChange, EmailChange, Letter
from partnerportal.accounts.queries.profile import Details, details_requests, profile_of
from partnerportal.accounts.services import profile
from partnerportal.accounts.services.letters import send_letter
from partnerportal.accounts.services.profile_email import remove_ended_wishes
from partnerportal.database.context import acting_as
from partnerportal.database.keys import vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER, Viewer
from tests.cast import NOW, PASSWORD, House

SignIn = Callable[[Viewer], Client]
WISH = Details("Katrin", "Lindner-Jensen", "Möwenweg 5", "25813", "Husum")
OLD, NEW = "lindner@lindner-voss.example", "katrin@lindner-voss.example"


def wished(viewer: Viewer) -> DetailsChange:
    with acting_as(viewer):
        profile.wish_details(actor=viewer, details=WISH, now=NOW)
    return DetailsChange.objects.get(account_id=viewer.account)


def decide(actor: Viewer, change: DetailsChange, *, approve: bool) -> None:
    with acting_as(actor):
        profile.decide_details(actor=actor, change_id=change.id, approve=approve, now=NOW)


def test_a_wished_name_waits_and_counts_once_it_is_approved(house: House) -> None:
    change = wished(house.lindner)
    assert Account.objects.get(id=house.lindner.account).last_name == "Lindner"
    with acting_as(house.administrator):
        [asked] = details_requests(viewer=house.administrator)
    assert (asked.wished, asked.now.last_name) == (WISH, "Lindner")

    decide(house.administrator, change, approve=True)
    account = Account.objects.get(id=house.lindner.account)
    assert profile_of(account).details == WISH
    assert DetailsChange.objects.count() == 0
    assert Letter.objects.get().occasion == "details.decided"


def test_a_refused_wish_changes_nothing(house: House) -> None:
    decide(house.administrator, wished(house.lindner), approve=False)
    assert Account.objects.get(id=house.lindner.account).last_name == "Lindner"
    assert DetailsChange.objects.count() == 0


def test_nobody_but_an_administrator_decides_and_none_about_themselves(house: House) -> None:
    change = wished(house.voss)
    for viewer in (house.lindner, house.voss, house.clerk, house.officer):
        with pytest.raises(profile.UnknownChange):
            decide(viewer, change, approve=True)
    own = wished(house.administrator)
    with pytest.raises(Refused, match=r"details\.own"):
        decide(house.administrator, own, approve=True)


def test_the_database_refuses_a_name_written_past_the_approval(house: House) -> None:
    with pytest.raises(ProgrammingError), acting_as(house.lindner):
        Account.objects.filter(id=house.lindner.account).update(last_name="Anders")


def test_a_wish_lies_sealed(house: House) -> None:
    wished(house.lindner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row::text, ' ') FROM accounts_detailschange row")
        stored = cursor.fetchone()[0]
    for text in astuple(WISH):
        assert text.encode().hex() not in stored


def test_the_page_takes_a_wish_and_takes_it_back(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    typed = {
        "first_name": "Katrin",
        "last_name": "Jensen",
        "street": "Möwenweg 5",
        "postal_code": "25813",
        "city": "",
    }
    missing = client.post("/konto/angaben", typed)
    assert missing.status_code == 422
    assert 'value="Jensen"' in missing.content.decode()
    assert client.post("/konto/angaben", {**typed, "city": "Husum"})["Location"] == "/konto"
    assert "Katrin Jensen, Möwenweg 5, 25813 Husum" in client.get("/konto").content.decode()
    client.post("/konto/angaben/zuruecknehmen")
    assert DetailsChange.objects.count() == 0


def test_the_birth_date_is_shown_masked(house: House, sign_in: SignIn) -> None:
    account = Account.objects.get(id=house.lindner.account)
    vault = vault_for_writing(subjects=[account.id], partner_id=None, now=NOW)
    account.born_on = vault.seal(account.id, "accounts_account.born_on", account.id, "1979-04-23")
    account.save()
    page = sign_in(house.lindner).get("/konto").content.decode()
    assert "••••••1979" in page
    assert "23.04." not in page


def ask_for(sign_in: SignIn, email: str = NEW) -> Client:
    client = sign_in(house_viewer())
    assert client.post("/konto/e-mail", {"email": email})["Location"] == "/konto"
    return client


def house_viewer() -> Viewer:
    from partnerportal.accounts.queries import viewer_of

    return viewer_of(Account.objects.get(email=OLD))


def mails() -> dict[str, str]:
    """Send what waits and return the link in the mail to each address."""
    mail.outbox = []
    with acting_as(WORKER):
        for letter_id in Letter.objects.filter(sent_at__isnull=True).values_list("id", flat=True):
            send_letter(letter_id=letter_id, now=datetime.now(UTC), origin=settings.PORTAL_ORIGIN)
    found = {}
    for message in mail.outbox:
        link = re.search(r"(/konto/e-mail/\S+)", str(message.body))
        found[message.to[0]] = link[1] if link else ""
    return found


@pytest.fixture(autouse=True)
def outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def test_a_new_address_counts_once_both_confirmed_it(house: House, sign_in: SignIn) -> None:
    elsewhere = sign_in(house.lindner)
    client = ask_for(sign_in)
    links = mails()
    assert set(links) == {OLD, NEW}
    for link in links.values():
        assert "Bestätigen" in Client().get(link).content.decode()
    assert Account.objects.filter(email=OLD).exists()

    assert "ist bestätigt" in Client().post(links[NEW]).content.decode()
    assert Account.objects.filter(email=OLD).exists()
    assert "Die neue Adresse gilt" in client.post(links[OLD]).content.decode()
    assert Account.objects.get(id=house.lindner.account).email == NEW
    assert client.get("/konto").status_code == 200
    assert elsewhere.get("/konto")["Location"].startswith("/anmelden")
    assert set(mails()) == {OLD, NEW}  # both are told
    assert Client().post("/anmelden", {"login": NEW, "password": PASSWORD})["Location"] == "/"


def test_a_link_confirms_once(house: House, sign_in: SignIn) -> None:
    ask_for(sign_in)
    links = mails()
    Client().post(links[NEW])
    assert Client().post(links[NEW]).status_code == 404
    assert Client().get("/konto/e-mail/erfunden").status_code == 404


def test_a_withdrawn_wish_opens_nothing(house: House, sign_in: SignIn) -> None:
    client = ask_for(sign_in)
    links = mails()
    client.post("/konto/e-mail/zuruecknehmen")
    assert EmailChange.objects.count() == 0
    for link in links.values():
        assert Client().post(link).status_code == 404


def test_an_address_somebody_else_has_gets_the_same_answer_and_is_never_taken(
    house: House, sign_in: SignIn
) -> None:
    taken = "petersen@petersen-assekuranz.example"
    ask_for(sign_in, taken)
    links = mails()
    Client().post(links[OLD])
    assert Client().post(links[taken]).status_code == 409
    assert Account.objects.get(id=house.lindner.account).email == OLD


def test_the_present_address_is_no_change(house: House, sign_in: SignIn) -> None:
    page = sign_in(house.lindner).post("/konto/e-mail", {"email": OLD.upper()})
    assert page.status_code == 422
    assert "schon die E-Mail-Adresse" in page.content.decode()


def test_a_wish_nobody_confirmed_is_removed(house: House, sign_in: SignIn) -> None:
    ask_for(sign_in)
    with acting_as(WORKER):
        assert remove_ended_wishes(now=datetime.now(UTC) + timedelta(hours=47)) == 0
        assert remove_ended_wishes(now=datetime.now(UTC) + timedelta(hours=49)) == 1
    assert EmailChange.objects.count() == 0
