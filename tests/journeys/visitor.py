"""Sit at a browser of one's own and note everything a browser complains about."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE_MILLISECONDS = 20_000
# The browser's own word for a request it gave up because the person went on, or because it became a download.
GIVEN_UP = "net::ERR_ABORTED"
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI}`));
"""


class Visitor:
    """One person at one browser; `complaints` holds what went wrong on any of the person's pages."""

    def __init__(self, browser: Browser, origin: str, **options: Any) -> None:
        self.origin = origin
        self.complaints: list[str] = []
        self.tolerated: set[int] = set()
        self.context: BrowserContext = browser.new_context(
            base_url=origin,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            **options,
        )
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self._complain(f"script: {error.error}"))
        self.context.on("request", self._note_request)
        self.context.on("requestfailed", self._note_failure)
        self.context.on("response", self._note_response)
        self.page: Page = self.context.new_page()

    def tolerate(self, *statuses: int) -> None:
        """Expect refusals with these statuses from now on."""
        self.tolerated.update(statuses)

    def sign_in(self, name: str, at: str = "/anmelden") -> None:
        """Sign in with one click at the demo's door."""
        self.page.goto(at)
        self.page.get_by_role("button", name=name).click()
        expect(self.page.locator("[data-sign-out]")).to_be_attached()

    def sign_out(self) -> Response:
        """Sign out by the account menu and return the answer to it."""
        self.page.locator("button.avatar").click()
        with self.page.expect_response(lambda answer: answer.url.endswith("/abmelden")) as answered:
            self.page.get_by_role("button", name="Abmelden").click()
        self.page.wait_for_url("**/sitzung/beendet")
        return answered.value

    def path(self) -> str:
        """Return the path of the page shown."""
        return urlsplit(self.page.url).path

    def _complain(self, what: str) -> None:
        self.complaints.append(f"{self.path() if self.context.pages else ''}: {what}")

    def _note_console(self, message: ConsoleMessage) -> None:
        status = re.search(r"the server responded with a status of (\d+)", message.text)
        if message.type == "error" and not (status and int(status[1]) in self.tolerated):
            self._complain(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self._complain(f"third party: {request.url}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self._complain(f"failed: {request.method} {urlsplit(request.url).path} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.tolerated:
            self._complain(f"{response.status}: {response.request.method} {urlsplit(response.url).path}")


class Visitors:
    """Everybody at the portal in one journey."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self._browser = browser
        self._present: list[Visitor] = []

    def at_desk(self, **options: Any) -> Visitor:
        """Let somebody in who sits at a desk."""
        return self._let_in(DESK | options)

    def on_phone(self, **options: Any) -> Visitor:
        """Let somebody in who holds a phone."""
        return self._let_in(PHONE | options)

    def leave(self) -> list[str]:
        """Close every browser and return all complaints."""
        for visitor in self._present:
            visitor.context.close()
        return [complaint for visitor in self._present for complaint in visitor.complaints]

    def _let_in(self, options: dict[str, Any]) -> Visitor:
        visitor = Visitor(self._browser, self.origin, **options)
        self._present.append(visitor)
        return visitor
