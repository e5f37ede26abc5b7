"""Serve those who work on the portal: tests, checks, translations, pictures."""
