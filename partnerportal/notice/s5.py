"""Keep section 5: cookies."""

from __future__ import annotations

from partnerportal.notice.browsing import cookies_of_a_visit, rendered_notice
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage
from partnerportal.notice.wording import cookie_names_in_force


def explains_the_cookies_it_sets(context: ProofContext) -> Verdict:
    """Visit the portal, collect its cookies, and compare them with the table on the page."""
    cookies = cookies_of_a_visit(context, set_stage(context).near.owner)
    listed = set(cookie_names_in_force()) & context.catalogue.cookie_names
    page = rendered_notice(context)
    findings = [
        *(f"Cookie ohne Eintrag: {name}." for name in sorted(cookies - context.catalogue.cookie_names)),
        *(
            f"Cookie fehlt in der Tabelle: {name}."
            for name in sorted(cookies)
            if f"<code>{name}</code>" not in page
        ),
        *(f"In der Tabelle, aber nie gesetzt: {name}." for name in sorted(listed - cookies)),
    ]
    if context.controller.operator.general_notice_url not in page:
        findings.append("Der Verweis auf die allgemeine Datenschutzerklärung fehlt.")
    return verdict(findings, f"{len(cookies)} Cookies gesetzt, {len(listed)} in der Tabelle, keiner mehr.")


CLAUSES = (
    Clause(
        id="C53",
        section=5,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Was Cookies sind, erklärt Nummer 2 der allgemeinen Datenschutzerklärung. "
            "Das Portal setzt nur die Cookies der folgenden Tabelle."
        ),
        sentence_en=(
            "Number 2 of the general privacy notice explains what cookies are. "
            "The portal sets only the cookies in the table below."
        ),
        implementation=(
            "Die Tabelle entsteht aus dem Datenverzeichnis. Alle Cookies sind unbedingt erforderlich, "
            "deshalb gibt es kein Auswahlfenster."
        ),
        implementation_en=(
            "The table comes from the data catalogue. All cookies are strictly necessary, "
            "so there is no banner."
        ),
        legal_basis="§ 25 Abs. 2 Nr. 2 TDDDG; Art. 13 DSGVO",
        proof=explains_the_cookies_it_sets,
    ),
)
