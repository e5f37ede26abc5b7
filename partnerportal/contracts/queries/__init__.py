"""Read contracts, their people, bank account and consents, for those who may see them."""

from partnerportal.contracts.queries.consents import has_consents
from partnerportal.contracts.queries.detail import (
    ContractDetail,
    HolderRow,
    MaskedAccount,
    PersonRow,
    PlainAccount,
    bank_account_plain,
    contract_for,
)
from partnerportal.contracts.queries.lists import (
    PAGE_SIZE,
    ContractFigures,
    ContractPage,
    ContractRow,
    contract_figures,
    contract_page,
    search,
)

__all__ = [
    "PAGE_SIZE",
    "ContractDetail",
    "ContractFigures",
    "ContractPage",
    "ContractRow",
    "HolderRow",
    "MaskedAccount",
    "PersonRow",
    "PlainAccount",
    "bank_account_plain",
    "contract_figures",
    "contract_for",
    "contract_page",
    "has_consents",
    "search",
]
