"""Hand-made cryptography has one home, so that one reviewer can read all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import partnerportal

PRODUCT = Path(partnerportal.__file__).parent
HOME = PRODUCT / "kernel" / "crypto"
GUARDED = ("cryptography.hazmat", "hashlib.blake2b", "hashlib.blake2s")


def test_nothing_outside_the_kernel_builds_its_own_cryptography() -> None:
    elsewhere = [path for path in PRODUCT.rglob("*.py") if HOME not in path.parents]
    findings = [
        f"{path.relative_to(PRODUCT)}:{line} uses {name}; use partnerportal.kernel.crypto"
        for path in elsewhere
        for line, name in guarded_uses(path.read_text("utf-8"))
    ]

    assert len(elsewhere) > 5
    assert findings == []


def test_the_home_itself_is_found() -> None:
    """Guard the guard: a walk that saw nothing would also find nothing."""
    uses = {name for path in HOME.rglob("*.py") for _, name in guarded_uses(path.read_text("utf-8"))}

    assert any(name.startswith("cryptography.hazmat") for name in uses)
    assert "hashlib.blake2b" in uses


@pytest.mark.parametrize(
    "code",
    [
        "import cryptography.hazmat.primitives.ciphers",
        "from cryptography.hazmat.primitives.ciphers.aead import AESGCM",
        "from cryptography import hazmat",
        "from hashlib import blake2b",
        "import hashlib\nhashlib.blake2b(b'')",
        "import hashlib as h\nh.blake2b(b'')",
        "def late():\n    import cryptography.hazmat",
    ],
)
def test_each_way_of_reaching_it_is_seen(code: str) -> None:
    assert list(guarded_uses(code))


@pytest.mark.parametrize(
    "code", ["import hashlib\nhashlib.sha256(b'')", "from partnerportal.kernel.crypto import keyed_hash"]
)
def test_ordinary_code_is_left_alone(code: str) -> None:
    assert list(guarded_uses(code)) == []


def guarded_uses(code: str) -> Iterator[tuple[int, str]]:
    """Yield line and full name of each guarded import or attribute."""
    aliases: dict[str, str] = {}
    for node in ast.walk(ast.parse(code)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
            aliases |= {name.asname or name.name: name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = [f"{aliases.get(node.value.id, node.value.id)}.{node.attr}"]
        for name in names:
            if name.startswith(GUARDED):
                yield node.lineno, name  # type: ignore[attr-defined]  # every node with names has a line
