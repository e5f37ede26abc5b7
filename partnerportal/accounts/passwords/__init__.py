"""Judge and take passwords (clause C05)."""
