"""Add middleware that breaks promises on purpose."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.middleware import ViewerMiddleware

Handler = Callable[[HttpRequest], HttpResponse]


def sets_an_undeclared_cookie(get_response: Handler) -> Handler:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.set_cookie("besuchszaehler", "1")
        return response

    return answer


class ViewerWithoutNote(ViewerMiddleware):
    """Forget the latest transaction."""

    def _note_transaction(self, request: PortalRequest) -> None:
        return


def repeats_the_password(get_response: Handler) -> Handler:
    def answer(request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("password", "")
        response = get_response(request)
        if typed and not response.streaming:
            response.content += typed.encode()
        return response

    return answer
