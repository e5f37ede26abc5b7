"""Tell allauth how this portal signs people in: by invitation only, braked, every attempt in the journal."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.queries.accounts import may_enter
from partnerportal.accounts.rules.devices import device_of
from partnerportal.accounts.services import brakes, devices
from partnerportal.journal.services import record_failed_login, record_login
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused

# One sentence for an unknown name, a wrong password and a closed account: it tells nobody who has one.
REFUSAL = _("Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort.")
BRAKED = "sign_in.braked"
BEGAN_WITH = (
    "login_began_with"  # in the session: which password a login that waits for its second factor began with
)


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Journal each login and each failed login, whichever back end decided (clauses C46 and C47)."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": REFUSAL,
        "email_password_mismatch": REFUSAL,
        "username_password_mismatch": REFUSAL,
    }
    announces_devices = True

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are created by the operator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address found by our own rule for proxies (clause C50)."""
        return str(request.ip)  # type: ignore[attr-defined]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Hold back who tried too often, before anything is hashed; that is a failed login too.

        Raises: ValidationError (code "sign_in.braked").
        """
        name, now, ip = _name(credentials), request.now, request.ip  # type: ignore[attr-defined]
        try:
            brakes.check_sign_in(name=name, ip=ip, now=now)
        except Refused as refused:
            record_failed_login(name=name, now=now, ip=ip)
            raise ValidationError(translated(refused.sentence), code=refused.code) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Treat a closed account or firm like a wrong password: the answer must not tell that it exists."""
        account: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if account is None or may_enter(account, berlin_date(request.now)):  # type: ignore[arg-type, attr-defined]
            return account
        self.authentication_failed(request, **credentials)
        return None

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Remember which password the login begins with, should it have to wait for a second factor."""
        request.session[BEGAN_WITH] = user.get_session_auth_hash()
        for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            record.pop("email", None)  # the session keeps no name
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign the account in under a fresh session key and journal it; the session keeps no name."""
        now = request.now  # type: ignore[attr-defined]
        device = device_of(request.META.get("HTTP_USER_AGENT", ""))
        devices.make_room_for_session(account_id=user.pk)
        super().login(request, user)
        request.session.pop(BEGAN_WITH, None)
        request.session.device = device  # type: ignore[attr-defined]
        record_login(account_id=user.pk, now=now, ip=request.ip)  # type: ignore[attr-defined]
        brakes.release(name=user.email)  # type: ignore[attr-defined]
        is_new = devices.remember_device(account_id=user.pk, device=device, today=berlin_date(now))
        if is_new and self.announces_devices:
            devices.announce_device(account_id=user.pk, now=now)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Journal the attempt and count it; the name only as a keyed hash, for people type passwords there."""
        name, now, ip = _name(credentials), request.now, request.ip  # type: ignore[attr-defined]
        record_failed_login(name=name, now=now, ip=ip)
        brakes.note_failure(name=name, ip=ip, now=now)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: results are told by pages, not by passing messages."""


def has_the_same_password(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Say whether the password a waiting login began with is still the account's; another one ends every login."""
    return compare_digest(str(request.session.get(BEGAN_WITH, "")), user.get_session_auth_hash())


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
