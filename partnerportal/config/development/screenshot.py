"""Offer `./portal screenshot URL FILE`: sign in to a running demo and save a picture of a whole page."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from partnerportal.config.development.chromium import chromium_at_hand
from partnerportal.config.lacking import Lacking

DEMO = "http://localhost:8000"
HEIGHT = 900
DOOR = "/anmelden"


def main(arguments: list[str]) -> int:
    """Save the picture and return 0; 1 when the page cannot be shown.

    Raises: Lacking when no demo answers or the demo has no such account.
    """
    wanted = _arguments(arguments)
    address = urljoin(DEMO, wanted.url)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_at_hand(), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        try:
            page = _new_page(browser, wanted.width, is_dark=wanted.dark)
            if wanted.account:
                _sign_in(page, urljoin(address, DOOR), wanted.account)
            page.goto(address, wait_until="networkidle")
            page.screenshot(path=wanted.file, full_page=True)
        except Error as error:
            if "ERR_CONNECTION" in error.message:
                raise _no_answer(address) from error
            sys.stderr.write(f"{error.message.splitlines()[0]}\n")
            return 1
        finally:
            browser.close()
    return 0


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./portal screenshot")
    parser.add_argument("url", help=f"Adresse, oder Pfad unter {DEMO} · address, or path below {DEMO}")
    parser.add_argument("file", type=Path, help="PNG-Datei · PNG file")
    parser.add_argument(
        "--as", dest="account", metavar="E-MAIL", help="Konto der Vorführung · account of the demo"
    )
    parser.add_argument("--width", type=int, default=1280, help="Breite in px · width in px")
    parser.add_argument("--dark", action="store_true", help="dunkel · dark")
    return parser.parse_args(arguments)


def _new_page(browser: Browser, width: int, *, is_dark: bool) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if is_dark else "light",
        locale="de-DE",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    return context.new_page()


def _sign_in(page: Page, door: str, account: str) -> None:
    """Go through the demo's one-click door. Raises: Lacking for an account it does not offer."""
    page.goto(door)
    chosen = f'[name="email"][value="{account}"]'
    button = page.locator(
        f'form[action="/demo/anmelden"] button{chosen}, form:has(input{chosen}) [type="submit"]'
    )
    if not button.count():
        raise Lacking(
            f"Unter {urlsplit(door).netloc} bietet die Vorführung dieses Konto nicht an; "
            "die Konten stehen in der Ausgabe von ./portal demo.",
            f"The demo at {urlsplit(door).netloc} does not offer this account; "
            "./portal demo lists the accounts.",
        )
    with page.expect_navigation():
        button.first.click()


def _no_answer(address: str) -> Lacking:
    return Lacking(
        f"Unter {address} antwortet niemand; starten Sie zuerst ./portal demo.",
        f"Nobody answers at {address}; start ./portal demo first.",
    )
