"""Declare the cookies: only strictly necessary ones, so there is no banner (§ 25(2) no. 2 TDDDG).

Browsers accept the prefix `__Host-` on encrypted connections only; the demo on localhost uses plain names.
"""

from datetime import timedelta

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.entry import Cookie

DECLARED = (
    Cookie(
        setting="SESSION_COOKIE_NAME",
        names=("__Host-sitzung", "sitzung"),
        title=_("Sitzung"),
        why=_("Hält Sie angemeldet, bis die Sitzung endet."),
        content=_("zufälliger Schlüssel ohne Angaben zur Person"),
        lasts=timedelta(hours=8),
    ),
    Cookie(
        setting="CSRF_COOKIE_NAME",
        names=("__Host-formular", "formular"),
        title=_("Formularschutz"),
        why=_("Schützt Ihre Formulare vor fremden Absendern."),
        content=_("zufälliger Prüfwert ohne Angaben zur Person"),
        lasts=timedelta(days=364),
    ),
    Cookie(
        setting="LANGUAGE_COOKIE_NAME",
        names=("__Host-sprache", "sprache"),
        title=_("Sprache"),
        why=_("Merkt sich die Sprache, die Sie gewählt haben."),
        content=_("„de“ oder „en“"),
    ),
)
