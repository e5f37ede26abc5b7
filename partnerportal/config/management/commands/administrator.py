"""Open the first administrator's account: `./portal administrator E-MAIL --first-name … --last-name …`."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from partnerportal.accounts.services.first_administrator import open_administrator
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.errors import Refused

FOUND_WRONG, USAGE = 1, 2


class Command(BaseCommand):
    """Create an administrator and print the link that sets the password; exit 1 when the address has an account."""

    help = "legt einen Zugang der Verwaltung an und zeigt den Link für sein Passwort"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare who it is."""
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)

    def handle(self, *_args: object, **options: Any) -> None:
        """Create and tell."""
        try:
            validate_email(options["email"].strip())
        except ValidationError:
            self.stderr.write("Das ist keine E-Mail-Adresse. This is not an e-mail address.")
            sys.exit(USAGE)
        try:
            token = open_administrator(
                email=options["email"],
                first_name=options["first_name"],
                last_name=options["last_name"],
                now=utc_now(),
            )
        except Refused as refused:
            self.stderr.write(refused.sentence)
            sys.exit(FOUND_WRONG)
        address = settings.PORTAL_ORIGIN + reverse("accounts:password_set", kwargs={"token": token})
        self.stdout.write(
            "Der Link setzt das Passwort, gilt 72 Stunden und nur einmal. "
            f"The link sets the password, once, within 72 hours:\n{address}"
        )
