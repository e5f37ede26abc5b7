"""Examine an installation: what is wrong, and what to do next."""
