"""A masked name is recognised by those who know it."""

import pytest

from partnerportal.kernel.names import initials


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Amelie Brandt", "A. B."), ("Jörg von der Ölmühle", "J. V. D. Ö."), ("", ""), ("  x ", "X.")],
)
def test_a_masked_name_shows_first_letters_only(name: str, shown: str) -> None:
    assert initials(name) == shown
