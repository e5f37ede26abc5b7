"""Decide how much software may ask and what a repeated request is."""
