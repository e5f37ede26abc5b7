"""Draw an icon of the sprite `ui/icons.svg` by its name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all icons in the sprite."""
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


def icon(name: str) -> Markup:
    """Return the SVG reference of one icon; screen readers skip it, a word must stand beside.

    Raises: LookupError when the sprite has no such icon.
    """
    if name not in icon_names():
        raise LookupError(f"no icon {name!r} in {SPRITE.name}; add a <symbol> there or use one of its names")
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        static("ui/icons.svg"), name
    )
