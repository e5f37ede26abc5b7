"""Decide about accounts, one module per question. Pure."""
