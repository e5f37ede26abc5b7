"""List invented clinics in real towns abroad, and what they charge for in English."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from partnerportal.config.seed.price_lists import case


class Resort(NamedTuple):
    """Hold a town abroad: its hospitals' name, where people pay in which currency, and how prices compare to euros."""

    clinic: str
    street: str
    town: str
    country: str
    currency: str
    per_euro: Decimal


CLINIC_CASES = (
    case(
        "Ankle sprain after fall",
        "ER-110|Emergency consultation||95.00",
        "XR-204|X-ray, ankle, two views||88.00",
        "SP-031|Splint and bandage||46.50",
        "PH-002|Pain medication||18.20",
    ),
    case(
        "Acute gastroenteritis",
        "ER-110|Emergency consultation||95.00",
        "LB-015|Blood panel||64.00",
        "IV-001|Intravenous fluids, 2 × 500 ml||72.00",
        "PH-007|Medication on discharge||24.90",
    ),
    case(
        "Otitis externa after diving",
        "OP-020|Outpatient consultation, ENT||78.00",
        "EN-006|Ear cleaning, both sides||39.00",
        "PH-004|Antibiotic ear drops||17.60",
    ),
    case(
        "Appendicitis, laparoscopic surgery",
        "ER-110|Emergency consultation||95.00",
        "CT-002|CT abdomen with contrast||410.00",
        "OR-118|Laparoscopic appendectomy||2480.00",
        "WD-003|Ward, 3 nights||1140.00",
        "AN-010|Anaesthesia||690.00",
    ),
    case(
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
