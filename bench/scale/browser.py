"""Ask the portal for pages as one broker does, past the network: through the same WSGI application."""

from __future__ import annotations

import io
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from partnerportal.accounts.models import Account, ReadingCount
from partnerportal.accounts.queries import viewer_of
from partnerportal.config.seed import crowd
from partnerportal.kernel.viewer import Viewer

WARM_UP = 5
TRIES = 40
FOUND = "200 OK"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Broker:
    """Be the owner of a partner, signed in."""

    account: Account
    viewer: Viewer
    cookie: str
    token: str
    application: WSGIHandler = field(default_factory=WSGIHandler, repr=False)

    def get(self, path: str) -> str:
        """Return the page. Raises: AssertionError when it is not found."""
        return self._ask({"REQUEST_METHOD": "GET", "PATH_INFO": path})

    def post(self, path: str, form: dict[str, str]) -> str:
        """Return the answer to a form. Raises: AssertionError when there is none."""
        body = urlencode(form | {"csrfmiddlewaretoken": self.token}).encode()
        return self._ask(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": path,
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
            }
        )

    def forget_reading(self) -> None:
        """Let the broker read on: nobody is shown so many records in a day as a measurement asks for (C04)."""
        ReadingCount.objects.filter(account_id=self.account.id).delete()

    def _ask(self, asked: dict[str, Any]) -> str:
        statuses: list[str] = []

        def start_response(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
            statuses.append(status)
            return lambda _data: None

        response = self.application(_environ(self.cookie) | asked, start_response)
        body = b"".join(response)
        response.close()
        if statuses != [FOUND]:
            raise AssertionError(f"{asked['PATH_INFO']} answered {statuses}")
        return body.decode()


def broker_of(size: crowd.Size) -> Broker:
    """Return the owner of the first partner of the portfolio, signed in: the partner with most contracts."""
    account = Account.objects.select_related("partner", "department").get(
        partner_id=crowd.first_partner(size)
    )
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(account)
    token = _TOKEN.search(client.get("/vertraege").content.decode())
    if token is None:
        raise AssertionError("the list of contracts has no form")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return Broker(account, viewer_of(account), cookie, token[1])


def median_ms(work: Callable[[], object], tries: int = TRIES) -> float:
    """Return the median of the durations, in milliseconds, after some tries that do not count."""
    return statistics.median(durations_ms(work, tries))


def durations_ms(work: Callable[[], object], tries: int = TRIES) -> list[float]:
    """Return how long each try took, in milliseconds, after some that do not count."""
    for _try in range(WARM_UP):
        work()
    return [_duration_ms(work) for _try in range(tries)]


def _duration_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _environ(cookie: str) -> dict[str, Any]:
    return {
        "SERVER_NAME": settings.ALLOWED_HOSTS[0],
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": settings.ALLOWED_HOSTS[0],
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "198.51.100.7",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
