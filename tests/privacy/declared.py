"""Declare a small catalogue for the tests: one sound entry that each test bends."""

from functools import partial

from partnerportal.privacy.entry import entry

BORN_ON = "contracts.InsuredPerson.born_on"

sound_entry = partial(
    entry,
    BORN_ON,
    "Geburtsdatum",
    subject="insured_person",
    category="identity",
    purpose="claim_settlement",
    visible_to="owner staff clerk_benefits",
    retention="R-VERTRAG",
    clause="C26",
)

diagnosis = partial(
    sound_entry,
    category="health",
    article_nine="9_2_a",
    protection="encrypted",
    retention="R-LEISTUNG",
    clause="C28",
)
