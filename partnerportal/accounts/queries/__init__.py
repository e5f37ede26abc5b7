"""Read accounts, one module per page; other apps find the public names here."""

from partnerportal.accounts.queries.accounts import (
    Reach,
    UnusualReading,
    reaches_of,
    unusual_readings,
    viewer_of,
)

__all__ = ["Reach", "UnusualReading", "reaches_of", "unusual_readings", "viewer_of"]
