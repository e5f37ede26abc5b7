"""Read contracts, their people, bank account and consents, for those who may see them."""

from partnerportal.contracts.queries.chosen import ContractFilter, ContractIds
from partnerportal.contracts.queries.consents import has_consents
from partnerportal.contracts.queries.detail import (
    ContractDetail,
    HolderRow,
    MaskedAccount,
    PersonRow,
    PlainAccount,
    TariffRow,
    bank_account_plain,
    contract_for,
    tariffs_of,
)
from partnerportal.contracts.queries.lists import (
    MOST_COUNTED,
    PAGE_SIZE,
    ContractFigures,
    ContractPage,
    ContractRow,
    contract_figures,
    contract_page,
)
from partnerportal.contracts.queries.search import search

__all__ = [
    "MOST_COUNTED",
    "PAGE_SIZE",
    "ContractDetail",
    "ContractFigures",
    "ContractFilter",
    "ContractIds",
    "ContractPage",
    "ContractRow",
    "HolderRow",
    "MaskedAccount",
    "PersonRow",
    "PlainAccount",
    "TariffRow",
    "bank_account_plain",
    "contract_figures",
    "contract_for",
    "contract_page",
    "has_consents",
    "search",
    "tariffs_of",
]
