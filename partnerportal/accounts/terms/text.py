"""Hold the terms of use: German counts, English helps to read. Placeholders such as {operator} are filled by a page.

Whoever changes a sentence gives the terms a new version in editions.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Be one paragraph in both languages."""

    german: str
    english: str


@dataclass(frozen=True, slots=True)
class Part:
    """Be one numbered part of the terms; `slug` is its place on the page."""

    slug: str
    heading: Passage
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ReadablePart:
    """Be one part in one language, its placeholders filled."""

    slug: str
    heading: str
    passages: tuple[str, ...]


def terms_in(language: str, words: Mapping[str, str]) -> tuple[ReadablePart, ...]:
    """Return the terms in "de" or "en"."""

    def chosen(passage: Passage) -> str:
        return (passage.english if language == "en" else passage.german).format_map(words)

    return tuple(
        ReadablePart(part.slug, chosen(part.heading), tuple(chosen(each) for each in part.passages))
        for part in PARTS
    )


def german_text() -> str:
    """Return everything that counts, with its placeholders: what a version stands for."""
    return "\n".join(passage.german for part in PARTS for passage in (part.heading, *part.passages))


PARTS = (
    Part(
        "geltung",
        Passage("Wofür diese Bedingungen gelten", "What these terms apply to"),
        (
            Passage(
                "Diese Bedingungen gelten für das Partnerportal der {operator}. "
                "Sie gelten für jede Person mit einem Zugang.",
                "These terms apply to the partner portal of {operator}. "
                "They apply to every person with an account.",
            ),
            Passage(
                "Im Portal reichen Partner Erstattungsanträge ein und verwalten ihre Verträge. "
                "Für andere Zwecke ist es nicht bestimmt.",
                "In the portal partners submit reimbursement claims and administer their contracts. "
                "It is not meant for other purposes.",
            ),
            Passage(
                "Ihr Vertrag mit {operator} gilt daneben weiter. Wo er strenger ist, geht er vor.",
                "Your contract with {operator} continues to apply. Where it is stricter, it prevails.",
            ),
        ),
    ),
    Part(
        "zugang",
        Passage("Ihr Zugang", "Your account"),
        (
            Passage(
                "Für jede Person gibt es einen eigenen Zugang. Zugänge werden weder geteilt noch übertragen.",
                "Each person has an account of their own. Accounts are neither shared nor transferred.",
            ),
            Passage(
                "Ihre Angaben bei der Registrierung sind richtig und vollständig. "
                "Änderungen tragen Sie unverzüglich im Portal ein.",
                "Your details at registration are true and complete. "
                "You enter changes in the portal without delay.",
            ),
            Passage(
                "Als Inhaber legen Sie für Mitarbeitende eigene Zugänge an. "
                "Sie geben nur die Rechte, die nötig sind. "
                "Scheidet jemand aus, entfernen Sie den Zugang am selben Tag.",
                "As an owner you create separate accounts for your staff. "
                "You give only the rights that are needed. "
                "When somebody leaves, you remove the account the same day.",
            ),
        ),
    ),
    Part(
        "zugangsdaten",
        Passage("Passwort und zweiter Faktor", "Password and second factor"),
        (
            Passage(
                "Sie wählen ein sicheres Passwort mit mindestens {password_length} Zeichen. "
                "Sie verwenden es nirgends sonst.",
                "You choose a secure password of at least {password_length} characters. "
                "You use it nowhere else.",
            ),
            Passage(
                "Sie halten Ihre Zugangsdaten geheim und geben sie niemandem weiter. "
                "Das gilt auch für Codes, Passkeys und Wiederherstellungscodes. "
                "Wir fragen Sie nie danach.",
                "You keep your credentials secret and do not pass them on. "
                "This also applies to codes, passkeys and recovery codes. "
                "We never ask you for them.",
            ),
            Passage(
                "Vermuten Sie einen Missbrauch, ändern Sie sofort Ihr Passwort. "
                "Rufen Sie uns dann an: {operator_phone}.",
                "If you suspect misuse, change your password at once. Then call us: {operator_phone}.",
            ),
        ),
    ),
    Part(
        "datenschutz",
        Passage("Datenschutz und Vertraulichkeit", "Data protection and confidentiality"),
        (
            Passage(
                "Auch Sie als Partner halten bei der Nutzung des Portals die Vorschriften des Datenschutzes ein. "
                "Maßgeblich sind DSGVO und BDSG.",
                "As a partner you, too, comply with data protection law when you use the portal. "
                "The GDPR and the German Federal Data Protection Act apply.",
            ),
            Passage(
                "Sie nutzen die Daten im Portal nur so, wie Ihr Vertrag mit {operator} es erlaubt. "
                "Sie lesen sie nicht massenhaft aus.",
                "You use the data in the portal only as your contract with {operator} allows. "
                "You do not read them out in bulk.",
            ),
            Passage(
                "Gesundheitsdaten reichen Sie nur mit zwei Erklärungen der versicherten Person ein. "
                "Es sind die Einwilligung und die Entbindung von der Schweigepflicht.",
                "You submit health data only with two declarations of the insured person. "
                "They are the consent and the release from secrecy.",
            ),
            Passage(
                "Ausdrucke und gespeicherte Dateien schützen Sie vor fremden Blicken. "
                "Sie löschen sie, sobald Sie sie nicht mehr brauchen.",
                "You protect printouts and saved files from others. You delete them once you no longer need them.",
            ),
        ),
    ),
    Part(
        "sorgfalt",
        Passage("Sorgfalt im Portal", "Care in the portal"),
        (
            Passage(
                "Sie reichen nur echte, lesbare Belege ein. Sie laden keine schädlichen Dateien hoch.",
                "You submit only genuine, legible receipts. You upload no harmful files.",
            ),
            Passage(
                "Programme dürfen das Portal nur über Schnittstellen abrufen, die wir dafür öffnen.",
                "Programs may access the portal only through interfaces we open for them.",
            ),
        ),
    ),
    Part(
        "verantwortung",
        Passage("Verantwortung und Freistellung", "Responsibility and indemnity"),
        (
            Passage(
                "Verletzen Sie diese Pflichten, tragen Sie die Verantwortung für die Folgen. "
                "Sie stellen {operator} dann von Ansprüchen Dritter frei.",
                "If you breach these duties, you are responsible for the consequences. "
                "You then indemnify {operator} against claims of third parties.",
            ),
            Passage(
                "Das gilt nicht, wenn Sie die Verletzung nicht zu vertreten haben. "
                "Für Angestellte eines Partners steht der Partner ein.",
                "This does not apply where you are not at fault. The partner answers for its employees.",
            ),
        ),
    ),
    Part(
        "ende",
        Passage("Sperre und Ende", "Blocking and end"),
        (
            Passage(
                "Bei Verdacht auf Missbrauch sperren wir einen Zugang sofort. Wir sagen Ihnen, warum.",
                "If misuse is suspected, we block an account at once. We tell you why.",
            ),
            Passage(
                "Ihren Zugang können Sie jederzeit selbst entfernen. "
                "Er endet spätestens mit Ihrem Vertrag mit {operator}.",
                "You may remove your account yourself at any time. "
                "It ends at the latest with your contract with {operator}.",
            ),
        ),
    ),
    Part(
        "aenderungen",
        Passage("Änderungen", "Changes"),
        (
            Passage(
                "Eine neue Fassung zeigen wir Ihnen nach der Anmeldung. Sie gilt für Sie, sobald Sie sie annehmen.",
                "We show you a new version after login. It applies to you once you accept it.",
            ),
            Passage(
                "Ohne Annahme öffnet das Portal keine Daten mehr. Ihr Vertrag mit {operator} bleibt davon unberührt.",
                "Without acceptance the portal no longer opens any data. "
                "Your contract with {operator} is not affected.",
            ),
        ),
    ),
    Part(
        "schluss",
        Passage("Recht und Sprache", "Law and language"),
        (
            Passage(
                "Es gilt deutsches Recht. Verbindlich ist allein der deutsche Text.",
                "German law applies. Only the German text is binding.",
            ),
        ),
    ),
)
