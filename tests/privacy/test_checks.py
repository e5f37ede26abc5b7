"""The start is refused when a column, form field or cookie has no declaration, naming the file to open."""

from types import SimpleNamespace
from typing import ClassVar, cast

import pytest
from django import forms
from django.conf import LazySettings, settings
from django.db import connection

from partnerportal.config.checks import (
    check_every_column_declared,
    check_every_cookie_declared,
    check_every_form_field_declared,
    check_running_schema,
    cookie_findings,
    differences,
    form_findings,
    our_forms,
)
from partnerportal.config.column_comments import apply_column_comments
from partnerportal.database.schema import model_columns, stored_fields
from partnerportal.privacy.derive_column_comments import column_comments


def test_every_model_column_is_declared_and_every_declaration_has_its_column() -> None:
    assert check_every_column_declared(None) == []


def test_every_form_field_is_declared() -> None:
    assert our_forms()
    assert check_every_form_field_declared(None) == []


def test_every_cookie_is_declared() -> None:
    assert check_every_cookie_declared(None) == []


def test_undeclared_column_names_the_file_to_open() -> None:
    (found,) = differences([*model_columns(), "accounts.Account.shoe_size"])
    assert found.msg == (
        "accounts.Account.shoe_size has no catalogue entry: "
        "add it to partnerportal/privacy/declarations/accounts.py"
    )


def test_declaration_without_column_names_the_file_to_open() -> None:
    (found,) = differences(model_columns().keys() - {"claims.Invoice.amount"})
    assert found.msg == (
        "claims.Invoice.amount is declared but not stored: "
        "remove it from partnerportal/privacy/declarations/claims.py"
    )


class ShoeForm(forms.Form):
    catalogue: ClassVar = {"amount": "claims.Invoice.amount", "size": "accounts.Account.shoe_size"}
    amount = forms.DecimalField()
    size = forms.IntegerField()
    colour = forms.CharField()


def test_form_fields_without_purpose_are_found() -> None:
    colour, size = form_findings(ShoeForm)
    assert colour.startswith("ShoeForm.colour: stands in exactly one of")
    assert size.endswith("correct it in partnerportal/privacy/declarations/accounts.py")


def configured(**changes: object) -> LazySettings:
    names = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")
    values = {
        f"{name}_{part}": getattr(settings, f"{name}_{part}") for name in names for part in ("NAME", "AGE")
    }
    return cast(LazySettings, SimpleNamespace(**{**values, **changes}))


def test_undeclared_cookie_is_found() -> None:
    (found,) = cookie_findings(configured(ADS_COOKIE_NAME="werbung"))
    assert found == (
        "cookie werbung (ADS_COOKIE_NAME) has no catalogue entry: "
        "add it to partnerportal/privacy/declarations/cookies.py"
    )


def test_renamed_cookie_is_found() -> None:
    (found,) = cookie_findings(configured(SESSION_COOKIE_NAME="sessionid"))
    assert found.startswith("cookie sessionid (SESSION_COOKIE_NAME) has no catalogue entry")


def test_cookie_that_lasts_longer_than_declared_is_found() -> None:
    (found,) = cookie_findings(configured(LANGUAGE_COOKIE_AGE=31536000))
    assert "lasts otherwise than its entry says" in found


@pytest.mark.django_db
def test_live_schema_holds_declared_columns_only() -> None:
    assert check_running_schema(None, databases=["default"]) == []


@pytest.mark.django_db
def test_column_added_past_the_models_is_found_in_the_live_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_account ADD COLUMN shoe_size integer")
        cursor.execute("CREATE TABLE shadow (name text)")
    messages = [found.msg for found in check_running_schema(None, databases=["default"])]
    assert [message.split(" ")[0] for message in messages] == [
        "accounts.Account.shoe_size",
        "sql.shadow.name",
    ]
    assert messages[1].endswith("partnerportal/privacy/declarations/other_packages.py")


@pytest.mark.django_db
def test_every_column_carries_its_comment_and_a_second_run_changes_nothing() -> None:
    apply_column_comments(connection)
    assert apply_column_comments(connection) == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT col_description('claims_invoice'::regclass, attnum) FROM pg_attribute"
            " WHERE attrelid = 'claims_invoice'::regclass AND attname = 'amount'"
        )
        assert cursor.fetchone() == (column_comments()["claims.Invoice.amount"],)
    assert model_columns().keys() <= stored_fields(connection)
