"""Word the two declarations an insured person gives before health data are taken (C74), in kept versions.

A record of a consent is worth as much as the text it names: a published version never changes and is never
removed; a new text gets a new version. The declarations are German only, for that is what people signed.

Sources: Art. 4 No. 11, Art. 7, Art. 9 (2)(a) GDPR; § 203 (1) Nos. 1, 2 and 7 StGB; § 213 VVG (collecting
health data from third parties: information before, objection, consent to each single inquiry).
"""

from __future__ import annotations

from dataclasses import dataclass

CURRENT = "2026-11"

HEALTH_CONSENT = "health_consent"
RELEASE_FROM_SECRECY = "release_from_secrecy"


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold one declaration in one version: a title and its paragraphs, spoken by the insured person."""

    title: str
    paragraphs: tuple[str, ...]


def text(kind: str, *, operator: str, version: str = CURRENT) -> Wording:
    """Return the declaration with the insurer's name in it; `kind` as in `Consent.KINDS`.

    Raises: KeyError for an unknown kind or version.
    """
    wording = VERSIONS[version][kind]
    return Wording(wording.title, tuple(part.format(operator=operator) for part in wording.paragraphs))


def is_known(version: str) -> bool:
    """Say whether a version was ever published."""
    return version in VERSIONS


_REPRESENTED = "Für Minderjährige und für betreute Menschen erklärt dies ihre gesetzliche Vertretung."

_HEALTH_CONSENT_2026_11 = Wording(
    "Einwilligung in die Verarbeitung von Gesundheitsdaten",
    (
        (
            "Ich willige ausdrücklich ein: {operator} (der Versicherer) darf meine Gesundheitsdaten verarbeiten, "
            "um meine Erstattungsanträge zu prüfen, zu entscheiden und auszuzahlen "
            "(Art. 9 Abs. 2 Buchst. a DSGVO)."
        ),
        (
            "Gesundheitsdaten sind die Angaben in Rechnungen, Verordnungen, Befunden und Berichten. "
            "Dazu gehören vor allem Diagnosen, Behandlungen, Arzneimittel und die Namen der Behandelnden."
        ),
        (
            "Mein Versicherungsvermittler darf diese Unterlagen für mich entgegennehmen und einreichen. "
            "Er darf den Stand und das Ergebnis meiner Anträge sehen. "
            "Beim Versicherer erhält sie nur die Abteilung, die den Antrag bearbeitet."
        ),
        (
            "Die Einwilligung ist freiwillig. Ohne sie lassen sich Anträge mit Gesundheitsdaten "
            "nicht über dieses Portal einreichen. Andere Nachteile habe ich nicht."
        ),
        (
            "Ich kann die Einwilligung jederzeit widerrufen, auch formlos und auch nur zum Teil. "
            "Der Widerruf wirkt für die Zukunft; was bis dahin geschah, bleibt rechtmäßig. "
            "Er kann an den Versicherer oder an meinen Vermittler gehen."
        ),
        _REPRESENTED,
    ),
)
_RELEASE_FROM_SECRECY_2026_11 = Wording(
    "Entbindung von der Schweigepflicht",
    (
        (
            "Zu meinen eingereichten Rechnungen können Rückfragen nötig sein. Dafür entbinde ich die Menschen "
            "und Einrichtungen, die mich behandelt oder versorgt haben und in den Unterlagen genannt sind, "
            "von ihrer Schweigepflicht gegenüber {operator} (dem Versicherer). Gemeint sind Angehörige der "
            "Heilberufe, Krankenhäuser, Labore, Apotheken und ihre Abrechnungsstellen (§ 203 StGB)."
        ),
        (
            "Die Entbindung gilt nur, soweit eine Auskunft nötig ist, um über die eingereichte Rechnung "
            "zu entscheiden."
        ),
        (
            "Vor jeder Nachfrage informiert mich der Versicherer. Ich kann ihr widersprechen. "
            "Ich kann auch verlangen, vor jeder einzelnen Nachfrage gefragt zu werden (§ 213 VVG)."
        ),
        (
            "Ich entbinde auch die Beschäftigten des Versicherers von ihrer Schweigepflicht gegenüber meinem "
            "Versicherungsvermittler, damit er Stand, Rückfragen und Ergebnis meiner Anträge erfährt "
            "(§ 203 Abs. 1 Nr. 7 StGB)."
        ),
        (
            "Diese Entbindung ist freiwillig. Ohne sie muss ich nötige Auskünfte selbst beschaffen, "
            "und mein Vermittler kann Anträge nicht über dieses Portal begleiten."
        ),
        (
            "Ich kann sie jederzeit widerrufen, auch formlos und auch nur zum Teil. "
            "Der Widerruf wirkt für die Zukunft. Er kann an den Versicherer oder an meinen Vermittler gehen."
        ),
        _REPRESENTED,
    ),
)

VERSIONS: dict[str, dict[str, Wording]] = {
    "2026-11": {
        HEALTH_CONSENT: _HEALTH_CONSENT_2026_11,
        RELEASE_FROM_SECRECY: _RELEASE_FROM_SECRECY_2026_11,
    },
}
