"""Prove that the five forms of a statement agree: same cent, same count, same control totals (issue 5, section 4).

Each file is made as a partner would get it and then read back by a reader that shares no code with its writer. What
the file holds and what it says about itself must both equal the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from partnerportal.exchange.agreement.readings import READERS, Reading, Unreadable
from partnerportal.exchange.statement_files import WRITERS
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.statements.outputs import OutputLine, StatementHead
from partnerportal.statements.outputs.pdf import MOST_LINES as MOST_LINES_IN_PDF
from partnerportal.statements.queries.output import closed_count, closed_numbers, output_head, output_lines

SETTLEMENT = Viewer(role=Role.CLERK, may_see_statements=True, may_see_contracts=True)
"""Who sees every statement: the department that settles commissions, as the proof and the operator's command do."""

MOST_STATEMENTS, MOST_LINES = 24, 20_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """Say what was compared and what was found; sentences name a statement and a form, nobody's data."""

    checked: int
    closed: int
    lines: int
    findings: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """Return the sentence that shows what was compared."""
        return (
            f"{self.checked} von {self.closed} abgeschlossenen Abrechnungen mit {self.lines} Buchungen wurden in fünf "
            "Formaten erzeugt und zurückgelesen: Betrag, Anzahl und Kontrollsummen stimmen überein."
        )


def agreement(*, viewer: Viewer, at_most: int = MOST_STATEMENTS) -> Agreement:
    """Compare the viewer's newest closed statements, up to 20,000 lines in all; inside the viewer's transaction."""
    findings: list[str] = []
    checked = lines = 0
    for number in closed_numbers(viewer=viewer, at_most=at_most):
        head = output_head(viewer=viewer, number=number)
        if head is None or (checked and lines + head.line_count > MOST_LINES):
            continue
        kept = list(output_lines(viewer=viewer, number=number))
        checked, lines = checked + 1, lines + len(kept)
        findings += disagreements(head, kept, made_files(head, kept))
    return Agreement(checked, closed_count(viewer=viewer), lines, tuple(findings))


def made_files(head: StatementHead, lines: Iterable[OutputLine]) -> dict[str, bytes | None]:
    """Return the five files by their key; None for one the statement is too long for (PDF, above 10,000 lines)."""
    kept = list(lines)
    return {key: _made(key, head, kept) for key in WRITERS}


def disagreements(
    head: StatementHead, lines: Iterable[OutputLine], files: Mapping[str, bytes | None]
) -> list[str]:
    """Return what differs between the ledger and each of the files; pure, so a test can break one on purpose."""
    counted, total = _added_up(lines)
    findings = []
    if (counted, total) != (head.line_count, head.total):
        findings.append(f"{head.number}: Die Posten ergeben nicht Betrag und Anzahl der Abrechnung.")
    for key in READERS:
        content = files.get(key)
        if content is None:
            if key != "pdf" or head.line_count <= MOST_LINES_IN_PDF:
                findings.append(f"{head.number}: {key.upper()} fehlt.")
            continue
        findings += [f"{head.number}: {key.upper()} {what}." for what in _differences(head, key, content)]
    return findings


def _made(key: str, head: StatementHead, lines: list[OutputLine]) -> bytes | None:
    try:
        return b"".join(WRITERS[key](head, iter(lines)))
    except Refused:
        return None


def _differences(head: StatementHead, key: str, content: bytes) -> Iterator[str]:
    try:
        found = READERS[key](content)
    except Unreadable as unreadable:
        yield f"lässt sich nicht zurücklesen ({unreadable})"
        return
    for reading in found:
        yield from _compared(head, reading)


def _compared(head: StatementHead, reading: Reading) -> Iterator[str]:
    where = f" ({reading.where})" if reading.where else ""
    if reading.count is not None and reading.count != head.line_count:
        yield f"hat {reading.count} statt {head.line_count} Buchungen{where}"
    if reading.total is not None and reading.total != head.total:
        yield f"ergibt einen anderen Betrag{where}"


def _added_up(lines: Iterable[OutputLine]) -> tuple[int, Decimal]:
    kept = list(lines)
    return len(kept), sum((line.amount for line in kept), Decimal("0.00"))
