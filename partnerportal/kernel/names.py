"""Shorten names of persons where the catalogue says *masked*."""

from __future__ import annotations


def initials(name: str) -> str:
    """Return the first letters of a name, "A. B." for "Amelie Brandt": enough to recognise, too little to learn."""
    return " ".join(f"{part[0].upper()}." for part in name.split())
