"""Show the privacy notice, the imprint and the help page: public, in the frame of whoever looks."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.terms import TERMS_VERSION
from partnerportal.accounts.terms.text import terms_in
from partnerportal.notice.data_list import data_groups
from partnerportal.notice.page import notice_page
from partnerportal.notice.typography import held_together
from partnerportal.notice.wording import cookie_names_in_force, words
from partnerportal.privacy.derive_cookie_table import cookie_table


@public
@require_safe
def privacy_notice(request: PortalRequest) -> HttpResponse:
    """Show every clause with the state of its last proof, and the cookie table."""
    language = _language()
    page = {
        "sections": notice_page(language, words(settings.CONTROLLER), settings.DATA_DIR),
        "cookies": cookie_table(cookie_names_in_force(), translate=gettext),
        "controller": settings.CONTROLLER,
        "is_translation": language == "en",
    }
    return render(request, "notice/privacy_notice.html", page)


@public
@require_safe
def data_list(request: PortalRequest) -> HttpResponse:
    """Show all stored data with purpose, basis, readers and period: the part of the notice the catalogue writes."""
    return render(request, "notice/data_list.html", {"data_groups": data_groups(gettext)})


@public
@require_safe
def terms(request: PortalRequest) -> HttpResponse:
    """Show the terms of use in force (clauses C03 to C07)."""
    language = _language()
    page = {
        "parts": [
            replace(part, passages=tuple(held_together(passage) for passage in part.passages))
            for part in terms_in(language, words(settings.CONTROLLER))
        ],
        "version": TERMS_VERSION,
        "is_translation": language == "en",
    }
    return render(request, "notice/terms.html", page)


@public
@require_safe
def imprint(request: PortalRequest) -> HttpResponse:
    """Show who runs the portal (§ 5 DDG, § 18 MStV)."""
    return render(request, "notice/imprint.html", {"controller": settings.CONTROLLER})


@public
@require_safe
def accessibility(request: PortalRequest) -> HttpResponse:
    """Show how accessible the portal is and whom to tell about a barrier (BFSG, Anlage 3)."""
    return render(request, "notice/accessibility.html", {"controller": settings.CONTROLLER})


@public
@require_safe
def help_page(request: PortalRequest) -> HttpResponse:
    """Show how to sign in, submit a claim, answer a question and reach a person."""
    page = {"controller": settings.CONTROLLER, "words": words(settings.CONTROLLER)}
    return render(request, "notice/help.html", page)


def _language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"
