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


class Resort(NamedTuple):
    """Hold a town abroad: its hospitals' name, where people pay in which currency, and how prices compare to euros."""

    clinic: str
    street: str
    town: str
    country: str
    currency: str
    per_euro: Decimal


def _service(line: str) -> Service:
    code, text, factor, price = line.split("|")
    return Service(code, text, factor, Decimal(price))


def _case(diagnosis: str, *lines: str, times: int = 1) -> Case:
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
        _case("Akute Bronchitis (J20.9)", _CONSULTATION, _ORGAN_EXAM, "605|Lungenfunktion in Ruhe|1,8|25.38"),
        _case(
            "Hypertonie (I10.90), Verlaufskontrolle",
            _CONSULTATION,
            _ORGAN_EXAM,
            _BLOOD_TAKING,
            "651|EKG in Ruhe, zwölf Ableitungen|1,8|26.54",
            "654|Langzeitblutdruckmessung|1,8|15.74",
        ),
        _case(
            "Schnittwunde Unterarm (S51.80)",
            _CONSULTATION,
            _SHORT_EXAM,
            "2003|Erstversorgung einer großen Wunde|2,3|17.43",
        ),
        _case(
            "Reiseimpfung Hepatitis A und Typhus (Z26.8)",
            _CONSULTATION,
            "375|Schutzimpfung|2,3|10.72",
            "377|Zusatzinjektion bei Parallelimpfung|2,3|6.70",
            "|Impfstoff laut Beleg||98.40",
        ),
        _case(
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
        _case(
            "Sinusitis (J01.9)", _CONSULTATION, _ORGAN_EXAM, "1418|Endoskopie der Nasenhaupthöhlen|2,3|24.13"
        ),
        _case(
            "Muttermale, Vorsorge (D22.9)",
            _CONSULTATION,
            _ORGAN_EXAM,
            "750|Auflichtmikroskopie der Haut|2,3|16.09",
            "612|Videodokumentation von Muttermalen, analog|1,8|79.48",
        ),
        _case(
            "Distorsion Sprunggelenk rechts (S93.40)",
            _CONSULTATION,
            _ORGAN_EXAM,
            "5030|Röntgen Sprunggelenk, zwei Ebenen|1,8|37.77",
            "207|Tape-Verband|2,3|13.41",
        ),
        _case(
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
        _case(
            "Karies Zahn 36",
            "0010|Eingehende Untersuchung|2,3|12.94",
            "0090|Infiltrationsanästhesie|2,3|7.76",
            "2080|Kompositfüllung, zweiflächig|2,3|71.92",
            "2030|Besondere Maßnahmen beim Füllen|2,3|8.41",
        ),
        _case(
            "Professionelle Zahnreinigung",
            "0010|Eingehende Untersuchung|2,3|12.94",
            "1040|Zahnreinigung, 28 Zähne|2,3|101.36",
        ),
        _case(
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
        _case(
            "Rückenschmerzen (M54.5), 6 × Krankengymnastik",
            "X0501|Krankengymnastik, 20 Minuten||29.80",
            times=6,
        ),
        _case(
            "Schulterimpingement (M75.4), 6 × Manuelle Therapie",
            "X1201|Manuelle Therapie, 25 Minuten||36.40",
            times=6,
        ),
        _case(
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
        _case(
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
        _case(
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
        _case(
            "",
            "|Ibuprofen 400 mg 20 St.||5.49",
            "|Nasenspray 10 ml||4.15",
            "|Amoxicillin 1000 mg 20 St.||16.83",
        ),
        _case("", "|Cetirizin 10 mg 50 St.||9.98", "|Cortisonsalbe 0,5 % 15 g||8.75"),
        _case(
            "",
            "|Reiseapotheke, Malariaprophylaxe||62.40",
            "|Elektrolytpulver 12 Btl.||7.95",
            "|Insektenschutz 100 ml||11.90",
        ),
        _case(
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

CLINIC_CASES = (
    _case(
        "Ankle sprain after fall",
        "ER-110|Emergency consultation||95.00",
        "XR-204|X-ray, ankle, two views||88.00",
        "SP-031|Splint and bandage||46.50",
        "PH-002|Pain medication||18.20",
    ),
    _case(
        "Acute gastroenteritis",
        "ER-110|Emergency consultation||95.00",
        "LB-015|Blood panel||64.00",
        "IV-001|Intravenous fluids, 2 × 500 ml||72.00",
        "PH-007|Medication on discharge||24.90",
    ),
    _case(
        "Otitis externa after diving",
        "OP-020|Outpatient consultation, ENT||78.00",
        "EN-006|Ear cleaning, both sides||39.00",
        "PH-004|Antibiotic ear drops||17.60",
    ),
    _case(
        "Appendicitis, laparoscopic surgery",
        "ER-110|Emergency consultation||95.00",
        "CT-002|CT abdomen with contrast||410.00",
        "OR-118|Laparoscopic appendectomy||2480.00",
        "WD-003|Ward, 3 nights||1140.00",
        "AN-010|Anaesthesia||690.00",
    ),
    _case(
        "Skin rash, allergic reaction",
        "OP-010|Outpatient consultation||62.00",
        "PH-005|Antihistamine and ointment||21.40",
    ),
)
# Most people travel where the euro is money; sums in many currencies would hide the figures of the demo.
RESORTS: tuple[tuple[Resort, int], ...] = (
    (
        Resort(
            "Clínica Mirador de Palma", "Carrer del Far 18", "07012 Palma", "Spain", "EUR", Decimal("1.00")
        ),
        30,
    ),
    (
        Resort("Aegean Sun Medical", "Odos Delfinion 12", "851 00 Rhodos", "Greece", "EUR", Decimal("0.90")),
        22,
    ),
    (
        Resort("Hôpital Belle-Rive", "9, quai des Mouettes", "06300 Nice", "France", "EUR", Decimal("1.10")),
        16,
    ),
    (
        Resort(
            "Poliambulatorio San Cassiano", "Via dei Gelsi 4", "39012 Meran", "Italy", "EUR", Decimal("0.95")
        ),
        16,
    ),
    (
        Resort(
            "Saint Halvard Medical Centre",
            "2210 Larkspur Avenue",
            "Boulder, CO 80302",
            "USA",
            "USD",
            Decimal("2.60"),
        ),
        9,
    ),
    (Resort("Klinik Seehorn", "Promenade 77", "7270 Davos", "Switzerland", "CHF", Decimal("1.55")), 7),
)
