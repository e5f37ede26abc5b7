"""Declare the deletion classes of DIN 66398 (a period and the event that starts it); say when data are due.

The periods are those of an operator that is an Assekuradeur (catalogue.md, "Deletion classes").
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from partnerportal.kernel.clock import berlin_date, end_of_year, plus_months
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.periods import AT_ONCE, Anchor, Period, Translate, Unit
from partnerportal.privacy.vocabulary import UnknownWordError

MONTHS = (
    _("Januar"), _("Februar"), _("März"), _("April"), _("Mai"), _("Juni"),
    _("Juli"), _("August"), _("September"), _("Oktober"), _("November"), _("Dezember"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """Be one deletion class.

    `start_event` completes the German sentence „Die Frist beginnt, sobald …“. `sooner` holds shorter periods
    for a named part of the class, such as the credentials of an account. `source` names the rule of law.
    """

    key: str
    name: str
    start_event: str
    period: Period
    why: str
    source: str
    anchor: Anchor = Anchor.EVENT
    sooner: dict[str, Period] = field(default_factory=dict, hash=False)

    def period_for(self, part: str | None = None) -> Period:
        """Return the period of the class, or the shorter one of a named part."""
        return self.sooner.get(part, self.period) if part else self.period


RETENTION_CLASSES: tuple[RetentionClass, ...] = (
    RetentionClass(
        "R-SITZUNG",
        _("Sitzung"),
        _("die Sitzung endet"),
        AT_ONCE,
        _("Nach dem Ende der Sitzung wird sie nicht mehr gebraucht."),
        "Datenschutzerklärung, Abschnitt 2",
    ),
    RetentionClass(
        "R-ENTWURF",
        _("Entwurf"),
        _("der Entwurf oder das Konto gelöscht wird"),
        AT_ONCE,
        _("Ein Entwurf gehört allein der Person, die ihn schreibt."),
        "Datenschutzerklärung, Abschnitt 8",
    ),
    RetentionClass(
        "R-UPLOAD",
        _("Hochgeladene Datei ohne Antrag"),
        _("die Datei hochgeladen ist"),
        Period(24, Unit.HOURS),
        _("Eine Datei ohne Antrag hat keinen Zweck."),
        "Art. 5 Abs. 1 Buchst. c DSGVO",
    ),
    RetentionClass(
        "R-WIEDERHOLUNG",
        _("Wiederholbare Anfrage einer Software"),
        _("die Anfrage eingegangen ist"),
        Period(24, Unit.HOURS),
        _("So lange darf Software eine Anfrage wiederholen, ohne dass sie doppelt wirkt."),
        "Art. 5 Abs. 1 Buchst. c DSGVO",
    ),
    RetentionClass(
        "R-ANTRAG",
        _("Registrierung"),
        _("die Registrierung abgelehnt oder nicht bestätigt ist"),
        Period(30, Unit.DAYS),
        _("So lange sind Rückfragen möglich."),
        "Art. 5 Abs. 1 Buchst. c DSGVO",
        sooner={"unconfirmed": Period(7, Unit.DAYS)},
    ),
    RetentionClass(
        "R-LETZTER",
        _("Letzter Vorgang"),
        _("der nächste Vorgang beginnt oder das Konto gelöscht wird"),
        AT_ONCE,
        _("Gespeichert wird nur der jeweils letzte Vorgang."),
        "Datenschutzerklärung, Abschnitt 4",
    ),
    RetentionClass(
        "R-PROTOKOLL",
        _("Anmeldeprotokoll"),
        _("jemand sich anmeldet oder es versucht"),
        Period(90, Unit.DAYS),
        _("Missbrauch fällt innerhalb weniger Wochen auf."),
        "BSI-Mindeststandard Protokollierung",
        anchor=Anchor.MONTH_END,
    ),
    RetentionClass(
        "R-KONTO",
        _("Konto"),
        _("das Konto gelöscht wird oder der Partnervertrag endet"),
        Period(30, Unit.DAYS),
        _("Der Zweck ist entfallen, Zugangsdaten gehen sofort."),
        "Art. 17 Abs. 1 Buchst. a DSGVO",
        sooner={"credential": AT_ONCE},
    ),
    RetentionClass(
        "R-PARTNER",
        _("Partnerdaten"),
        _("der Partnervertrag endet"),
        Period(3, Unit.YEARS),
        _("So lange sind Ansprüche aus dem Partnervertrag möglich."),
        "§§ 195, 199 BGB",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-VERTRAG",
        _("Vertragsdaten"),
        _("Vertrag und letzter Antrag enden"),
        Period(6, Unit.YEARS),
        _("Handelsbriefe sind sechs Jahre aufzubewahren."),
        "§ 257 Abs. 1 Nr. 2, 3, Abs. 4 HGB, § 147 Abs. 3 AO",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-LEISTUNG",
        _("Leistungsdaten"),
        _("der Erstattungsantrag abgeschlossen wird"),
        Period(6, Unit.YEARS),
        _("Handelsbriefe sind sechs Jahre aufzubewahren."),
        "§ 257 Abs. 1 Nr. 2, 3, Abs. 4 HGB, § 147 Abs. 3 AO, §§ 195, 199 BGB",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-BELEG",
        _("Buchungsbelege"),
        _("der Betrag gebucht wird"),
        Period(8, Unit.YEARS),
        _("Buchungsbelege sind acht Jahre aufzubewahren."),
        "§ 257 Abs. 4 HGB, § 147 Abs. 3 AO",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-EINWILLIGUNG",
        _("Einwilligung"),
        _("die Einwilligung oder ihr Zweck entfällt"),
        Period(3, Unit.YEARS),
        _("Die Einwilligung muss nachweisbar bleiben."),
        "Art. 7 Abs. 1 DSGVO, § 31 OWiG, § 41 BDSG",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-ANFRAGE",
        _("Anfrage zum Datenschutz"),
        _("die Anfrage beantwortet wird"),
        Period(3, Unit.YEARS),
        _("Die Antwort muss nachweisbar bleiben."),
        "Art. 5 Abs. 2 DSGVO, § 31 OWiG, § 41 BDSG",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-LOESCHNACHWEIS",
        _("Löschprotokoll"),
        _("gelöscht wird"),
        Period(3, Unit.YEARS),
        _("Nachgewiesen werden nur Anzahlen, keine Personen."),
        "Art. 5 Abs. 2 DSGVO",
        anchor=Anchor.YEAR_END,
    ),
    RetentionClass(
        "R-NUTZUNG",
        _("Nutzungszahlen"),
        _("der Tag vorbei ist"),
        Period(25, Unit.MONTHS),
        _("So ist ein Vergleich mit dem Vorjahr möglich."),
        "anonym, keine gesetzliche Frist",
    ),
    RetentionClass(
        "R-SICHERUNG",
        _("Sicherungskopie"),
        _("die Sicherung geschrieben ist"),
        Period(35, Unit.DAYS),
        _("So lange kann Gelöschtes noch in Sicherungen liegen."),
        "Art. 32 Abs. 1 Buchst. c DSGVO",
    ),
)

_BY_KEY = {declared.key: declared for declared in RETENTION_CLASSES}


def retention_class(key: str) -> RetentionClass:
    """Return the declared class.

    Raises: UnknownWordError naming the declared keys.
    """
    try:
        return _BY_KEY[key]
    except KeyError:
        message = f"unknown retention class {key!r} (allowed: {', '.join(_BY_KEY)})"
        raise UnknownWordError(message) from None


def due_on(declared: RetentionClass, start: date | datetime, *, part: str | None = None) -> date:
    """Return the last day (Berlin calendar) the data may be kept; deletion follows within 24 hours.

    `start` is the day or the aware instant of the start event, `part` a shorter part of the class
    (`RetentionClass.sooner`). Raises: ValueError for a naive instant. Source: DIN 66398, § 188 BGB.
    """
    return _later(_anchored(_day(start), declared.anchor), declared.period_for(part))


def deletion_sentence(
    declared: RetentionClass, start: date | datetime | None, *, translate: Translate = str
) -> str:
    """Return when the data go, in German; while the start event lies ahead, the rule instead of a date."""
    if start is not None:
        last_day = day_in_words(due_on(declared, start), translate)
        return translate(_("Die Frist endet spätestens am {day}. Danach wird sofort gelöscht.")).format(
            day=last_day
        )
    return rule_sentence(declared, translate=translate)


def rule_sentence(declared: RetentionClass, *, translate: Translate = str) -> str:
    """Return the rule of a class in German: the period and the event that starts it."""
    event = translate(declared.start_event)
    if declared.period.unit is Unit.AT_ONCE:
        return translate(_("Gelöscht wird sofort, sobald {event}.")).format(event=event)
    text = {
        Anchor.EVENT: _("Die Frist beträgt {period}. Sie beginnt, sobald {event}."),
        Anchor.MONTH_END: _("Die Frist beträgt {period}. Sie beginnt am Ende des Monats, in dem {event}."),
        Anchor.YEAR_END: _("Die Frist beträgt {period}. Sie beginnt am Ende des Jahres, in dem {event}."),
    }[declared.anchor]
    return translate(text).format(period=declared.period.text(translate), event=event)


def day_in_words(day: date, translate: Translate = str) -> str:
    """Return a day as „31. Dezember 2034“."""
    pattern = translate(_("{day}. {month} {year}"))
    return pattern.format(day=day.day, month=translate(MONTHS[day.month - 1]), year=day.year)


def _day(start: date | datetime) -> date:
    return berlin_date(start) if isinstance(start, datetime) else start


def _anchored(day: date, anchor: Anchor) -> date:
    if anchor is Anchor.YEAR_END:
        return end_of_year(day)
    if anchor is Anchor.MONTH_END:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def _later(day: date, period: Period) -> date:
    if period.unit is Unit.HOURS:
        return day + timedelta(hours=period.amount)
    if period.unit is Unit.DAYS:
        return day + timedelta(days=period.amount)
    months_per_unit = {Unit.AT_ONCE: 0, Unit.MONTHS: 1, Unit.YEARS: 12}
    return plus_months(day, period.amount * months_per_unit[period.unit])
