"""Forget a password and set a new one; lift a lock. Opening a link changes nothing, mail scanners open them too."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from partnerportal.accounts.forms.password import ForgottenForm, SetPasswordForm
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services import password
from partnerportal.kernel.errors import Refused

FORM = require_http_methods(["GET", "HEAD", "POST"])


@public
@FORM
def password_forgotten(request: PortalRequest) -> HttpResponse:
    """Ask for the address and order the mail; the answer is the same whoever has that address, or nobody."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            password.ask_for_reset(email=form.cleaned_data["email"], ip=request.ip, now=request.now)
        except Refused as refused:
            form.add_error("email", _(refused.sentence))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            return redirect("accounts:password_forgotten_sent")
    return render(request, "accounts/password_forgotten.html", {"form": form}, status=status)


@public
@require_GET
def password_forgotten_sent(request: PortalRequest) -> HttpResponse:
    """Say that a mail is on its way, if there is an account."""
    return render(request, "accounts/password_forgotten_sent.html")


@public
@FORM
def password_set(request: PortalRequest, token: str) -> HttpResponse:
    """Show the form the link leads to, and set the password; then the sign-in page asks for it."""
    link = password.link_to_password(token=token, now=request.now)
    if link is None:
        return _spent(request)
    form = SetPasswordForm(request.POST if request.method == "POST" else None, account=link.account)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        page = {"form": form, "is_first": link.purpose == password.FIRST}
        return render(request, "accounts/password_set.html", page, status=status)
    try:
        password.set_password(link=link, new=form.cleaned_data["password"], now=request.now)
    except Refused:
        return _spent(request)
    return _to_sign_in("passwort")


@public
@FORM
def unlock(request: PortalRequest, token: str) -> HttpResponse:
    """Ask before the lock is lifted, and lift it."""
    link = password.link_to_unlock(token=token, now=request.now)
    if link is None:
        return _spent(request)
    if request.method != "POST":
        return render(request, "accounts/unlock.html")
    try:
        password.unlock(link=link, now=request.now)
    except Refused:
        return _spent(request)
    return _to_sign_in("entsperrt")


def _spent(request: PortalRequest) -> HttpResponse:
    """Say that the link opens nothing (any more), whatever the reason."""
    return render(request, "accounts/password_link_spent.html", status=HTTPStatus.NOT_FOUND)


def _to_sign_in(news: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('account_login')}?neu={news}")
