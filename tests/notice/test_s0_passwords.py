"""Break clause C05 on purpose and see its proof turn red."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from partnerportal.accounts import forms as account_forms
from partnerportal.accounts.passwords import rules, validators
from partnerportal.accounts.passwords.fields import NewPasswordMixin
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage
from tests.notice.conftest import Judge


class CarelessForm(forms.Form):
    """Ask for a new password and take any."""

    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class ForgetfulForm(NewPasswordMixin):
    """Forget whose password it is."""

    def clean_password(self) -> str:
        return str(self.cleaned_data["password"])


def test_c05_is_proven_with_figures(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C05")], context)
    assert outcome.status is Status.PROVEN, outcome.evidence
    assert "7 schwache Passwörter" in outcome.evidence


def test_c05_turns_red_when_a_rule_is_missing(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(rules, "GUESSABLE", 0.0)

    findings = red("C05")
    assert "Angenommen von NewPasswordMixin: Wort mit Jahreszahl" in findings
    assert "Angenommen von Django: Tastenfolge" in findings


def test_c05_turns_red_when_the_list_of_breached_passwords_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(rules, "GUESSABLE", 0.0)
    monkeypatch.setattr(rules, "is_bad_password", lambda _text: False)

    assert "Angenommen von NewPasswordMixin: bekannt geworden" in red("C05")


def test_c05_turns_red_when_short_passwords_are_taken(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(rules, "SHORTEST", 11)

    assert "Angenommen von NewPasswordMixin: zu kurz" in red("C05")


def test_c05_turns_red_when_a_name_is_taken(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(validators, "names_of_account", lambda _account: ())
    monkeypatch.setattr(rules, "contains_part", lambda _text, _personal: False)

    findings = red("C05")
    assert "Angenommen von Django: eigener Name" in findings
    assert "Angenommen von NewPasswordMixin: eigener Name" in findings


def test_c05_turns_red_when_django_asks_nobody(settings: Any, red: Judge) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = []

    assert "Angenommen von Django: deutsches Wort" in red("C05")


@pytest.mark.parametrize("form", [CarelessForm, ForgetfulForm])
def test_c05_turns_red_when_a_form_goes_its_own_way(
    monkeypatch: pytest.MonkeyPatch, red: Judge, form: type[forms.Form]
) -> None:
    monkeypatch.setattr(form, "__module__", account_forms.__name__)
    monkeypatch.setattr(account_forms, form.__name__, form, raising=False)

    assert f"Angenommen von {form.__name__}: eigener Name" in red("C05")


@pytest.mark.parametrize(
    ("stored", "finding"),
    [
        ("argon2$argon2id$v=19$m=8192,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "argon2id m=8192,t=2,p=1"),
        ("argon2$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "argon2id m=19456,t=1,p=1"),
        ("argon2$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "argon2i m=19456,t=2,p=1"),
        ("pbkdf2_sha256$1000000$salz$pruefwert", "kein Argon2id"),
        ("md5$salz$pruefwert$pruefwert", "kein Argon2id"),
        ("klartext$klartext$klartext$klartext", "kein Argon2id"),
    ],
)
def test_c05_turns_red_when_a_stored_hash_is_weaker_than_configured(
    context: ProofContext, red: Judge, stored: str, finding: str
) -> None:
    owner = set_stage(context).near.owner
    context.execute("UPDATE accounts_account SET password = %s WHERE id = %s", [stored, owner.id])

    findings = red("C05")
    assert finding in findings
    assert "klartext" not in findings
    assert "pruefwert" not in findings


def test_c05_turns_red_when_the_configured_cost_is_too_low(settings: Any, red: Judge) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    assert "Das eingestellte Verfahren ist schwächer" in red("C05")


def test_c05_turns_red_when_a_login_keeps_a_weak_hash(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    from partnerportal.accounts.hashing import PortalArgon2Hasher

    monkeypatch.setattr(PortalArgon2Hasher, "must_update", lambda _self, _encoded: False)

    assert "Die Anmeldung ersetzt einen schwächeren Prüfwert nicht" in red("C05")
