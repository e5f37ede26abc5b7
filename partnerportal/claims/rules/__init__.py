"""Decide about claims: pure functions, no database (style.md, rule 5)."""
