"""Name the fixed addresses every page's frame links to; a page's own addresses come from `url()`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """Hold the frame's addresses, as paths on this host."""

    home: str = "/"
    sign_in: str = "/anmelden"
    sign_out: str = "/abmelden"
    language: str = "/sprache"
    appearance: str = "/darstellung"
    session_extend: str = "/sitzung/verlaengern"
    session_state: str = "/sitzung/stand"
    session_ended: str = "/sitzung/beendet"
    privacy_notice: str = "/datenschutzerklaerung"
    imprint: str = "/impressum"
    terms: str = "/nutzungsbedingungen"
    accessibility: str = "/barrierefreiheit"
    help: str = "/hilfe"


ADDRESSES = Addresses()
