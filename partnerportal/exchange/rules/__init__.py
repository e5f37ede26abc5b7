"""Decide what a file says: how records become contracts and people, what is skipped, and what a run may do next."""
