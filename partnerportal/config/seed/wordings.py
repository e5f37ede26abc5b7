"""Hold what clerks and brokers write to each other in the demo."""

from __future__ import annotations

from typing import NamedTuple


class Exchange(NamedTuple):
    """Hold a question and its answer; `has_file` says whether a file comes with it."""

    question: str
    answer: str
    has_file: bool


EXCHANGES = (
    Exchange(
        "Auf dem Beleg fehlt die zweite Seite. Bitte senden Sie uns die vollständige Rechnung.",
        "Die vollständige Rechnung liegt bei.",
        has_file=True,
    ),
    Exchange(
        "Hat eine andere Versicherung schon etwas gezahlt? Bitte senden Sie uns deren Abrechnung.",
        "Nein, die Rechnung liegt nur bei Ihnen vor.",
        has_file=False,
    ),
    Exchange(
        "Wann begann die Reise, und wann endete sie? Bitte nennen Sie uns beide Tage.",
        "Hinflug am Samstag vor der Behandlung, Rückflug zwei Wochen später. Die Buchung liegt bei.",
        has_file=True,
    ),
    Exchange(
        "Der Betrag auf dem Foto ist nicht lesbar. Bitte fotografieren Sie den Beleg noch einmal bei Tageslicht.",
        "Hier ist eine bessere Aufnahme.",
        has_file=True,
    ),
    Exchange(
        "Wurde die Behandlung ärztlich verordnet? Dann bitten wir um eine Kopie der Verordnung.",
        "Die Verordnung stellte die Hausarztpraxis aus. Sie ist auf der Rechnung vermerkt.",
        has_file=False,
    ),
)
# Reason codes of claims/rules/decisions.py, each with a note of the clerk.
PART_REASONS = (
    ("deductible", "Der Selbstbehalt dieses Jahres ist damit verbraucht."),
    ("limit_reached", "Ab Januar steht wieder der volle Betrag zur Verfügung."),
    ("other_insurer", "Den Rest hat die gesetzliche Krankenkasse gezahlt."),
    ("not_covered", "Wahlleistungen gehören nicht zu diesem Tarif."),
)
GERMAN_PART_REASONS = (*PART_REASONS, ("fee_schedule", "Erstattet haben wir bis zum 2,3-fachen Satz."))
REFUSAL_REASONS = (
    ("not_covered", "Vorsorge gehört nicht zu diesem Tarif."),
    ("duplicate", ""),
    ("waiting_period", ""),
    ("illegible", "Sie können den Beleg jederzeit neu einreichen."),
    ("other_insurer", "Die Berufsgenossenschaft hat den Betrag übernommen."),
)
