"""Describe what the frame around a page shows; templates read it as `shell`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnerportal.kernel.viewer import ANONYMOUS, Viewer


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """Hold one link of the side bar or the bottom bar; `count` is what waits there, 0 shows nothing."""

    label: str
    url: str
    icon: str
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """Hold the frame's data; a link that is not in here is not shown.

    `tabs` are at most five for the bottom bar of phones; the third is raised. `idle_seconds` is the
    whole idle time, `session_ends_at` the aware instant of the earlier of idle and absolute end, None
    when nobody is signed in.
    `scheme` is "auto", "light" or "dark".
    """

    operator_name: str
    operator_short: str
    viewer: Viewer = ANONYMOUS
    initials: str = ""
    nav: tuple[NavigationItem, ...] = ()
    tabs: tuple[NavigationItem, ...] = ()
    account_menu: tuple[NavigationItem, ...] = ()
    session_ends_at: datetime | None = None
    idle_seconds: int = 900
    search_url: str | None = None
    scheme: str = "auto"
    is_demo: bool = False
