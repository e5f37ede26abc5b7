"""Say what a clause is: one promise of the notice, the code that keeps it, the proof that can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerportal.notice.context import ProofContext


class Kind(StrEnum):
    """Name how far a proof reaches, strongest first (design.md, section 6)."""

    ENFORCED = "enforced"
    OBSERVED = "observed"
    ATTESTED = "attested"
    STATEMENT = "statement"


class Status(StrEnum):
    """Name what the last run found; the words of the JSON document."""

    PROVEN = "proven"
    VIOLATED = "violated"
    UNPROVEN = "unproven"
    EXPIRED = "expired"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Carry the German sentence, with figures, that shows why a clause holds."""

    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Carry what a proof found: German sentences without personal data; `expired` marks a lapsed document."""

    sentences: tuple[str, ...]
    expired: bool = False


Verdict = Evidence | Findings
Proof = Callable[["ProofContext"], Verdict]


def verdict(findings: list[str], evidence: str) -> Verdict:
    """Return the findings when there are any, else the evidence."""
    return Findings(tuple(findings)) if findings else Evidence(evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Bind a promise to its proof; texts hold placeholders such as {operator} that `wording` fills.

    `kinds` follows the requirement; the weakest is shown. `proof` is None while the feature is missing, and
    for a statement for ever. The English texts are a convenience translation: the German text counts.
    """

    id: str
    section: int
    kinds: tuple[Kind, ...]
    sentence: str
    sentence_en: str
    implementation: str
    implementation_en: str
    legal_basis: str
    proof: Proof | None = None

    @property
    def kind(self) -> Kind:
        """Return the weakest kind, the one that is shown."""
        order = list(Kind)
        return max(self.kinds, key=order.index)

    @property
    def claims_proof(self) -> bool:
        """Say whether the clause promises more than a text."""
        return self.kinds != (Kind.STATEMENT,)

    def sentence_in(self, language: str, words: Mapping[str, str]) -> str:
        """Return the promise in "de" or "en" with its placeholders filled."""
        return _filled(self.sentence_en if language == "en" else self.sentence, words)

    def implementation_in(self, language: str, words: Mapping[str, str]) -> str:
        """Return how the promise is kept, in "de" or "en", with its placeholders filled."""
        return _filled(self.implementation_en if language == "en" else self.implementation, words)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return text.format_map(words)
