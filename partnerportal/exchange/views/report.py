"""Put together what a delivery would change or has changed, as the page shows it: figures and places, no value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from partnerportal.exchange.gdv.sentences import SENTENCES as GDV_SENTENCES
from partnerportal.exchange.queries import (
    ChangedField,
    FindingRow,
    RunRow,
    changed_fields,
    findings_page,
)
from partnerportal.kernel.viewer import Viewer
from partnerportal.ui.formatting import whole

SHOWN_ERRORS = 5
RECORD_BYTES = 257
"""A record and its line end; two bytes of line end only make the estimate a little too large."""
ANY_REFUSAL = gettext_noop("Die Datei lässt sich so nicht lesen. Bitte fordern Sie sie neu an.")


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold how many of a kind are new, changed and unchanged."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __bool__(self) -> bool:
        """Say whether there is any of the kind."""
        return bool(self.created or self.updated or self.unchanged)


@dataclass(frozen=True, slots=True)
class Progress:
    """Say how far the work is: a translated sentence, and the percentage, None where the end is not known."""

    sentence: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """Hold everything the page of a delivery counts; `wrong` are the first findings of what is not taken over."""

    contracts: Figures
    persons: Figures
    statements: Figures
    changed: tuple[ChangedField, ...]
    wrong: tuple[FindingRow, ...]
    wrong_count: int
    packages: int
    missing: int
    conflicts: int
    parked: int

    @property
    def changes_nothing(self) -> bool:
        """Say whether taking the delivery over leaves everything as it is."""
        kinds = (self.contracts, self.persons, self.statements)
        return not self.parked and not any(kind.created or kind.updated for kind in kinds)


def report_of(viewer: Viewer, run: RunRow) -> Report | None:
    """Return the report of a delivery, None before it was read to its end; at most three queries."""
    said = run.result
    if not said or "refusal" in said:
        return None
    rejected = findings_page(viewer=viewer, run_id=run.id, kind="rejected", limit=SHOWN_ERRORS).rows
    skipped = findings_page(viewer=viewer, run_id=run.id, kind="skipped", limit=SHOWN_ERRORS).rows
    return Report(
        contracts=_figures(said, "contracts"),
        persons=_figures(said, "persons"),
        statements=_figures(said, "statements"),
        changed=changed_fields(viewer=viewer, run_id=run.id),
        wrong=(*rejected, *skipped)[:SHOWN_ERRORS],
        wrong_count=said.get("skipped_count", 0) + said.get("rejected_count", 0),
        packages=said.get("packages", 0),
        missing=said.get("missing", 0),
        conflicts=said.get("conflicts", 0),
        parked=sum(firm["contracts"] for firm in said.get("parked", ())),
    )


def refusal_of(run: RunRow) -> str:
    """Return why a file was refused as a whole, empty for any other delivery."""
    if not run.refusal_code:
        return ""
    refusal = run.result.get("refusal", {})
    known = refusal.get("sentence") or GDV_SENTENCES.get(run.refusal_code, "")
    where = run.refused_line or 0
    return known.format_map(_Facts(line=where, bytes="")) or gettext(ANY_REFUSAL)


def progress_of(run: RunRow) -> Progress:
    """Return how far the work is; of a GDV file the length says how many records there will be."""
    if run.state == "waiting":
        return Progress(gettext("Die Datei wartet auf einen freien Platz."), None)
    read = whole(run.records_read)
    total = run.records_total or (run.size // RECORD_BYTES if run.format == "gdv" else 0)
    percent = min(100, 100 * run.records_read // total) if total else None
    if run.state == "applying":
        return Progress(gettext("Übernahme läuft, %(read)s Sätze gelesen.") % {"read": read}, percent)
    if not total:
        return Progress(gettext("%(read)s Sätze gelesen") % {"read": read}, None)
    said = gettext("%(read)s von rund %(total)s Sätzen gelesen")
    return Progress(said % {"read": read, "total": whole(total)}, percent)


def _figures(said: dict[str, Any], kind: str) -> Figures:
    counted = said.get(kind, {})
    return Figures(*(counted.get(name, 0) for name in ("created", "updated", "unchanged")))


class _Facts(dict[str, object]):
    """Fill a sentence's places; what is not known any more stays open."""

    def __missing__(self, name: str) -> str:
        return "…"
