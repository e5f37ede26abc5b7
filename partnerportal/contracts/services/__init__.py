"""Change what is stored about contracts, one function per use case."""

from partnerportal.contracts.services.consents import record_consents
from partnerportal.contracts.services.search_data import refresh_search_data

__all__ = ["record_consents", "refresh_search_data"]
