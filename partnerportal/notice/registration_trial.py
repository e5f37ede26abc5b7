"""Keep C35: registration asks what the notice names and no more; nobody becomes an account unmatched or unapproved."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from partnerportal.accounts.services import approvals, registration
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, Role, Viewer
from partnerportal.notice.attempt import refusal
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.forms_seen import our_forms
from partnerportal.notice.stage import MARK, made_up_account, set_stage

PROMISED = ("first_name", "last_name", "email", "born_on", "street", "postal_code", "city")
"""What the sentence names: first name, last name, e-mail address, date of birth, and the address in its parts."""
OF_FIRM = frozenset({"intermediary_number", "register_number"})
ACKNOWLEDGED = frozenset({"terms_version", "notice_version"})
ANSWERED = frozenset({"answer"})
FORMS = "partnerportal.accounts.forms.registration"
STEP = "/registrieren/angaben"
NOT_DATA = frozenset({"csrfmiddlewaretoken", "language", "next"})
_INPUT = re.compile(r"<(?:input|select|textarea)\b[^>]*?\bname=\"([^\"]+)\"")
_PART_OF_DAY = re.compile(r"_(day|month|year)$")
DETAILS = {
    "first_name": "Probe",
    "last_name": MARK,
    "email": "",
    "born_on": "1980-01-01",
    "street": "Probeweg 1",
    "postal_code": "00000",
    "city": MARK,
    "intermediary_number": "0000000000",
    "register_number": "",
}


def lets_in_matched_people_only(context: ProofContext) -> Verdict:
    """Compare the fields, then try as each role of the database to become an account by a shorter way."""
    people = _People(context)
    tries = dict(people.tries())
    findings = [
        *_wrong_fields(context),
        *(f"Gelungen: {name}." for name, attempt in tries.items() if _succeeds(context, attempt)),
        *people.straight_way(),
    ]
    return verdict(
        findings,
        f"{len(PROMISED)} Angaben zur Person, genau die genannten. "
        f"{len(tries)} Wege ohne Abgleich und Freigabe versucht: 0 gelungen. Der vorgesehene Weg führte zum Zugang.",
    )


def _wrong_fields(context: ProofContext) -> Iterator[str]:
    """Yield a sentence for each field too many or too few: in the forms, on the page, in the catalogue."""
    asked = {column for form in our_forms() if form.__module__ == FORMS for column in _columns(form)}
    known = frozenset(PROMISED) | OF_FIRM | ACKNOWLEDGED | ANSWERED
    yield from (f"Zusätzlich erhoben: {name}." for name in sorted(asked - known))
    yield from (f"Nicht erhoben: {name}." for name in sorted(frozenset(PROMISED) - asked))
    shown = _shown(context)
    yield from (f"Zusätzlich auf der Seite: {name}." for name in sorted(shown - frozenset(PROMISED)))
    yield from (f"Nicht auf der Seite: {name}." for name in sorted(frozenset(PROMISED) - shown))
    for model in ("accounts.Registration", "accounts.Account"):
        missing = [
            name
            for name in PROMISED
            if (entry := context.catalogue.entry_of(f"{model}.{name}")) is None or "C35" not in entry.clauses
        ]
        yield from (f"Ohne Eintrag zu C35: {model}.{name}." for name in missing)


def _columns(form: Any) -> set[str]:
    """Return the columns a form fills; a field without a declared column counts under its own name."""
    declared: Mapping[str, str] = getattr(form, "catalogue", {})
    return {declared.get(name, f".{name}").rpartition(".")[2] for name in form.base_fields}


def _shown(context: ProofContext) -> frozenset[str]:
    """Return what the page about the person asks for; the three parts of a day are one question."""
    page = context.client().get(STEP).content.decode()
    return frozenset(_PART_OF_DAY.sub("", name) for name in _INPUT.findall(page)) - NOT_DATA


def _succeeds(context: ProofContext, attempt: Callable[[], int]) -> bool:
    """Say whether an attempt is neither refused nor left without effect."""
    changed: list[int] = []
    return refusal(context, lambda: changed.append(attempt())) is None and changed != [0]


class _People:
    """Hold made-up people: a firm without anybody, one with an owner, an administrator, and three applicants."""

    def __init__(self, context: ProofContext) -> None:
        self.now = context.now
        stage = set_stage(context)
        self.owner, self.firm_with_owner = stage.near.viewer, stage.near.partner
        self.firm = self._model("partners.Partner").create(
            name=MARK,
            intermediary_number=f"P{uuid.uuid4().hex[:9].upper()}",
            street="",
            postal_code="",
            city="",
        )
        account = made_up_account(context.now, role=Role.ADMINISTRATOR.value)
        self.administrator = Viewer(role=Role.ADMINISTRATOR, account_id=account.id)
        self.unconfirmed = self._registration("unconfirmed")
        self.waiting = self._registration("waiting")

    def tries(self) -> Iterator[tuple[str, Callable[[], int]]]:
        """Yield each shorter way with the German words for it; an attempt returns how many rows it changed."""
        yield "Anlegen ohne Einladung", lambda: self._insert(GATE, is_active=True)
        yield "Anlegen durch die Verwaltung ohne Registrierung", lambda: self._insert(self.administrator)
        yield "Anlegen durch den Inhaber ohne Registrierung", lambda: self._insert(self.owner, role="staff")
        yield "Freigabe ohne bestätigte E-Mail-Adresse", lambda: self._approve(self.unconfirmed)
        yield "Freigabe am Tor", lambda: self._approve(self.waiting, viewer=GATE)
        yield "Freigabe ohne Partner", lambda: self._approve(self.waiting, partner=None)
        yield "Freigabe ohne entscheidende Person", lambda: self._approve(self.waiting, decided_by=None)
        yield "Aufnahme in ein Büro ohne dessen Inhaber", self._pass_by_the_owner
        for viewer, words in ((GATE, "am Tor"), (self.administrator, "durch die Verwaltung")):
            yield f"Öffnen ohne Link {words}", lambda viewer=viewer: self._open(viewer)  # type: ignore[misc]

    def straight_way(self) -> list[str]:
        """Return what is wrong with the way meant: approved, closed, then open with the link."""
        account_id = self._approved_account()
        accounts = self._model("accounts.Account").filter(id=account_id)
        if accounts.filter(is_active=True).exists():
            return ["Ein freigegebener Zugang ist offen, bevor die Person ihr Passwort gewählt hat."]
        self._model("accounts.OneTimeLink").create(
            token_hash=uuid.uuid4().hex, purpose="password.set", account_id=account_id,
            created_at=self.now, expires_at=self.now,
        )  # fmt: skip
        with acting_as(GATE):
            opened = accounts.update(is_active=True, password=make_password(uuid.uuid4().hex))
        return [] if opened else ["Der vorgesehene Weg führt nicht zum Zugang."]

    def _registration(self, state: str) -> uuid.UUID:
        with acting_as(GATE):
            details = DETAILS | {"email": f"{uuid.uuid4().hex}@probe.invalid"}
            found = registration.keep_details(
                registration_id=None, details=details, language="de", now=self.now
            )
        self._model("accounts.Registration").filter(id=found).update(
            state=state,
            sent_at=self.now,
            confirmed_at=None if state == "unconfirmed" else self.now,
            terms_version=TERMS_VERSION,
            notice_version=NOTICE_VERSION,
        )
        return found

    def _approved_account(self) -> uuid.UUID:
        waiting = self._registration("waiting")
        with acting_as(self.administrator):
            approvals.approve_registration(
                actor=self.administrator, registration_id=waiting, partner_id=self.firm.id, now=self.now
            )
        found: uuid.UUID = self._model("accounts.Registration").get(id=waiting).account_id
        return found

    def _insert(self, viewer: Viewer, *, role: str = "owner", is_active: bool = False, **values: Any) -> int:
        firm = self.firm_with_owner if role == "staff" else self.firm
        account = {
            "email": f"{uuid.uuid4().hex}@probe.invalid", "first_name": "Probe", "last_name": MARK, "role": role,
            "partner": firm, "is_active": is_active, "password": make_password(None), "created_at": self.now,
        }  # fmt: skip
        with acting_as(viewer):
            self._model("accounts.Account").create(**account | values)
        return 1

    def _approve(self, registration_id: uuid.UUID, *, viewer: Viewer | None = None, **values: Any) -> int:
        decision = {
            "state": "approved", "partner": self.firm, "decided_at": self.now,
            "decided_by": self.administrator.account,
        }  # fmt: skip
        with acting_as(viewer or self.administrator):
            rows = self._model("accounts.Registration").filter(id=registration_id)
            return int(rows.update(**decision | values))

    def _pass_by_the_owner(self) -> int:
        account_id = uuid.uuid4()
        moved = self._approve(self.waiting, partner=self.firm_with_owner, account=account_id)
        return moved and self._insert(self.administrator, id=account_id, partner=self.firm_with_owner)

    def _open(self, viewer: Viewer) -> int:
        account_id = self._approved_account()
        with acting_as(viewer):
            rows = self._model("accounts.Account").filter(id=account_id)
            return int(rows.update(is_active=True, password=make_password(uuid.uuid4().hex)))

    def _model(self, label: str) -> Any:
        return apps.get_model(label)._default_manager
