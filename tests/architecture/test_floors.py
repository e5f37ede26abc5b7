"""Rooms of the house: an app enters another one only through services, queries and rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import PACKAGE, shown

OPEN_ROOMS = {"services", "queries", "rules"}

# Doors made for guests; each with its reason.
FRONT_DOORS = {
    "accounts.freshness",  # who is there is asked again at the view
    "accounts.guards",  # who may enter a view is asked at the view
    "accounts.http",  # the type of a request that knows its viewer
    "accounts.service_guard",  # whether a service is switched on is asked at the view as well
    "contracts.consent_wording",  # the words a person consents to: text, no database
    "statements.outputs",  # the forms a statement leaves in: values in, bytes out, no database
    "statements.wording",  # words of months, rates and kinds: text, no database
    "journal.transactions",  # the closed list of transactions: names, no database
}

# The cellar and the walls belong to everyone.
SHARED = {"kernel", "privacy", "database", "ui"}

# config joins the apps together; notice must see everything to prove it.
MASTER_KEYS = {"config", "notice"}


def imports_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every imported name in full, with its line, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def break_ins(app: str, tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the imports that enter another app through a room which is not open to guests."""
    for name, line in imports_of(tree):
        package, _, rest = name.partition(".")
        other, _, room = rest.partition(".")
        room = room.partition(".")[0]
        is_foreign = package == "partnerportal" and other not in {"", app, *SHARED, *MASTER_KEYS}
        if is_foreign and room not in OPEN_ROOMS and f"{other}.{room}" not in FRONT_DOORS:
            yield name, line


def modules() -> Iterator[tuple[str, Path]]:
    for folder in sorted(PACKAGE.iterdir()):
        if folder.is_dir() and folder.name not in MASTER_KEYS:
            yield from ((folder.name, path) for path in sorted(folder.rglob("*.py")))


def test_apps_use_only_services_queries_and_rules_of_each_other():
    found = [
        f"{shown(path)}:{line} {name}"
        for app, path in modules()
        for name, line in break_ins(app, ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_a_look_into_foreign_models_is_noticed_wherever_it_stands():
    tree = ast.parse(
        "from partnerportal.contracts.queries import contract_of\n"
        "from partnerportal.contracts import services\n"
        "from partnerportal.claims.models import Claim\n"
        "def hidden():\n"
        "    from partnerportal.contracts.models import Contract\n"
        "    import partnerportal.partners.forms\n"
    )

    assert [line for _, line in break_ins("claims", tree)] == [5, 6]
