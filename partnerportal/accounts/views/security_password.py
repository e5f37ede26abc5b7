"""Change the own password (clause C36)."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.forms.security import PasswordChangeForm
from partnerportal.accounts.guards import for_account
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.password import change_password
from partnerportal.accounts.services.reauthentication import prove_password
from partnerportal.accounts.views.profile_account import own_account
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE


@for_account
@require_http_methods(["GET", "POST"])
def password_change(request: PortalRequest) -> HttpResponse:
    """Take the present and a new password; every other session ends, this one gets a fresh key."""
    account = own_account(request)
    form = PasswordChangeForm(request.POST if request.method == "POST" else None, account=account)
    if not (form.is_valid() and _knows_password(request, form)):
        page = {"form": form}
        return render(request, "accounts/security_password.html", page, status=422 if form.is_bound else 200)
    row = getattr(request.session, "row", None)
    change_password(
        actor=request.viewer,
        account_id=account.id,
        new=form.cleaned_data["password"],
        keep_session_handle=row.handle if row is not None else None,
        now=request.now,
    )
    account.refresh_from_db(fields=["password"])
    update_session_auth_hash(request, account)
    return redirect("accounts:security")


def _knows_password(request: PortalRequest, form: PasswordChangeForm) -> bool:
    """Check the present password in the gate's context, where failures are counted."""
    with acting_as(GATE):
        try:
            current = form.cleaned_data["current"]
            prove_password(account=own_account(request), password=current, now=request.now, ip=request.ip)
        except Refused as refused:
            form.add_error("current", refused.sentence)
            return False
    return True
