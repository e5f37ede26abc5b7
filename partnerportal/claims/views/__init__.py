"""Translate HTTP for the pages of claims."""
