"""Open what is stored of second factors: every row's content is sealed with the key of its account."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator

from partnerportal.database.keys import open_vault

COLUMN = "mfa_authenticator.data"
SEALED = "sealed"


def opened(rows: Iterable[Authenticator]) -> list[dict[str, Any]]:
    """Return the contents of the rows in their order, with one query for all keys. Raises: CryptoError."""
    found = list(rows)
    vault = open_vault({row.user_id for row in found})
    return [
        json.loads(vault.unseal(row.user_id, COLUMN, row.user_id, b64decode(row.data[SEALED])))
        for row in found
    ]
