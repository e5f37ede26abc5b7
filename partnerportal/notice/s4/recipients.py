"""Prove C44: files leave by listed addresses only, and only for the readers the list names."""

from __future__ import annotations

from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.exports_seen import declared_exports, files_answered, stray_file_is_refused
from partnerportal.notice.stage import set_stage
from partnerportal.privacy.exports import EXPORTS


def gives_to_listed_recipients_only(context: ProofContext) -> Verdict:
    """Walk the table of addresses for files."""
    asked, given = files_answered(context, set_stage(context))
    findings = [*declared_exports(), *given, *stray_file_is_refused(context)]
    return verdict(
        findings,
        f"{len(EXPORTS)} Adressen geben Dateien oder Datensätze aus, jede nur an genannte Empfänger. "
        f"{asked} Aufrufe fanden keine weitere.",
    )
