"""Sign in, list contracts and submit a claim in a process of its own.

`python -m tests.database.smoke E-MAIL PASSWORD TOTP-SECRET`

It runs as portal_web, like the pages of a real portal, and prints the claim's number.
"""

from __future__ import annotations

import os
import re
import sys
import time
from datetime import timedelta

import django


def main(email: str, password: str, secret: str) -> None:
    """Walk the shortest way of a claim; every step that fails ends the process with its name."""
    os.environ["PORTAL_DATABASE_ROLE"] = "portal_web"
    django.setup()

    from django.test import Client

    from tests.documents.samples import pdf

    browser = Client(headers={"accept-language": "de"})
    _step("sign in", browser.post("/anmelden", {"login": email, "password": password}), 302)
    _step("second factor", browser.post("/anmelden/zweiter-faktor", {"code": _code_now(secret)}), 302)
    _step("contracts", browser.get("/vertraege"), 200)
    page = _step("choose a contract", browser.get("/erstattungen/neu"), 200)
    for contract in re.findall(r'name="contract"[^>]*value="([0-9a-f-]{36})"', page):
        answer = browser.post("/erstattungen/neu", {"contract": contract})
        if answer.status_code == 302:  # the others have ended or not begun
            break
    draft = answer.headers["Location"].rpartition("/")[0]

    page = _step("person", browser.get(f"{draft}/person"), 200)
    person = re.findall(r'name="person"[^>]*value="([0-9a-f-]{36})"', page)[0]
    _step("person", browser.post(f"{draft}/person", {"person": person}), 302)
    if browser.get(f"{draft}/person/einwilligung").status_code == 200:
        _step("consents", browser.post(f"{draft}/person/einwilligung", _consents()), 302)
    page = _step("receipts", browser.get(f"{draft}/belege"), 200)
    prefix = re.findall(r'name="(r[0-9a-f]{32})-provider"', page)[0]
    _step("receipts", browser.post(f"{draft}/belege", _invoice(prefix, pdf(1))), 302)
    _step("bank", browser.post(f"{draft}/bank", {"choice": "contract"}), 302)
    answer = browser.post(f"{draft}/pruefen")
    _step("send", answer, 302)
    _step("confirmation", browser.get(answer.headers["Location"]), 200)
    sys.stdout.write(answer.headers["Location"].split("/")[2] + "\n")


def _code_now(secret):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _step(name, answer, wanted):
    if answer.status_code != wanted:
        sys.exit(f"{name}: {answer.status_code} instead of {wanted}\n{answer.content.decode()}")
    return answer.content.decode()


def _yesterday():
    from partnerportal.kernel.clock import berlin_date, utc_now

    return berlin_date(utc_now()) - timedelta(days=1)


def _day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def _consents():
    ticked = {"health_consent": "on", "release_from_secrecy": "on", "obtained_how": "paper"}
    return {**ticked, **_day("given_on", _yesterday())}


def _invoice(prefix, data):
    from django.core.files.uploadedfile import SimpleUploadedFile

    fields = {
        "provider": "Praxis Dr. Sommer",
        "amount": "84,20",
        "amount_currency": "EUR",
        **_day("issued_on", _yesterday()),
        "files": SimpleUploadedFile("Rechnung.pdf", data),
    }
    return {f"{prefix}-{name}": value for name, value in fields.items()}


if __name__ == "__main__":
    main(*sys.argv[1:])
