"""Take a new password from everybody, on purpose, in place of the portal's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from partnerportal.accounts.guards import public
from partnerportal.accounts.models import Account
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE
from partnerportal.notice.stage import MARK


@public
def change_anybody(request: HttpRequest) -> HttpResponse:
    """Set the password of every made-up account."""
    with acting_as(GATE):
        for account in Account.objects.filter(last_name=MARK):
            account.set_password(request.POST.get("password", ""))
            account.save(update_fields=["password"])
    return HttpResponse()


urlpatterns = [
    path("konto/sicherheit/passwort", change_anybody, name="broken_password"),
    path("", include("partnerportal.config.urls")),
]
handler404 = "partnerportal.config.error_pages.not_found"
handler500 = "partnerportal.config.error_pages.server_error"
