"""Refuse a file from an address that is not on the closed list of exports (clause C44)."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase

from partnerportal.accounts.http import PortalRequest
from partnerportal.privacy.exports import check_export, is_file

REFUSED_FROM = 400  # an answer that says no takes no data along


class DeclaredExportsMiddleware:
    """Let pages through, and files only from a listed address to a listed reader.

    It sees each answer before anything of it leaves, so a new address that nobody declared shows a defect with a
    reference number instead of data.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer. Raises: UndeclaredExport."""
        response = self.get_response(request)
        headers = response.headers
        if response.status_code >= REFUSED_FROM or not is_file(
            headers.get("Content-Type", ""), headers.get("Content-Disposition", "")
        ):
            return response
        match, viewer = request.resolver_match, cast("PortalRequest", request).viewer
        try:
            check_export(match.view_name if match else "", viewer.role)
        except BaseException:
            response.close()
            raise
        return response
