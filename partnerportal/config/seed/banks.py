"""Invent bank accounts at real German banks: the IBAN is valid, the account number was drawn."""

from __future__ import annotations

from partnerportal.config.seed.chance import Chance
from partnerportal.kernel.iban import Iban, parse_iban

_CODES = (
    "12030000 37040044 50010517 10070124 43060967 37050198 20050550 70150000 10050000 50050201 10010010 76010085 "
    "12096597 37060590 10011001 70020270 25050180 86055592 85050300 29050101 66050101 44050199 30050110 36050105 "
    "21050170 13050000 50190000 26050001 79050000 20041177 38070724 60090100 20190003 37062600 30060601 39050000 "
    "10090000 25190001 59050101 26550105"
)
BANK_CODES = tuple(_CODES.split())


def account(chance: Chance) -> Iban:
    """Return a valid IBAN with the bank's name and BIC."""
    from schwifty import IBAN  # it loads the register of all banks: only when seeding

    number = chance.digits(10)
    return parse_iban(str(IBAN.generate("DE", bank_code=chance.choice(BANK_CODES), account_code=number)))
