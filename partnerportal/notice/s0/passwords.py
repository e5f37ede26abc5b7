"""Keep C05: weak passwords are refused wherever one is chosen, and each is stored as strongly as configured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Field

from partnerportal.accounts.passwords.fields import NewPasswordField, NewPasswordMixin
from partnerportal.notice.browsing import sign_in
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.forms_seen import our_forms
from partnerportal.notice.stage import PASSWORD, set_stage

LEAST_MEMORY, LEAST_PASSES = 19 * 1024, 2  # KiB, passes (security.md, "Login")
_ADDRESS = "198.51.100.5"
_WEAK = {
    "zu kurz": "kdjfhwiuerz",
    "bekannt geworden": "password1234",
    "deutsches Wort": "Passwort12345!",
    "Wiederholung": "PasswortPasswort1",
    "Tastenfolge": "qwertzuiopasdf",
    "Wort mit Jahreszahl": "Sommer2026!!!!",
}
_PERSONAL = "eigener Name"
_COSTS = re.compile(r"m=(\d+),t=(\d+),p=\d+")
# What stands before the salt: algorithm, variant, version, costs. Salt and hash stay in the database.
_STORED = """
SELECT split_part(password, '$', 2), split_part(password, '$', 4), count(*)
FROM accounts_account WHERE password <> '' AND password NOT LIKE '!%%' GROUP BY 1, 2
"""
_OF_ACCOUNT = (
    "SELECT split_part(password, '$', 2), split_part(password, '$', 4) FROM accounts_account WHERE id = %s"
)


class _WeakHasher(Argon2PasswordHasher):
    """Hash as nobody should: what a login must replace."""

    time_cost, memory_cost, parallelism = 1, 8 * 1024, 1


def takes_strong_passwords_only(context: ProofContext) -> Verdict:
    """Choose weak passwords at every form, look at the costs of all stored hashes, and sign in with a weak one."""
    account = set_stage(context).near.owner
    every_form: list[type[BaseForm]] = [NewPasswordMixin, *our_forms()]
    forms = [form for form in every_form if _new_password_fields(form)]
    stored = context.rows(_STORED)
    findings = [
        *(f"Angenommen von {place}: {kind}." for place, kind in _taken(forms, account)),
        *_weak_settings(),
        *_weak_rows(stored),
        *_not_rehashed(context, account),
    ]
    return verdict(
        findings,
        f"{len(_WEAK) + 1} schwache Passwörter an {len(forms)} Formularen versucht: 0 angenommen. "
        f"{sum(number for *_, number in stored)} gespeicherte Prüfwerte angesehen: 0 schwächer als eingestellt. "
        "Ein schwächerer wurde bei der Anmeldung ersetzt.",
    )


def _new_password_fields(form: type[BaseForm]) -> dict[str, Field]:
    fields: dict[str, Field] = getattr(form, "base_fields", {})
    return {
        name: field
        for name, field in fields.items()
        if isinstance(field, NewPasswordField) or field.widget.attrs.get("autocomplete") == "new-password"
    }


def _taken(forms: list[type[BaseForm]], account: Any) -> Iterator[tuple[str, str]]:
    """Yield the place and the kind of each weak password that is taken."""
    for kind, password in (*_WEAK.items(), (_PERSONAL, f"Vier Möwen {account.last_name} Husum")):
        if _passes(validate_password, password, account):
            yield "Django", kind
        yield from ((form.__qualname__, kind) for form in forms if _form_takes(form, kind, password, account))


def _form_takes(form: type[BaseForm], kind: str, password: str, account: Any) -> bool:
    if kind != _PERSONAL:
        return any(_passes(field.clean, password) for field in _new_password_fields(form).values())
    if form is NewPasswordMixin:
        return NewPasswordMixin({"password": password}, account=account).is_valid()
    return getattr(form, "clean_password", None) is not NewPasswordMixin.clean_password


def _passes(check: Any, *values: Any) -> bool:
    try:
        check(*values)
    except ValidationError:
        return False
    return True


def _weak_settings() -> list[str]:
    memory, passes = _configured()
    is_weak = memory < LEAST_MEMORY or passes < LEAST_PASSES
    return ["Das eingestellte Verfahren ist schwächer als Argon2id mit 19 MiB."] if is_weak else []


def _weak_rows(rows: list[tuple[Any, ...]]) -> list[str]:
    """Return a sentence for each kind of weak row; of a row in no known form it shows nothing."""
    return [
        f"{number} Passwörter schwächer gespeichert als eingestellt: "
        + (f"{variant} {costs}." if _COSTS.fullmatch(costs) else "kein Argon2id.")
        for variant, costs, number in rows
        if _is_weak(variant, costs)
    ]


def _is_weak(variant: str, costs: str) -> bool:
    """Say whether a row is weaker than the configured hasher, or no Argon2id at all."""
    found = _COSTS.fullmatch(costs)
    if variant != "argon2id" or found is None:
        return True
    memory, passes = _configured()
    return int(found[1]) < memory or int(found[2]) < passes


def _configured() -> tuple[int, int]:
    """Return memory in KiB and passes of the hasher in force, zeros when it is not Argon2id."""
    hasher = get_hasher()
    if not isinstance(hasher, Argon2PasswordHasher):
        return 0, 0
    return hasher.memory_cost, hasher.time_cost


def _not_rehashed(context: ProofContext, account: Any) -> list[str]:
    hasher = _WeakHasher()
    weak = hasher.encode(PASSWORD, hasher.salt())
    context.execute("UPDATE accounts_account SET password = %s WHERE id = %s", [weak, account.id])
    client = context.client()
    client.defaults["REMOTE_ADDR"] = _ADDRESS
    sign_in(client, account)
    ((variant, costs),) = context.rows(_OF_ACCOUNT, [account.id])
    return ["Die Anmeldung ersetzt einen schwächeren Prüfwert nicht."] if _is_weak(variant, costs) else []
