"""Name the kind of device a browser says it is: "Firefox, Windows". Pure.

Nothing more is kept of what a browser sends: no version, no model. The kind is enough for a person to recognise the
own devices, and too coarse to follow anybody.
"""

from __future__ import annotations

UNKNOWN = "Unbekanntes Gerät"  # stored; shown through `_()` like every German word of the rules
_LONGEST = 1_000  # characters looked at

# In this order: later browsers carry the names of earlier ones.
_BROWSERS = (
    ("Edge", ("edg/", "edga/", "edgios/")),
    ("Opera", ("opr/", "opera")),
    ("Samsung Internet", ("samsungbrowser/",)),
    ("Vivaldi", ("vivaldi/",)),
    ("Firefox", ("firefox/", "fxios/")),
    ("Chrome", ("chrome/", "crios/", "chromium/")),
    ("Safari", ("safari/",)),
)
_SYSTEMS = (
    ("iPhone", ("iphone",)),
    ("iPad", ("ipad",)),
    ("Android", ("android",)),
    ("ChromeOS", ("cros ",)),
    ("Windows", ("windows",)),
    ("macOS", ("macintosh", "mac os x")),
    ("Linux", ("linux", "x11")),
)


def device_of(user_agent: str) -> str:
    """Return browser and system of a User-Agent header, "Unbekanntes Gerät" when either is not known."""
    text = user_agent[:_LONGEST].lower()
    browser, system = _first(text, _BROWSERS), _first(text, _SYSTEMS)
    return f"{browser}, {system}" if browser and system else UNKNOWN


def _first(text: str, kinds: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return next((name for name, signs in kinds if any(sign in text for sign in signs)), "")
