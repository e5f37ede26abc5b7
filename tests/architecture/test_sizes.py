"""The house stays readable: small files, small functions, no drawers, nothing that belongs to one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, shown, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base"}

# In two parts, so that this file does not find itself.
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me|Us" + r"ers|wo" + r"rk)/\w")


def written_by_hand(*suffixes: str) -> Iterator[Path]:
    """Yield the files people write; makemigrations writes the initial ones."""
    return (path for path in sources(*suffixes) if not re.match(r"\d{4}_initial\.py", path.name))


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the number of lines of every function in a Python file or shell script."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
    else:
        for match in re.finditer(r"^(\w+)\(\) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
            yield match[1], match[0].count("\n") + 1


def shell_scripts() -> list[Path]:
    return [ROOT / "portal", ROOT / ".ci" / "run"]


def test_no_file_is_longer_than_three_hundred_lines():
    code = [*written_by_hand(".py", ".js", ".html", ".sh", ".sql"), *shell_scripts()]

    too_long = {
        shown(path): lines
        for path in code
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert len(code) > 100
    assert too_long == {}


def test_no_function_is_longer_than_forty_lines():
    code = [*written_by_hand(".py"), *shell_scripts()]

    too_long = {
        f"{shown(path)}: {name}": lines
        for path in code
        for name, lines in functions_of(path)
        if lines > LONGEST_FUNCTION
    }

    assert too_long == {}


def test_lengths_are_measured_from_the_first_to_the_last_line(tmp_path):
    script = tmp_path / "script"
    script.write_text("short() {\n    true\n}\n\nlong() {\n    true\n    true\n}\n")
    module = tmp_path / "module.py"
    module.write_text(
        "def short():\n    pass\n\n\nclass A:\n    async def long(self):\n        a = 1\n        return a\n"
    )

    assert dict(functions_of(script)) == {"short": 3, "long": 4}
    assert dict(functions_of(module)) == {"short": 2, "long": 3}


def test_nothing_is_kept_in_a_drawer():
    parts = {part: path for path in sources(".py", ".js", ".html", ".css") for part in names_in(path)}

    assert {shown(parts[drawer]) for drawer in DRAWERS & parts.keys()} == set()


def names_in(path: Path) -> set[str]:
    return {*path.relative_to(ROOT).parent.parts, path.stem}


def test_nothing_in_the_project_belongs_to_one_machine():
    text_files = sources(
        "", ".py", ".md", ".toml", ".lock", ".cfg", ".html", ".js", ".css", ".sql", ".po", ".json"
    )

    found = [
        f"{shown(path)}:{number}"
        for path in text_files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ONE_MACHINE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("text", ["/ho" + "me/erna/portal", "see /ro" + "ot/x"])
def test_a_path_of_one_machine_is_recognised(text):
    assert ONE_MACHINE.search(text)


def test_lock_files_name_packages_and_hashes_but_no_address():
    locks = list(ROOT.glob("*.lock"))

    assert len(locks) == 3
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []
