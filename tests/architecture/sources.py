"""The files of the project, without what tools and runs leave beside them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "partnerportal"
LEFT_BESIDE = {".git", ".venv", "var", "node_modules", "staticfiles", "__pycache__"}


def sources(*suffixes: str) -> Iterator[Path]:
    """Yield every file with one of the suffixes; "" stands for files without one, such as ./portal."""
    for path in _files_below(ROOT):
        if path.suffix in suffixes:
            yield path


def shown(path: Path) -> str:
    """Return the path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_BESIDE or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _files_below(path)
        else:
            yield path
