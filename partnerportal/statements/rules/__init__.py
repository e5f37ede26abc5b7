"""Decide on amounts, numbers and differences of statements; pure."""
