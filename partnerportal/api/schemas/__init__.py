"""Describe what goes in and out, each field in the words of the data catalogue."""
