"""Read accounts, one module per page; other apps find the public names here."""

from partnerportal.accounts.queries.accounts import (
    Reach,
    UnusualReading,
    reach_of,
    unusual_readings,
    viewer_of,
)

__all__ = ["Reach", "UnusualReading", "reach_of", "unusual_readings", "viewer_of"]
