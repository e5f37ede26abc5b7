"""Journeys: a real browser at a running demo, as brokers and clerks use it."""
