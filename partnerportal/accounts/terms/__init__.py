"""Hold the terms of use, and which editions of terms and notice are in force."""

from partnerportal.accounts.terms.editions import (
    NOTICE,
    NOTICE_VERSION,
    TERMS,
    TERMS_VERSION,
    Edition,
    acceptance_of_both,
)

__all__ = ["NOTICE", "NOTICE_VERSION", "TERMS", "TERMS_VERSION", "Edition", "acceptance_of_both"]
