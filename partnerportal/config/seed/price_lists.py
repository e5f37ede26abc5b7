"""List what practices, pharmacies and clinics charge for, with plausible prices.

Codes and prices of German practices follow GOÄ and GOZ at usual factors; names of providers are never listed here,
they are invented in `bills`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Service(NamedTuple):
    """Hold one line of a price list; `code` and `factor` stay empty where nobody prints them."""

    code: str
    text: str
    factor: str
    price: Decimal


class Case(NamedTuple):
    """Hold an occasion for treatment and what is charged for it; each service is charged `times` times."""

    diagnosis: str
    services: tuple[Service, ...]
    times: int = 1


class Trade(NamedTuple):
    """Hold a kind of provider: how its paper looks, how it calls itself, and what it treats."""

    layout: str
    titles: tuple[str, ...]
    subtitle: str
    cases: tuple[Case, ...]


def _service(line: str) -> Service:
    code, text, factor, price = line.split("|")
    return Service(code, text, factor, Decimal(price))


def case(diagnosis: str, *lines: str, times: int = 1) -> Case:
    """Return an occasion for treatment; each line is "code|text|factor|price", price in euros."""
    return Case(diagnosis, tuple(map(_service, lines)), times)


_CONSULTATION = "1|Beratung, auch telefonisch|2,3|10.72"
_SHORT_EXAM = "5|Symptombezogene Untersuchung|2,3|10.72"
_ORGAN_EXAM = "7|Vollständige Untersuchung eines Organsystems|2,3|21.45"
_BLOOD_TAKING = "250|Blutentnahme|1,8|4.20"

FAMILY_DOCTOR = Trade(
    "practice",
    ("Praxis Dr. med. {name}", "Dr. med. {name}", "Hausarztpraxis {last_name}"),
    "Fachpraxis für Allgemeinmedizin",
    (
        case("Akute Bronchitis (J20.9)", _CONSULTATION, _ORGAN_EXAM, "605|Lungenfunktion in Ruhe|1,8|25.38"),
        case(
            "Hypertonie (I10.90), Verlaufskontrolle",
            _CONSULTATION,
            _ORGAN_EXAM,
            _BLOOD_TAKING,
            "651|EKG in Ruhe, zwölf Ableitungen|1,8|26.54",
            "654|Langzeitblutdruckmessung|1,8|15.74",
        ),
        case(
            "Schnittwunde Unterarm (S51.80)",
            _CONSULTATION,
            _SHORT_EXAM,
            "2003|Erstversorgung einer großen Wunde|2,3|17.43",
        ),
        case(
            "Reiseimpfung Hepatitis A und Typhus (Z26.8)",
            _CONSULTATION,
            "375|Schutzimpfung|2,3|10.72",
            "377|Zusatzinjektion bei Parallelimpfung|2,3|6.70",
            "|Impfstoff laut Beleg||98.40",
        ),
        case(
            "Oberbauchbeschwerden (R10.1)",
            _CONSULTATION,
            _ORGAN_EXAM,
            "410|Ultraschall eines Organs|2,3|26.81",
            "420|Ultraschall drei weiterer Organe|2,3|32.16",
        ),
    ),
)
SPECIALIST = Trade(
    "practice",
    ("Facharztpraxis Dr. {name}", "Dr. med. {name} und Kollegen", "Praxis Dr. {name}"),
    "Fachärztliche Praxis",
    (
        case(
            "Sinusitis (J01.9)", _CONSULTATION, _ORGAN_EXAM, "1418|Endoskopie der Nasenhaupthöhlen|2,3|24.13"
        ),
        case(
            "Muttermale, Vorsorge (D22.9)",
            _CONSULTATION,
            _ORGAN_EXAM,
            "750|Auflichtmikroskopie der Haut|2,3|16.09",
            "612|Videodokumentation von Muttermalen, analog|1,8|79.48",
        ),
        case(
            "Distorsion Sprunggelenk rechts (S93.40)",
            _CONSULTATION,
            _ORGAN_EXAM,
            "5030|Röntgen Sprunggelenk, zwei Ebenen|1,8|37.77",
            "207|Tape-Verband|2,3|13.41",
        ),
        case(
            "Kurzsichtigkeit (H52.1)",
            _CONSULTATION,
            "1201|Subjektive Refraktion|2,3|11.93",
            "1256|Tonometrie|2,3|13.41",
        ),
    ),
)
DENTIST = Trade(
    "practice",
    ("Zahnarztpraxis {name}", "Zahnärzte am {street}", "Dr. med. dent. {name}"),
    "Zahnärztliche Praxis",
    (
        case(
            "Karies Zahn 36",
            "0010|Eingehende Untersuchung|2,3|12.94",
            "0090|Infiltrationsanästhesie|2,3|7.76",
            "2080|Kompositfüllung, zweiflächig|2,3|71.92",
            "2030|Besondere Maßnahmen beim Füllen|2,3|8.41",
        ),
        case(
            "Professionelle Zahnreinigung",
            "0010|Eingehende Untersuchung|2,3|12.94",
            "1040|Zahnreinigung, 28 Zähne|2,3|101.36",
        ),
        case(
            "Kronenversorgung Zahn 15",
            "0030|Heil- und Kostenplan|2,3|25.87",
            "2210|Vollkrone, Hohlkehlpräparation|2,3|217.06",
            "5170|Abformung mit individuellem Löffel|2,3|32.34",
            "|Eigenlabor laut Beleg||284.15",
        ),
    ),
)
THERAPIST = Trade(
    "therapy",
    ("Physiotherapie {last_name}", "Therapiezentrum am {street}", "Praxis für Physiotherapie {name}"),
    "Krankengymnastik · Manuelle Therapie",
    (
        case(
            "Rückenschmerzen (M54.5), 6 × Krankengymnastik",
            "X0501|Krankengymnastik, 20 Minuten||29.80",
            times=6,
        ),
        case(
            "Schulterimpingement (M75.4), 6 × Manuelle Therapie",
            "X1201|Manuelle Therapie, 25 Minuten||36.40",
            times=6,
        ),
        case(
            "Zustand nach Bänderriss, 4 × Lymphdrainage",
            "X0205|Manuelle Lymphdrainage, 45 Minuten||52.10",
            times=4,
        ),
    ),
)
LABORATORY = Trade(
    "laboratory",
    ("Labor {last_name} und Partner", "Medizinisches Labor am {street}", "Laborverbund {last_name}"),
    "Fachpraxis für Laboratoriumsmedizin",
    (
        case(
            "Einsendung: Allgemeinlabor",
            "3550|Blutbild|1,15|4.02",
            "3551|Differenzialblutbild|1,15|1.34",
            "3560|Glukose|1,15|2.68",
            "3562.H1|Cholesterin|1,15|2.68",
            "3563.H1|HDL-Cholesterin|1,15|2.68",
            "3585.H1|Kreatinin|1,15|2.68",
            "3592.H1|Gamma-GT|1,15|2.68",
            "3594.H1|GOT|1,15|2.68",
            "3595.H1|GPT|1,15|2.68",
            "4030.H4|TSH|1,15|16.76",
            "4138.H3|25-OH-Vitamin D|1,15|32.17",
        ),
        case(
            "Einsendung: Erregernachweis",
            "4539|Kultur, Stuhl|1,15|13.41",
            "4605|Antibiogramm|1,15|16.76",
            "4744|Kryptosporidien, Antigen|1,15|19.44",
        ),
    ),
)
PHARMACY = Trade(
    "till",
    ("{last_name}-Apotheke", "Apotheke am {street}", "Kranich-Apotheke"),
    "",
    (
        case(
            "",
            "|Ibuprofen 400 mg 20 St.||5.49",
            "|Nasenspray 10 ml||4.15",
            "|Amoxicillin 1000 mg 20 St.||16.83",
        ),
        case("", "|Cetirizin 10 mg 50 St.||9.98", "|Cortisonsalbe 0,5 % 15 g||8.75"),
        case(
            "",
            "|Reiseapotheke, Malariaprophylaxe||62.40",
            "|Elektrolytpulver 12 Btl.||7.95",
            "|Insektenschutz 100 ml||11.90",
        ),
        case(
            "",
            "|Ramipril 5 mg 100 St.||14.32",
            "|Verbandpflaster 10 St.||6.29",
            "|Lieferung durch Boten||2.50",
        ),
    ),
)
GERMAN_TRADES: tuple[tuple[Trade, int], ...] = (
    (FAMILY_DOCTOR, 26),
    (SPECIALIST, 22),
    (DENTIST, 14),
    (THERAPIST, 14),
    (LABORATORY, 10),
    (PHARMACY, 14),
)
