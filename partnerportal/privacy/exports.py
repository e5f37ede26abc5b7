"""Hold the closed list of addresses that answer with a file or a set of data, and to whom each goes (clause C44).

Everything else the portal answers is a page. The middleware refuses a file from an address that is not on this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from partnerportal.kernel.viewer import PARTNER_ROLES, Role


class Reader(Enum):
    """Name who may receive: people of one's own firm, the operator's own people, or anyone at all."""

    OWN_FIRM = "own_firm"
    HOUSE = "house"
    ANYONE = "anyone"


class Trace(Enum):
    """Name what stays behind: the latest transaction (C48), the reading count (C04), or nothing.

    Nothing stays behind where the answer carries no data of a person, or only echoes what its sender just sent.
    """

    TRANSACTION = "transaction"
    READING = "reading"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Export:
    """Be one address, by the name of its route; `readers` must be exactly those its guard lets in."""

    route: str
    readers: frozenset[Reader]
    trace: Trace


HOUSE_ROLES = frozenset({Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR})
FIRM, HOUSE = frozenset({Reader.OWN_FIRM}), frozenset({Reader.HOUSE})
BOTH, ANYONE = FIRM | HOUSE, frozenset({Reader.ANYONE})

EXPORTS: dict[str, Export] = {
    export.route: export
    for export in (
        # Files that take data along
        Export("contracts:export", FIRM, Trace.TRANSACTION),
        Export("statements:download", BOTH, Trace.TRANSACTION),
        Export("statements:book_extract", FIRM, Trace.TRANSACTION),
        Export("exchange:statement_gdv", FIRM, Trace.TRANSACTION),
        Export("accounts:own_log_csv", FIRM, Trace.READING),
        Export("claims:receipt", FIRM, Trace.READING),
        Export("documents:download", BOTH, Trace.READING),
        Export("documents:page", BOTH, Trace.READING),
        # Line numbers and reasons, never a value of the file
        Export("exchange:errors_csv", HOUSE, Trace.NONE),
        # The interface: a token belongs to one person of a firm
        Export("api:contracts", FIRM, Trace.READING),
        Export("api:contract_search", FIRM, Trace.TRANSACTION),
        Export("api:contract", FIRM, Trace.READING),
        Export("api:contract_persons", FIRM, Trace.READING),
        Export("api:contract_changes", FIRM, Trace.READING),
        Export("api:changes", FIRM, Trace.TRANSACTION),
        Export("api:change", FIRM, Trace.READING),
        Export("api:claims", FIRM, Trace.READING),
        Export("api:claim", FIRM, Trace.READING),
        Export("api:statements", FIRM, Trace.READING),
        Export("api:statement", FIRM, Trace.READING),
        Export("api:documents", FIRM, Trace.READING),
        Export("api:document", FIRM, Trace.READING),
        Export("api:acknowledgement", FIRM, Trace.TRANSACTION),
        # Answers to our own script: what became of what it sent
        Export("claims:autosave", FIRM, Trace.NONE),
        Export("claims:upload", FIRM, Trace.NONE),
        Export("claims:answer_upload", FIRM, Trace.NONE),
        Export("exchange:upload", HOUSE, Trace.NONE),
        Export("exchange:run_state", HOUSE, Trace.NONE),
        Export("accounts:session_extend", BOTH, Trace.NONE),
        Export("accounts:session_state", ANYONE, Trace.NONE),
        Export("accounts:passkey_sign_in", ANYONE, Trace.NONE),
        # No data of anybody: how the files are built, and whether the portal is well
        Export("api:openapi", ANYONE, Trace.NONE),
        Export("statements:schema", ANYONE, Trace.NONE),
        Export("healthz", ANYONE, Trace.NONE),
        Export("readyz", ANYONE, Trace.NONE),
        Export("metrics", ANYONE, Trace.NONE),
    )
}


class UndeclaredExport(RuntimeError):  # noqa: N818 - reads as the finding it is
    """An address answered with a file though partnerportal/privacy/exports.py does not name it, or not this reader."""


def is_file(content_type: str, disposition: str) -> bool:
    """Say whether an answer with these headers is something else than a page."""
    return bool(disposition) or not content_type.startswith("text/html")


def check_export(route: str, role: Role) -> None:
    """Return when the route may answer this role with a file. Raises: UndeclaredExport naming the route."""
    export = EXPORTS.get(route)
    if export is None or not export.readers & (readers_of(frozenset({role})) | ANYONE):
        raise UndeclaredExport(route)


def readers_of(roles: frozenset[Role]) -> frozenset[Reader]:
    """Return the readers behind the roles of a guard."""
    firm = FIRM if roles & PARTNER_ROLES else frozenset()
    return firm | HOUSE if roles & HOUSE_ROLES else firm
