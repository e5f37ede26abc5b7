"""Say which part of a contract a field belongs to, as guards name their parts (Art. 16, 18 GDPR). Pure."""

from __future__ import annotations

_AREAS = {
    **dict.fromkeys(("salutation", "first_name", "last_name"), "name"),
    **dict.fromkeys(("street", "postal_code", "city"), "address"),
    "bank_account": "bank_account",
}


def area_of(field: str) -> str:
    """Return name, address, bank_account, insured_person, or all for what only a guard over everything covers."""
    if field.startswith("insured_person"):
        return "insured_person"
    return _AREAS.get(field, "all")
