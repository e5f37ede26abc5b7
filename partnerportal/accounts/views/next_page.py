"""Find the page to go to next."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

from partnerportal.accounts.http import PortalRequest


def safe_next(request: PortalRequest) -> str:
    """Return the page named by the form when it is one of ours, else the first page."""
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else "/"
