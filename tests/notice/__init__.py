"""Prove the promises of the notice, and break each on purpose."""
