"""Read our own scripts, to see whether one keeps something in the browser."""

from __future__ import annotations

import re

from django.contrib.staticfiles.finders import get_finders

_STORES = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|caches|serviceWorker)\b\s*[.\[]")


def scripts_with_storage() -> list[str]:
    """Return the names of scripts that use a storage of the browser."""
    names = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.endswith(".js"):
                with storage.open(name) as file:
                    if _STORES.search(file.read().decode("utf-8")):
                        names.append(name)
    return names
