"""Keep the half of C04 about reading in bulk: counted, shown to the owner, ended at the limit of the day."""

from __future__ import annotations

from html import unescape

from django.conf import settings
from django.test import Client

from partnerportal.kernel.clock import berlin_date
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import Party, set_stage, signed_in

OVERVIEW, LIST = "/uebersicht", "/vertraege"
_UNNOTICED = "SELECT count(*) FROM accounts_readingcount WHERE records >= %s AND noticed_at IS NULL"
_NOTICED = "SELECT count(*) FROM accounts_readingcount WHERE noticed_at IS NOT NULL"
_OF_ACCOUNT = "SELECT coalesce(sum(records), 0) FROM accounts_readingcount WHERE account_id = %s AND day = %s"
_SET = "UPDATE accounts_readingcount SET records = %s WHERE account_id = %s"


def limits_reading(context: ProofContext) -> Verdict:
    """Look for counts over the limit without a notice; then read up to both limits as a made-up owner."""
    noticed, unnoticed = context.number(_NOTICED), context.number(_UNNOTICED, [settings.READING_NOTICE])
    party = set_stage(context).near
    client = signed_in(context, party.owner, "198.51.100.4")
    findings = [
        *(
            [f"{unnoticed} Konten lasen über die Grenze, ohne dass der Inhaber es sieht."]
            if unnoticed
            else []
        ),
        *_uncounted(context, party, client),
        *_unseen_by_owner(context, party, client),
        *_unstopped(context, party, client),
    ]
    return verdict(
        findings,
        f"{noticed} Konten lasen ungewöhnlich viel, 0 davon ohne Hinweis. "
        f"Im Versuch erschien der Hinweis bei {settings.READING_NOTICE} Datensätzen, "
        f"bei {settings.READING_STOP} war Schluss.",
    )


def _uncounted(context: ProofContext, party: Party, client: Client) -> list[str]:
    client.get(LIST)
    is_counted = context.number(_OF_ACCOUNT, [party.owner.id, berlin_date(context.now)]) > 0
    return [] if is_counted else ["Abrufe werden nicht gezählt."]


def _unseen_by_owner(context: ProofContext, party: Party, client: Client) -> list[str]:
    context.execute(_SET, [settings.READING_NOTICE - 1, party.owner.id])
    client.get(LIST)
    number = f"{settings.READING_NOTICE:,}".replace(",", ".")
    page = unescape(client.get(OVERVIEW).content.decode())
    return [] if f"{number} Datensätze" in page else ["Der Inhaber sieht ungewöhnlich viele Abrufe nicht."]


def _unstopped(context: ProofContext, party: Party, client: Client) -> list[str]:
    context.execute(_SET, [settings.READING_STOP - 1, party.owner.id])
    answer = client.get(LIST)
    shows_data = party.contract.policy_number in answer.content.decode()
    return (
        ["Über der Grenze zeigt das Portal weiter Daten."] if shows_data or answer.status_code != 429 else []
    )
