"""A new password is asked for once, in words a person understands, and never written back (clause C05)."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client

from partnerportal.accounts.models import Account
from partnerportal.accounts.passwords.fields import NewPasswordField, NewPasswordMixin
from tests.cast import PASSWORD, House

SENTENCE = re.compile(r"[^.!?]+[.!?]")
FIELDS = """
{% from "ui/macros/password.html" import current_password, bound_new_password %}
{{ current_password("old", "Bisheriges Passwort") }}{{ bound_new_password(form.password) }}
"""


class InvitedForm(NewPasswordMixin):
    """Take the password of somebody whose account does not exist yet."""

    names: ClassVar = ("Henrik", "Voß", "voss@lindner-voss.example")

    def personal(self) -> tuple[str, ...]:
        return self.names


def errors(form: NewPasswordMixin) -> list[str]:
    return [str(error) for error in form.errors.get("password", [])]


def rendered(form: NewPasswordMixin) -> str:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine.env.from_string(FIELDS).render(form=form)


def account_of(house: House) -> Account:
    return Account.objects.select_related("partner").get(id=house.lindner.account)


def test_a_good_password_passes_as_it_was_typed_with_its_spaces(house: House) -> None:
    form = NewPasswordMixin({"password": f" {PASSWORD} "}, account=account_of(house))
    assert form.is_valid()
    assert form.cleaned_data["password"] == f" {PASSWORD} "


@pytest.mark.parametrize(
    "password",
    [
        "Vier Möwen LINDNER Husum",  # her name
        "Vier Katrin über Husum",
        "Vier Möwen und voss Husum",  # her firm and domain
        "Vier Möwen Musterschutz Husum",  # the operator
        "Vier Möwen im Partnerportal",  # the portal
    ],
)
def test_nothing_of_the_person_the_firm_and_the_portal_may_stand_in_it(house: House, password: str) -> None:
    (sentence,) = errors(NewPasswordMixin({"password": password}, account=account_of(house)))
    assert sentence.startswith("Das Passwort enthält Teile Ihres Namens")
    with pytest.raises(ValidationError):
        validate_password(password, account_of(house))


def test_who_has_no_account_yet_may_not_take_the_own_name_either() -> None:
    assert errors(InvitedForm({"password": "Vier Möwen Henrik Husum"}))
    assert errors(InvitedForm({"password": "Vier Möwen VOSS Husum"}))
    assert not errors(InvitedForm({"password": PASSWORD}))


@pytest.mark.parametrize(
    "password",
    ["", "kurz", "x" * 12, "password1234", "Sommer2026!!!!", "Vier Musterschutz Husum", "ab 1" * 40],
)
def test_every_refusal_says_what_is_wrong_and_what_to_do_in_short_sentences(password: str) -> None:
    (text,) = errors(NewPasswordMixin({"password": password}))
    sentences = SENTENCE.findall(text)
    assert sentences[-1].strip().startswith("Bitte ")
    assert all(len(sentence.split()) <= 15 for sentence in sentences)


def test_the_refusal_repeats_nothing_of_what_was_typed() -> None:
    markup = rendered(NewPasswordMixin({"password": "Sommer2026!!!!"}))
    assert "leicht zu erraten" in markup
    assert "Sommer2026" not in markup


def test_password_managers_and_pasting_are_welcome() -> None:
    markup = rendered(NewPasswordMixin())
    assert 'autocomplete="new-password"' in markup
    assert 'autocomplete="current-password"' in markup
    assert not re.search("maxlength|pattern|onpaste|readonly", markup)


def test_without_script_there_is_no_button_that_does_nothing_and_no_meter_that_says_nothing() -> None:
    markup = rendered(NewPasswordMixin())
    assert re.search(r'<div class="row" hidden>\s*<button[^>]*aria-pressed="false"', markup)
    assert re.search(r'<p class="small" role="status"[^>]*></p>', markup)


def test_the_sign_in_page_offers_to_show_the_password(house: House) -> None:
    page = Client().get("/anmelden").content.decode()
    assert "Passwort anzeigen" in page
    assert "ui/password" in page
    assert 'autocomplete="current-password"' in page


def test_a_field_alone_knows_the_names_of_the_portal() -> None:
    with pytest.raises(ValidationError):
        NewPasswordField().clean("Vier Möwen Musterschutz Husum")
